"""任务 · what an expert does with a task, and what the section records of it (Art. 13, 16–18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell, tell_post
from models.operations.register import reference
from models.operations.steps import advance
from models.queries import declines
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules import article_13_tasks as art13
from models.rules import article_17_integrity as art17
from models.settings import REPORT_DAYS
from models.tables import Assignment, Dispatch, Holding, ServiceRecord, StoredFile, TaskReport
from models.vocabulary import DeclineKind, Post
from models.workflows.assignment import Action
from models.workflows.dispatch import State as DispatchState


def accept(part: Assignment, *, by: Holding) -> None:
    advance(part, Action.ACCEPT, by=by)
    _tell_handler(part, f"{part.expert_name}接受任务：{part.dispatch.caption}")


def decline(part: Assignment, kind: DeclineKind, *, note: str, by: Holding) -> None:
    """The expert does not come. Whether it counts towards Art. 18(3) follows from ``kind``; at the
    limit the office is told, and a person decides."""
    action = Action.RECUSE if kind is DeclineKind.RECUSAL else Action.DECLINE
    part.decline_kind = kind
    advance(part, action, by=by, note=note, reason=kind.value)
    _tell_handler(part, f"席位空缺，请补抽：{part.dispatch.caption}")
    session, today = db.session(), clock.today()
    if kind.counts and declines.propose_dismissal(session, part.expert, today):
        counted = declines.counted(session, part.expert, today)
        text = f"专家{part.expert.code}一年内已{counted}次不能接受委派，请研究是否解聘（第十八条）"
        tell_post(Post.OFFICE, part.expert, text)


def acknowledge(part: Assignment, *, by: Holding) -> None:
    """The expert has read the four items of the briefing, in the version now in force."""
    part.briefing_version = art17.BRIEFING_VERSION
    advance(part, Action.ACKNOWLEDGE, by=by, briefing=art17.BRIEFING_VERSION)
    _tell_handler(part, f"{part.expert_name}已确认廉政与保密告知：{part.dispatch.caption}")


def attend(part: Assignment, action: str, *, by: Holding) -> None:
    """Record arrival or departure: once everyone is ready, and not before the first day."""
    if part.dispatch.state is not DispatchState.UNDERWAY:
        raise Refusal("人员尚未全部到位，请先由股室确认“人员到位，开始执行”", article=16)
    first_day = clock.local(part.dispatch.starts_at or clock.now()).date()
    if clock.today() < first_day:
        raise Refusal(f"任务{first_day.month}月{first_day.day}日开始，请到时再登记", article=13)
    if part.told.is_hidden:
        raise Refusal("检查对象还没有告知，请到告知时刻以后再登记到场", article=13)
    advance(part, action, by=by)


def report(
    part: Assignment, *, content: str, advice: str, files: Sequence[StoredFile], by: Holding
) -> None:
    """File the written report; a late one is accepted and marked."""
    art13.check_report(content)
    ended_on = clock.local(part.left_at or clock.now()).date()
    days = value_of(db.session(), REPORT_DAYS)
    due = art13.report_due(ended_on, days, confirmed(db.session()))
    is_late = due is not None and clock.today() > due
    part.report = TaskReport(
        content=content.strip(), advice=advice.strip(), due_on=due, is_late=is_late,
        files=list(files),
    )  # fmt: skip
    advance(part, Action.REPORT, by=by, late=is_late, files=len(files))
    _tell_handler(part, f"{part.expert_name}已提交书面报告：{part.dispatch.caption}")


@dataclass(frozen=True, slots=True)
class Service:
    """What Annex 6 says of one expert's work; ``scores`` by the keys of Article 17's table."""

    half_days: int
    work: str
    hazards_found: int
    grave_hazards: int
    scores: Mapping[str, int]
    incident: str
    target_feedback: str


def rate(part: Assignment, service: Service, *, by: Holding) -> None:
    """Fill in Annex 6: never more half days than approved, never more pay than reserved."""
    dispatch = part.dispatch
    _check_half_days(service.half_days, dispatch)
    if service.grave_hazards > service.hazards_found:
        raise Refusal("重大隐患数不能多于发现隐患数", article=17, field="grave_hazards")
    record = part.service or ServiceRecord()
    record.half_days, record.work = service.half_days, service.work
    record.hazards_found, record.grave_hazards = service.hazards_found, service.grave_hazards
    record.incident, record.target_feedback = service.incident, service.target_feedback
    for key, score in service.scores.items():
        setattr(record, key, score)
    record.quality = art17.quality(service.scores)
    record.fee = dispatch.rate * service.half_days
    part.service = record
    advance(part, Action.RATE, by=by, quality=record.quality.value, total=record.total)


def _check_half_days(half_days: int, dispatch: Dispatch) -> None:
    if not 0 < half_days <= dispatch.half_days:
        raise Refusal(
            f"实际半天数应在1至{dispatch.half_days}之间（不超过审批的半天数）",
            article=17,
            field="half_days",
        )


def amend(part: Assignment, *, by: Holding, note: str) -> None:
    """Open Annex 6 again, after hr sent the file back."""
    if part.dispatch.state is not DispatchState.UNDERWAY:
        raise Refusal("已报送备案，需要更正的请人教股退回", article=17)
    advance(part, Action.AMEND, by=by, note=note)


def _tell_handler(part: Assignment, text: str) -> None:
    tell(part.dispatch.handler_id, text, reference(part.dispatch))
