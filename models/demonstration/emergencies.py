"""紧急调用 · one that was completed and closed, one whose papers are late, one of this very day."""

from collections.abc import Iterator

from models import clock
from models.db import db
from models.demonstration import working
from models.demonstration.case import Case, Steps, World
from models.demonstration.courses import LEAD, Course
from models.demonstration.matters import Matter
from models.demonstration.office import MAIN
from models.demonstration.seasons import at
from models.operations import assignments, dispatches, emergency, emergency_calls
from models.operations.dispatches import Particulars, Protection, Wanted
from models.operations.emergency import Order
from models.operations.emergency_calls import Call
from models.queries.emergency import to_call
from models.vocabulary import CallOutcome, DeclineKind, Grade, Provider, TaskType
from models.workflows.assignment import Action as PartAction
from models.workflows.dispatch import Action

_FLOOD = Matter(
    TaskType.RESPONSE,
    "{unit}井下透水抢险",
    "查明水源和补给通道，提出排水、堵水和搜救的技术方案。",
    (("A0105", Grade.INTERMEDIATE), ("C0902", Grade.INTERMEDIATE)),
    2,
    "透水、有害气体积聚；须佩戴自救器和气体检测仪",
    ("水源为采空区积水", "排水能力不足", "探放水记录不全"),
)
_SLIDE = Matter(
    TaskType.RESPONSE,
    "{town}山体滑坡应急处置",
    "研判滑坡体稳定性，划定危险区，提出避让和监测意见。",
    (("B0703", Grade.INTERMEDIATE),),
    2,
    "",
    ("滑坡后缘裂缝仍在发展", "坡脚排水沟堵塞"),
)
_REASONS = {
    _FLOOD: "井下有人被困，等不及随机抽取和逐级审签",
    _SLIDE: "坡下住户待转移，须立即研判，等不及随机抽取",
}
_CLOSED, _LATE = 62, 3  # working days before the present
_RATE = 40_000


def emergencies(world: World) -> Iterator[Steps]:
    present = world.diary.present
    yield _closed(_case(_FLOOD, MAIN, present - _CLOSED, world))
    yield _late(_case(_SLIDE, "disaster", present - _LATE, world))
    yield _running(_case(_FLOOD, MAIN, present, world))


def _case(matter: Matter, section: str, day: int, world: World) -> Case:
    return Case(Course(9600 + day, section, matter, day - LEAD, 0, _RATE, half_days=2), world)


def _order(case: Case) -> None:
    """In the deputy's words, from a phone."""
    world, course = case.world, case.course
    specialties, units = world.specialties, world.units
    unit = units.towns[2] if course.matter is _SLIDE else units.by_trade["coal"][2]
    case.dispatch = emergency.order(
        Order(
            title=course.matter.title.format(unit=unit.name, town=unit.town),
            place=unit.address or unit.town,
            reason=_REASONS[course.matter],
            wanted=[Wanted(specialties[code], grade) for code, grade in course.matter.seats],
            targets=[unit],
        ),
        section=world.office.sections[course.section],
        by=case.deputy,
    )


def _call(case: Case, outcome: CallOutcome, kind: DeclineKind | None = None) -> None:
    """The next on the list; whoever comes is briefed in the same call."""
    rows, _ = to_call(db.session(), case.dispatch, 1)
    said = Call(rows[0].attempt, outcome, kind, "在外地出差" if kind else "")
    made = emergency_calls.record(case.dispatch, rows[0].expert, said, by=case.clerk)
    if made.assignment and outcome is CallOutcome.COMES:
        emergency_calls.brief(made.assignment, by=case.clerk)


def _man(case: Case) -> Steps:
    """One is not reached, one cannot; then as many as are wanted."""
    yield case.later(1, 3)
    _call(case, CallOutcome.UNREACHED)
    yield case.later(1, 3)
    _call(case, CallOutcome.CANNOT, DeclineKind.BUSY)
    for _ in case.dispatch.seats:
        yield case.later(1, 3)
        _call(case, CallOutcome.COMES)


def _visit(case: Case) -> Steps:
    yield case.later(60, 80)
    for part in case.dispatch.seated:
        assignments.attend(part, PartAction.ARRIVE, by=case.clerk)
    yield case.later(120, 150)
    for part in case.dispatch.seated:
        assignments.attend(part, PartAction.LEAVE, by=case.clerk)


def _complete(case: Case) -> None:
    """The papers, as the section's clerk writes them."""
    course, dispatch = case.course, case.dispatch
    starts_at = dispatch.starts_at or clock.now()
    specialties = case.world.specialties
    items = (
        Protection("自救器", 1, Provider.TARGET), Protection("安全帽", 1, Provider.BUREAU),
    )  # fmt: skip
    dispatches.redraft(
        dispatch,
        Particulars(
            title=dispatch.title, task_type=TaskType.RESPONSE, content=course.matter.content,
            starts_at=starts_at, ends_at=dispatch.ends_at, half_days=2, place=dispatch.place,
            budget_line=case.world.lines[course.section, clock.local(starts_at).year],
            rate=_RATE, phone=dispatch.phone, basis="县应急救援总指挥部指令",
            meeting_point="事故现场指挥部", is_hazardous=bool(course.matter.hazards),
            hazards=course.matter.hazards, protection=items if course.matter.hazards else (),
        ),
        targets=list(dispatch.targets),
        seats=[Wanted(specialties[code], grade) for code, grade in course.matter.seats],
        officers=[],
        by=case.clerk,
    )  # fmt: skip
    dispatches.take(dispatch, Action.COMPLETE_PAPERS, by=case.clerk)


def _begun(case: Case, minutes: int) -> Steps:
    yield case.at(at(case.course.first_day, minutes))
    _order(case)
    yield from _man(case)


def _closed(case: Case) -> Steps:
    yield from _begun(case, 40)
    yield from _visit(case)
    yield case.later(20, 30)
    _complete(case)
    yield case.next_day()
    dispatches.take(case.dispatch, Action.ENDORSE_PAPERS, by=case.head, note="情况属实，同意")
    yield case.later()
    dispatches.take(case.dispatch, Action.DEPART, by=case.clerk)
    for phase in (
        working.report, working.rate, working.deliver, working.receive, working.close,
    ):  # fmt: skip
        yield from phase(case)


def _late(case: Case) -> Steps:
    yield from _begun(case, 60)
    yield from _visit(case)


def _running(case: Case) -> Steps:
    """The papers were quicker than the last seat."""
    yield case.at(at(case.course.first_day, 200))
    _order(case)
    yield case.later(1, 3)
    _call(case, CallOutcome.UNREACHED)
    yield case.later(1, 3)
    _call(case, CallOutcome.COMES)
    yield case.later(30, 40)
    _complete(case)
