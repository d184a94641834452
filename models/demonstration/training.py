"""专家培训 · each section's plan but one, what was held of it, what is announced; a new text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.dice import Dice
from models.demonstration.roster import TRADES
from models.operations import attendance, training
from models.operations.attendance import Presence
from models.operations.briefings import revise
from models.operations.training import Arrangement
from models.operations.training_plans import Line, write_plan
from models.tables import TrainingItem, TrainingSession
from models.vocabulary import BriefingKind, InvitationAnswer, Post, TrainingKind
from models.workflows.training import Action

_WITHOUT_PLAN = "disaster"  # the section that has made none
_LEFT_OUT = ("mines", 9)  # the section and the month in which nothing was held
_UNWRITTEN = "industry"  # whose last training waits for its record
_ANNOUNCED = "coal"  # whose next training is announced
_PLANNED_ON = (3, 16)
_LINES = (
    Line(4, "新修订安全生产法律法规和标准宣贯", TrainingKind.LAW, 4),
    Line(9, "现场检查技术和典型案例分析", TrainingKind.ABILITY, 6),
    Line(12, "职业道德和廉洁自律警示教育", TrainingKind.ETHICS, 3),
)
_TRAINERS = ("市应急管理局法规科讲师", "专家组组长", "县纪委监委派驻干部")
_TAUGHT = (
    "讲授了培训内容的要点和适用范围，结合本县检查中发现的问题逐条解读。\n"
    "分组讨论两起典型案例，现场答疑，课后发放学习资料。"
)
_ABSENT = "当日在外地参加评审"
_INTEGRITY = (
    "廉洁自律：不收受对象单位的礼品、礼金、有价证券和其他财物（第十七条、第十八条）\n"
    "不接受对象单位安排的宴请、娱乐活动，不在对象单位报销费用\n"
    "不推销产品、不联系业务，不介绍技术服务机构（第十八条）"
)


@dataclass(frozen=True, slots=True)
class _Occasion:
    """A line of a section's plan, and the working day on which it is held."""

    key: str
    line: int
    day: int


def section_training(world: World) -> Iterator[Steps]:
    """The plans of this year in March, and what follows from each; a new text in summer."""
    today = world.diary.days[world.diary.present]
    planned = _day_of(world, date(today.year, *_PLANNED_ON))
    if planned is not None:
        for number, key in enumerate(world.office.sections):
            if key != _WITHOUT_PLAN:
                yield _year_of(key, planned + number, world)
    yield _new_text(world)


def _day_of(world: World, wanted: date) -> int | None:
    """The first working day from then on, if the year that is played has it."""
    days, present = world.diary.days, world.diary.present
    found = next((number for number, day in enumerate(days) if day >= wanted), present)
    return found if 0 < found < present else None


def _year_of(key: str, day: int, world: World) -> Steps:
    """The plan, then month by month what is held of it."""
    office = world.office
    section, by = office.sections[key], office.clerks[key]
    year = world.diary.days[day].year
    yield day * DAY + HOUR
    plan = write_plan(section, year, _LINES, by=by)
    for occasion in _occasions(key, year, world):
        item = plan.items[occasion.line]
        yield (occasion.day - 5) * DAY + 2 * HOUR
        session = _announced(occasion, item, world)
        yield (occasion.day - 2) * DAY + HOUR
        _answer(session, world, Dice(f"training {occasion}"))
        if occasion.day <= world.diary.present:
            yield from _held(session, occasion, world)


def _occasions(key: str, year: int, world: World) -> list[_Occasion]:
    """Those that are over; and of one section the last, which is still to come."""
    number, present = list(world.office.sections).index(key), world.diary.present
    found = []
    for place, line in enumerate(_LINES):
        day = _day_of(world, date(year, line.month, 8 + number))
        if day is not None and day + 5 < present and (key, line.month) != _LEFT_OUT:
            found.append(_Occasion(key, place, day))
    if key == _ANNOUNCED and len(found) < len(_LINES):
        found.append(_Occasion(key, len(found), present + 4))
    if key == _UNWRITTEN and len(found) < len(_LINES):
        found.append(_Occasion(key, len(found), present - 1))
    return found


def _announced(occasion: _Occasion, item: TrainingItem, world: World) -> TrainingSession:
    office, key = world.office, occasion.key
    by = office.clerks[key]
    arrangement = Arrangement(
        topic=item.topic,
        kind=item.kind,
        starts_at=world.diary.moment(occasion.day * DAY + HOUR),
        half_hours=item.half_hours,
        place="县应急管理局三楼会议室",
        trainer=_TRAINERS[occasion.line],
        industries=[next(code for code, trade in TRADES.items() if trade == key)],
        item=item,
    )
    session = training.prepare(office.sections[key], arrangement, by=by)
    training.take(session, Action.ANNOUNCE, by=by)
    return session


def _answer(session: TrainingSession, world: World, dice: Dice) -> None:
    """Every fourth says something, most of them that they come; who signs in as ``expert`` may
    still try it."""
    for number, each in enumerate(session.attendances):
        by = world.office.experts[each.expert.code]
        if number % 4 or by.account.login == "expert" or by.post is not Post.EXPERT:
            continue
        is_absent = number > 0 and dice.one_in(3)
        word = InvitationAnswer.ABSENT if is_absent else InvitationAnswer.COMING
        attendance.answer(each, word, reason=_ABSENT if is_absent else "", by=by)


def _held(session: TrainingSession, occasion: _Occasion, world: World) -> Steps:
    by = world.office.clerks[occasion.key]
    yield occasion.day * DAY + 6 * HOUR
    dice = Dice(f"presence {occasion}")
    present = {
        each.expert_id: _presence(each.answer, session.half_hours, dice)
        for each in session.attendances
    }
    attendance.hold(session, present, by=by)
    if occasion.key != _UNWRITTEN or occasion.day < world.diary.present - 1:
        yield (occasion.day + 1) * DAY + HOUR
        training.record(session, _TAUGHT, by=by)


def _presence(answer: InvitationAnswer | None, length: int, dice: Dice) -> Presence:
    """Who said so stays away, one in twelve without a word; some leave early."""
    if answer is InvitationAnswer.ABSENT:
        return Presence(None, _ABSENT)
    if dice.one_in(12):
        return Presence(None)
    return Presence(length - 1 if dice.one_in(9) else length)


def _new_text(world: World) -> Steps:
    """The office says more plainly what may not be taken."""
    yield (world.diary.present // 2) * DAY + 3 * HOUR
    reason = "按上级廉洁纪律规定，明确宴请和报销费用的要求"
    revise(BriefingKind.INTEGRITY, _INTEGRITY, reason=reason, by=world.office.others["office"])
