"""申请与抽取 · from the section's draft to the deputy's signature, and what turns it back."""

from models import clock
from models.demonstration.case import Case, Steps
from models.demonstration.courses import Twist
from models.demonstration.diary import DAY
from models.demonstration.words import OFFICERS
from models.operations import changes, dispatches, draws
from models.operations.dispatches import Particulars, Protection, Wanted
from models.rules.article_11_dispatch import unusable
from models.tables import Holding, Unit
from models.vocabulary import ChangeKind, Provider, TaskType
from models.workflows.change import Action as ChangeAction
from models.workflows.dispatch import Action, State

# Sections that look after no trade of their own go to the enterprises of others.
_VISITED = {"rescue": "chemicals", "policy": "industry"}


def draft(case: Case) -> Steps:
    yield case.next_day()
    target, office, section = _target(case), case.world.office, case.course.section
    seats = [
        Wanted(case.world.specialties[code], grade) for code, grade in case.course.matter.seats
    ]
    case.dispatch = dispatches.draft(
        _particulars(case, target),
        section=office.sections[section],
        targets=[target],
        seats=seats,
        officers=case.dice.some(OFFICERS, 2) if _is_inspection(case) else [],
        by=case.clerk,
    )


def _target(case: Case) -> Unit:
    units, course = case.world.units, case.course
    trade = _VISITED.get(course.section, course.section)
    among = units.towns if course.matter.is_in_town else units.by_trade[trade]
    return among[course.target % len(among)]


def _is_inspection(case: Case) -> bool:
    return case.course.matter.kind is TaskType.INSPECTION


def _particulars(case: Case, target: Unit) -> Particulars:
    course, world, matter = case.course, case.world, case.course.matter
    starts_at = world.diary.moment(course.starts)
    year = clock.local(starts_at).year
    return Particulars(
        title=matter.title.format(unit=target.name, town=target.town),
        task_type=matter.kind,
        content=matter.content,
        starts_at=starts_at,
        ends_at=world.diary.moment(course.ends),
        half_days=course.half_days,
        place=target.address or target.town,
        budget_line=world.lines[course.section, year],
        rate=course.rate,
        phone=world.office.sections[course.section].phone,
        basis=f"{year}年度监督检查计划" if _is_inspection(case) else f"{year}年度重点工作安排",
        approval_no=f"演检批〔{year}〕{course.number}号" if _is_inspection(case) else "",
        meeting_point="县应急管理局一楼大厅",
        is_unannounced=course.is_unannounced,
        reveal_at=world.diary.moment(course.first_day * DAY) if course.is_unannounced else None,
        is_hazardous=bool(matter.hazards),
        hazards=matter.hazards,
        protection=_protection(case),
    )


def _protection(case: Case) -> tuple[Protection, ...]:
    """What the matter says must be worn: all of it from one provider, but for the boots."""
    worn = case.course.matter.equipment
    if not worn:
        return ()
    provider = case.dice.pick([Provider.BUREAU, Provider.TARGET])
    items = [Protection(what, 1, provider) for what in worn]
    return (*items, Protection("防砸劳保鞋", 1, Provider.OWN))


def discard(case: Case) -> Steps:
    yield case.next_day()
    note = "与上级安排的检查重复，不再单独组织"
    dispatches.take(case.dispatch, Action.DISCARD, by=case.clerk, note=note)


def submit(case: Case) -> Steps:
    yield case.next_day()
    dispatches.take(case.dispatch, Action.SUBMIT, by=case.clerk)


def revise(case: Case) -> Steps:
    yield case.later()
    dispatches.take(case.dispatch, Action.REVISE, by=case.clerk)
    yield case.later()
    dispatches.take(case.dispatch, Action.SUBMIT, by=case.clerk)


def freeze(case: Case) -> Steps:
    """The clerk contributes as soon as the commitment stands."""
    yield case.next_day()
    draws.freeze(case.dispatch, by=case.clerk)
    is_given_up = case.course.twist is Twist.CALLED_OFF and len(case.dispatch.draws) == 1
    if not is_given_up:
        yield case.later(3, 15)
        _contribute(case, "骰子点数", case.clerk)


def call_off(case: Case) -> Steps:
    yield case.later()
    note = "对象单位临时停产，改日再抽"
    draws.call_off(case.dispatch.draws[-1], by=case.clerk, note=note)
    yield from freeze(case)


def draw(case: Case) -> Steps:
    yield case.next_day()
    _contribute(case, "监督投号", case.witness)


def _contribute(case: Case, what: str, by: Holding) -> None:
    text = f"{what}{case.dice.between(100_000, 999_999)}"
    draws.contribute(case.dispatch.draws[-1], text, by=by)


def void(case: Case) -> Steps:
    """Asked for after the draw, approved the next day, and drawn again."""
    yield case.later()
    reason = "漏列一家须同时检查的关联单位，须补充回避关系后重新抽取"
    change = changes.propose(case.dispatch, ChangeKind.VOID_DRAW, reason=reason, by=case.clerk)
    yield case.next_day()
    changes.decide(change, ChangeAction.APPROVE, by=case.deputy, note="情况属实，同意作废")
    yield from freeze(case)
    yield from draw(case)


def until_fit(case: Case) -> Steps:
    """The next day; and where somebody chosen left the roster meanwhile, until others are."""
    yield case.next_day()
    while unusable(case.dispatch):
        yield from void(case)
        yield case.next_day()


def endorse(case: Case) -> Steps:
    yield from until_fit(case)
    dispatches.take(case.dispatch, Action.ENDORSE, by=case.head, note="同意，请领导审签")


def send_down(case: Case) -> Steps:
    """The deputy asks once more, the head answers the same day."""
    yield case.later()
    note = "请核对任务时间后再报"
    dispatches.take(case.dispatch, Action.RETURN, by=case.deputy, note=note)
    yield case.later()
    dispatches.take(case.dispatch, Action.ENDORSE, by=case.head, note="时间已核对无误")


def sign(case: Case) -> Steps:
    yield from until_fit(case)
    if case.dispatch.state is State.DRAWN:
        yield from endorse(case)
        yield case.next_day()
    dispatches.take(case.dispatch, Action.SIGN, by=case.deputy, note="同意派遣")
