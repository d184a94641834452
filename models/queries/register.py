"""留痕台账 · the register as people read it: newest first, narrowed by an index, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import Session

from models import clock
from models.rules.article_07_renewal import Reminder
from models.rules.capital_yuan import yuan
from models.tables import Account, Event, RegisterHead
from models.vocabulary import (
    Adoption,
    CallOutcome,
    ChangeKind,
    Channel,
    DeclineKind,
    DeliveryChannel,
    ExpertObjectionKind,
    FeeUnit,
    GroupOffice,
    Post,
    Quality,
    RevocationGround,
    SelectionWay,
    Term,
    VisitResult,
)
from models.workflows import (
    advice,
    announcement,
    application,
    assignment,
    certificate,
    change,
    dispatch,
    draw,
    election,
    engagement,
    expert_objection,
    illness_proof,
    intake,
    meeting,
    nomination,
    objection,
    profile_change,
    proposal,
    publicity,
    resignation,
    review,
    sheet,
    training,
    use_request,
)

# What the acts of the register are about: the part of ``kind`` before the colon.
FAMILIES: Mapping[str, str] = {
    "dispatch": "派遣",
    "draw": "抽取",
    "assignment": "任务",
    "change": "派遣变更",
    "expert": "专家名册",
    "election": "组长推选",
    "nomination": "推选提名",
    "unit": "单位",
    "budget_line": "经费预算",
    "setting": "参数",
    "weights": "轮换权重",
    "calendar": "工作日历",
    "taxonomy": "专业划分",
    "lead_section": "牵头股室",
    "account": "账号",
    "post": "岗位",
    "section": "股室",
    "office": "开办",
    "announcement": "公告",
    "certificate": "聘书",
    "intake_cycle": "申报批次",
    "application": "专家申报",
    "section_opinion": "会同审核",
    "recommendation_sheet": "推荐汇总表",
    "proposed_roster": "拟定名单",
    "public_notice": "公示",
    "objection": "公示异议",
    "annual_review": "年度复审",
    "archive": "归档",
    "job": "后台任务",
    "meeting": "工作会议",
    "group_report": "专家组年度报告",
    "use_request": "使用申请",
    "illness_proof": "患病证明",
    "advice": "专家建议",
    "profile_change": "专家信息变更",
    "resignation": "专家退出",
    "expert_objection": "专家异议",
    "feedback": "对象单位反馈",
    "return_visit": "回访",
    "standing_engagement": "相对固定使用",
    "outsider": "库外专家",
    "briefing": "告知书",
    "training_plan": "培训计划",
    "training_session": "专家培训",
    "delivery": "通知发送",
    "notice_template": "通知用语",
    "emergency": "紧急调用",
    "fee_standard": "劳务报酬标准",
}

_IN_FEN = frozenset({"budget_line", "fee_standard"})

_FACTS: Mapping[str, str] = {
    "name": "对象",
    "login": "用户名",
    "before": "原",
    "after": "现",
    "note": "意见",
    "reason": "原因",
    "change": "变更事项",
    "changed": "改动",
    "document": "依据文件",
    "line": "预算项目",
    "amount": "金额",
    "standard": "适用",
    "counted_by": "计酬单位",
    "sections": "股室",
    "draw": "抽取编号",
    "commitment": "承诺码",
    "digest": "结果摘要",
    "text_digest": "随机内容摘要",
    "pool": "候选人数",
    "voids": "已作废次数",
    "briefing": "告知书版本",
    "late": "逾期",
    "files": "附件数",
    "quality": "评价等次",
    "total": "得分",
    "edition": "版次",
    "specialties": "专业数",
    "year": "年度",
    "days": "特殊日数",
    "code": "编号",
    "outcome": "呼叫结果",
    "experts": "专家",
    "bases": "依据",
    "seats": "席位",
    "way": "选取方式",
    "persons": "人数",
    "unit": "单位",
    "left_on": "离职日期",
    "interest": "利害关系",
    "industry": "行业领域",
    "office": "推选职务",
    "places": "名额",
    "nominations_until": "提名截止",
    "voting_until": "投票截止",
    "voters": "成员人数",
    "ballots": "收到选票",
    "paid_on": "付款日期",
    "paid": "付款金额",
    "blanks": "弃权",
    "votes": "得票",
    "elected": "当选",
    "tied": "同票",
    "title": "标题",
    "progress": "进度",
    "package": "卷号",
    "papers": "卷内件数",
    "kept_until": "保存至",
    "faults": "不一致处",
    "number": "文号",
    "failed": "不通过人数",
    "ground": "事由",
    "due_on": "应于",
    "kept": "继续聘任",
    "removed": "建议清退",
    "reminder": "提醒",
    "additions": "新增人数",
    "removals": "清退人数",
    "cap": "人数上限",
    "round": "轮次",
    "met_on": "会议日期",
    "minutes_no": "纪要编号",
    "refused": "未通过",
    "issued_on": "印发日期",
    "certificates": "聘书号",
    "notice": "公示",
    "until_before": "原截止",
    "until": "截止",
    "since": "开始",
    "channel": "申报方式",
    "carrier": "渠道",
    "count": "件数",
    "holding": "属实",
    "failing": "不符",
    "supports": "支持",
    "wish": "意愿",
    "important": "重要建议",
    "adoption": "采纳情况",
    "objection": "异议",
    "visited_on": "回访日期",
    "heard": "回访结果",
    "items": "各项",
    "hours": "学时",
}
_STATES: Mapping[str, type[Term]] = {
    "dispatch": dispatch.State,
    "standing_engagement": engagement.State,
    "draw": draw.State,
    "assignment": assignment.State,
    "change": change.State,
    "announcement": announcement.State,
    "certificate": certificate.State,
    "election": election.State,
    "nomination": nomination.State,
    "intake_cycle": intake.State,
    "application": application.State,
    "recommendation_sheet": sheet.State,
    "proposed_roster": proposal.State,
    "public_notice": publicity.State,
    "objection": objection.State,
    "annual_review": review.State,
    "meeting": meeting.State,
    "use_request": use_request.State,
    "illness_proof": illness_proof.State,
    "advice": advice.State,
    "profile_change": profile_change.State,
    "resignation": resignation.State,
    "expert_objection": expert_objection.State,
    "training_session": training.State,
}
_CODES: Mapping[str, type[Term]] = {
    "channel": Channel,
    "carrier": DeliveryChannel,
    "reason": DeclineKind,
    "outcome": CallOutcome,
    "change": ChangeKind,
    "way": SelectionWay,
    "counted_by": FeeUnit,
    "quality": Quality,
    "ground": RevocationGround,
    "office": GroupOffice,
    "reminder": Reminder,
    "adoption": Adoption,
    "objection": ExpertObjectionKind,
    "heard": VisitResult,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty entries narrow nothing. Both days are included."""

    first: date | None = None
    last: date | None = None
    family: str = ""
    person: str = ""
    post: str = ""
    matter: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as a timeline tells it."""

    at: datetime
    who: str
    post: str
    what: str
    note: str
    article: int | None

    @classmethod
    def of(cls, event: Event, note: str) -> "Entry":
        """``note``: what is worth telling of it on that page."""
        post = event.post.label if event.post else ""
        return cls(event.at, event.who, post, event.label, note, event.article)


def events_of(session: Session, matter: str) -> list[Event]:
    """The history of a matter, oldest first."""
    return list(session.scalars(select(Event).where(Event.matter == matter).order_by(Event.number)))


def head(session: Session) -> RegisterHead:
    """The last row's number and digest, which prove every row before it."""
    return session.scalars(select(RegisterHead)).one()


def rows(session: Session, wanted: Filter, *, most: int, below: int | None = None) -> list[Event]:
    """The newest ``most`` rows wanted, all older than the row numbered ``below``.

    Nothing is counted and nothing skipped, so the thousandth page costs what the first one does.
    """
    conditions = [
        narrowed(session, value)
        for name, narrowed in _NARROWED.items()
        if (value := getattr(wanted, name))
    ]
    if below is not None:
        conditions.append(Event.number < below)
    query = select(Event).where(*conditions).order_by(Event.number.desc()).limit(most)
    return list(session.scalars(query))


def of_matter(session: Session, matter: str) -> list[Entry]:
    """Everything registered of one matter, oldest first, for a timeline."""
    return [
        Entry.of(event, "，".join(f"{label}{text}" for label, text in facts_of(event)))
        for event in events_of(session, matter)
    ]


def facts_of(event: Event) -> list[tuple[str, str]]:
    """The facts with their Chinese names, codes in words, money in yuan; empty ones left out."""
    family = event.kind.partition(":")[0]
    return [
        (_FACTS.get(name, name), _worded(family, name, value))
        for name, value in event.facts.items()
        if value not in ("", None, [])
    ]


def matter_of(event: Event) -> str:
    """``dispatch:12`` → 派遣12."""
    family, _, number = event.matter.partition(":")
    return f"{FAMILIES.get(family, family)}{number}"


def _worded(family: str, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    if name in {"amount", "before", "after"} and family in _IN_FEN:
        return yuan(value)
    terms = _STATES.get(family) if name in {"before", "after"} else _CODES.get(name)
    return terms.choices().get(value, str(value)) if terms else str(value)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.BEIJING)


def _kinds(session: Session, family: str) -> list[str]:
    kinds = session.scalars(select(Event.kind).distinct())
    return [kind for kind in kinds if kind.startswith(f"{family}:")]


def _accounts(session: Session, person: str) -> list[int]:
    named = or_(Account.name == person, Account.login == person.lower())
    return list(session.scalars(select(Account.id).where(named)))


def _mentions(words: str) -> ColumnElement[bool]:
    """In the label or the facts. The facts are kept as JSON, its Chinese escaped on SQLite."""
    escaped = words.encode("unicode_escape").decode("ascii")
    facts = cast(Event.facts, Text)
    return or_(
        Event.label.contains(words, autoescape=True),
        facts.contains(words, autoescape=True),
        facts.contains(escaped, autoescape=True),
        Event.digest.startswith(words, autoescape=True),
    )


# How each entry of a filter narrows the rows.
_NARROWED: Mapping[str, Callable[[Session, Any], ColumnElement[bool]]] = {
    "first": lambda _, day: Event.at >= _midnight(day),
    "last": lambda _, day: Event.at < _midnight(day + timedelta(days=1)),
    "family": lambda session, family: Event.kind.in_(_kinds(session, family)),
    "person": lambda session, person: Event.account_id.in_(_accounts(session, person)),
    "post": lambda _, post: Event.post == Post(post),
    "matter": lambda _, matter: Event.matter == matter,
    "words": lambda _, words: _mentions(words),
}
