"""年度复审 · opening the year's reviews, judging, and taking each from step to step (Art. 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import holders_of, tell, tell_next
from models.operations.register import register
from models.operations.steps import advance
from models.queries import reviews
from models.queries.roster import persons
from models.rules.article_07_renewal import ARTICLE, Plan, plan, used_since
from models.tables import AnnualReview, Expert, Holding, ReviewItem, Section
from models.vocabulary import DismissalGround, Permission, ReviewVerdict
from models.workflows.review import Action, State

_LONGEST = 500  # characters of a reason


@dataclass(frozen=True, slots=True)
class Judgement:
    """``ground`` and ``note``: why the expert is to leave; a note alone may go with keeping."""

    verdict: ReviewVerdict
    ground: DismissalGround | None = None
    note: str = ""


def open_reviews(year: int, due_on: date, *, by: Holding) -> list[AnnualReview]:
    """One for each section that has experts to review, and tell the sections."""
    _check_opening(year, due_on)
    since = used_since(reviews.last_opened_on(db.session()), clock.today())
    made = _make(plan(reviews.ties(db.session(), since)), year, due_on)
    if not made:
        raise Refusal(
            "没有一名专家对应得上复审的股室，请先在“专业划分”中确定牵头股室", article=ARTICLE
        )
    db.session.add_all(made)
    for review in made:
        register(
            "annual_review:open", "部署年度复审", by=by, subject=review, article=ARTICLE,
            year=year, persons=len(review.items), due_on=due_on.isoformat(),
        )  # fmt: skip
        tell_next(review, besides=by.account_id)
    return made


def _check_opening(year: int, due_on: date) -> None:
    if reviews.of_year(db.session(), year):
        raise Refusal(f"{year}年度复审已经部署，不能重复部署", article=ARTICLE)
    if year != clock.today().year or due_on.year != year:
        raise Refusal("复审应在本年度内部署并完成，请改期", article=ARTICLE, field="due_on")
    if due_on < clock.today():
        raise Refusal("完成日期已经过去，请改期", article=ARTICLE, field="due_on")
    if not persons(db.session()):
        raise Refusal("名册中还没有专家，不需要复审", article=ARTICLE)


def _make(made: Plan, year: int, due_on: date) -> list[AnnualReview]:
    named = {each.id: each for each in db.session.scalars(select(Section))}
    return [
        AnnualReview(
            year=year,
            section=named[section],
            section_id=section,
            due_on=due_on,
            items=[ReviewItem(expert_id=expert, used=used) for expert, used in experts.items()],
        )
        for section, experts in sorted(made.by_section.items())
    ]


def assign(expert: Expert, section: Section, *, by: Holding) -> AnnualReview:
    """Let a section review somebody who stands in no review of the year."""
    year = reviews.latest_year(db.session())
    if year is None or expert not in reviews.unassigned(db.session(), year):
        raise Refusal(f"{expert.name}已有股室复审，不必再指定", article=ARTICLE, field="expert")
    opened = reviews.of_year(db.session(), year)
    review = next((each for each in opened if each.section_id == section.id), None)
    if review is None:
        last = max(each.due_on for each in opened)
        review = AnnualReview(year=year, section=section, section_id=section.id, due_on=last)
        db.session.add(review)
    if review.state is not None and review.state is not State.OPEN:
        raise Refusal(
            f"{section.name}的复审意见已经提交，请先退回重新复审，再指定", article=ARTICLE,
            field="section",
        )  # fmt: skip
    review.items.append(ReviewItem(expert=expert))
    register(
        "annual_review:assign", f"指定复审股室：{expert.name}", by=by, subject=review,
        article=ARTICLE, code=expert.code, name=expert.name,
    )  # fmt: skip
    tell_next(review, besides=by.account_id)
    return review


def judge(review: AnnualReview, judgements: Mapping[int, Judgement], *, by: Holding) -> None:
    """Judge these of its items, by their ids. A removal names its ground and says why."""
    _refuse_judging(review, by)
    judged = [(item, judgements[item.id]) for item in review.items if item.id in judgements]
    for item, judgement in judged:
        _check(judgement)
        _write(item, judgement, by)
    register(
        "annual_review:judge", "提出复审意见", by=by, subject=review, article=ARTICLE,
        kept=[item.expert.code for item, made in judged if made.verdict is ReviewVerdict.KEEP],
        removed=[
            f"{item.expert.code} {made.ground.label if made.ground else ''}"
            for item, made in judged
            if made.verdict is ReviewVerdict.REMOVE
        ],
    )  # fmt: skip


def keep_the_rest(review: AnnualReview, *, by: Holding) -> int:
    """其余均继续聘任: everyone nobody has judged yet stays. Returns how many they were."""
    waiting = [item.id for item in review.items if item.verdict is None]
    if not waiting:
        raise Refusal("没有尚未提出意见的专家，可以直接提交", article=ARTICLE)
    judge(review, dict.fromkeys(waiting, Judgement(ReviewVerdict.KEEP)), by=by)
    return len(waiting)


def _refuse_judging(review: AnnualReview, by: Holding) -> None:
    if no := policy.refusal(by, Permission.JUDGE_EXPERTS, review):
        raise no
    if review.state is not State.OPEN:
        raise Refusal(
            f"复审意见现在是“{review.state.label}”，不能再改；需要改的，请股室负责人或专家办先退回",
            article=ARTICLE,
        )


def _check(judgement: Judgement) -> None:
    if len(judgement.note.strip()) > _LONGEST:
        raise Refusal(f"说明不超过{_LONGEST}字", article=ARTICLE, field="note")
    if judgement.verdict is ReviewVerdict.KEEP:
        return
    if judgement.ground is None:
        raise Refusal("建议清退的，请选择依据第十八条的哪一种情形", article=18, field="ground")
    if not judgement.note.strip():
        raise Refusal("建议清退的，请写明事实和理由", article=ARTICLE, field="note")


def _write(item: ReviewItem, judgement: Judgement, by: Holding) -> None:
    removes = judgement.verdict is ReviewVerdict.REMOVE
    item.verdict, item.note = judgement.verdict, judgement.note.strip()
    item.ground = judgement.ground if removes else None
    item.judge_id, item.judged_at = by.account_id, clock.now()


def take(review: AnnualReview, action: str, *, by: Holding, note: str = "") -> None:
    """Take a step that the page offers, and tell whoever comes next."""
    advance(review, action, by=by, note=note)
    if action == Action.SUBMIT:
        review.handler_id = by.account_id
    tell_next(review, besides=by.account_id)
    if action == Action.ACCEPT:
        tell(review.handler_id, f"{review.caption}：{review.state.label}", review.matter)


def holders_awaited(review: AnnualReview) -> list[Holding]:
    """Whoever has it now."""
    permissions = {
        move.permission for move in review.workflow.moves_from(review.state) if move.forward
    }
    return [each for permission in permissions for each in holders_of(permission, review)]
