"""工作会议 · every quarter's consultations but one, December's plenary, one called at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.dice import Dice
from models.demonstration.roster import TRADES
from models.operations import meetings
from models.operations.meetings import Plan
from models.operations.resolutions import Resolved, finish, hand_in_report, record
from models.queries.elections import industries
from models.rules.article_14_meetings import Quarter
from models.tables import Holding, Meeting
from models.vocabulary import InvitationAnswer, Post
from models.workflows.meeting import Action

_LEFT_OUT = ("A04", 2)  # the industry and the quarter that saw no consultation
_URGENT = ("A03", "邻县一家化工企业发生反应釜超压事故，需要研判我县同类工艺的风险")
_SLOW = {"A03", "B06"}  # whose resolutions are late
_WITHOUT_REPORT = "B08"
_DECEMBER = 12
_MARGIN = 12  # working days that a meeting takes from its plan to its minutes
_HALF_A_YEAR = timedelta(days=180)
_TOPICS = (
    ("学习近期安全生产和应急管理政策文件", ""),
    ("梳理本行业安全生产共性问题和较大个性问题", "组织股室"),
    ("研讨重大隐患判定和整改中的技术问题", "专家组"),
    ("部署下一阶段工作", "分管领导"),
)
_SAID = (
    "会议学习了近期有关政策文件，逐项梳理了本季度检查发现的问题。\n"
    "专家认为，部分企业对重大隐患的判定把握不准，技术力量薄弱，建议加强培训和现场指导。\n"
    "专家建议，对整改周期较长的隐患建立专人跟踪制度，整改完成前落实防范措施。"
)
_RESOLVED = (
    "汇总各企业重大隐患清单，逐项落实整改责任人和期限",
    "组织一次重大隐患判定标准的专题培训",
    "对整改周期较长的隐患建立专人跟踪台账",
)
_RESULT = "已完成，有关台账和材料存股室备查。"
_ABSENT = "当日有其他工作安排"


@dataclass(frozen=True, slots=True)
class _Plan:
    """``day``: the working day of the meeting; ``quarter`` is None where it is called at once."""

    industry: str
    day: int
    quarter: Quarter | None
    reason: str = ""


def group_meetings(world: World) -> Iterator[Steps]:
    """Every industry's in every quarter that is over, and one that is called for next week."""
    days, present = world.diary.days, world.diary.present
    for number, industry in enumerate(TRADES):
        for quarter in _quarters(days[0], days[present]):
            first = next(n for n, day in enumerate(days) if day >= quarter.first)
            day = first + 25 + 2 * number
            is_held = day + _MARGIN < present and quarter < Quarter.of(days[present])
            if is_held and (industry, quarter.number) != _LEFT_OUT:
                yield _held(_Plan(industry, day, quarter), world)
    industry, reason = _URGENT
    yield _held(_Plan(industry, present - 20, None, reason), world)
    yield _called(world)
    yield from _plenaries(world)


def _quarters(first: date, last: date) -> list[Quarter]:
    """Those that began in between."""
    found, quarter = [], Quarter.of(first).following
    while quarter.first <= last:
        found.append(quarter)
        quarter = quarter.following
    return found


def _planned(plan: _Plan, world: World) -> Meeting:
    key = TRADES[plan.industry]
    by = world.office.clerks[key]
    meeting = meetings.plan_consultation(plan.industry, plan.quarter, reason=plan.reason, by=by)
    _arrange(meeting, plan.day, world, by)
    return meeting


def _arrange(meeting: Meeting, day: int, world: World, by: Holding) -> None:
    chair = meetings.chairs(meeting)[0]
    invited = [each.expert_id for each in meeting.invitations]
    starts = world.diary.moment(day * DAY + HOUR)
    place = "县应急管理局三楼会议室"
    meetings.edit(meeting, Plan(starts, place, chair.id, _TOPICS, invited), by=by)
    meetings.take(meeting, Action.SUBMIT, by=by)


def _held(plan: _Plan, world: World) -> Steps:
    """From the plan to what has been done about it since."""
    office, key = world.office, TRADES[plan.industry]
    clerk, deputy, dice = office.clerks[key], office.deputies[key], Dice(f"meeting {plan}")
    early = 1 if plan.quarter is None else 8
    yield (plan.day - early) * DAY + 2 * HOUR
    meeting = _planned(plan, world)
    yield (plan.day - early) * DAY + 5 * HOUR
    meetings.take(meeting, Action.CONVENE, by=deputy, note="同意召集")
    yield plan.day * DAY - 2 * HOUR
    _answer(meeting, world, dice, leaving_out=0)
    yield from _minuted(meeting, plan.day, world, clerk, deputy)
    yield (plan.day + _MARGIN - 2) * DAY
    days = world.diary.days
    is_done = days[plan.day] < days[world.diary.present] - _HALF_A_YEAR
    done = len(_RESOLVED) if is_done else 1 if plan.industry in _SLOW else 2
    for each in meeting.resolutions[:done]:
        finish(each, _RESULT, by=clerk)
    if is_done:
        meetings.take(meeting, Action.CLOSE, by=clerk)


def _minuted(meeting: Meeting, day: int, world: World, clerk: Holding, convener: Holding) -> Steps:
    yield day * DAY + 4 * HOUR
    came = [
        each.expert_id for each in meeting.invitations if each.answer is InvitationAnswer.COMING
    ]
    meetings.hold(meeting, came, by=clerk)
    yield (day + 2) * DAY
    days = world.diary.days
    section = meeting.section or world.office.sections["rescue"]
    resolved = [
        Resolved(text, section.id, days[min(day + 10 + 35 * n, len(days) - 1)])
        for n, text in enumerate(_RESOLVED)
    ]
    record(meeting, _SAID, resolved, by=clerk)
    yield (day + 3) * DAY
    meetings.take(meeting, Action.CONFIRM, by=convener, note="同意")


def _answer(meeting: Meeting, world: World, dice: Dice, *, leaving_out: int) -> None:
    """Most come, some cannot; one in ``leaving_out`` has not said; ``expert`` may still try it."""
    for number, each in enumerate(meeting.invitations):
        by = world.office.experts[each.expert.code]
        is_left_out = leaving_out and (number % leaving_out == 0 or by.account.login == Post.EXPERT)
        if is_left_out or by.post is Post.FORMER_EXPERT:
            continue
        is_absent = dice.between(1, 8) == 1 and number
        word = InvitationAnswer.ABSENT if is_absent else InvitationAnswer.COMING
        meetings.answer(each, word, reason=_ABSENT if is_absent else "", by=by)


def _called(world: World) -> Steps:
    """The miners' consultation of the running quarter: the invitations went out these days."""
    present, office = world.diary.present, world.office
    quarter = Quarter.of(world.diary.days[present + 4])
    yield present * DAY + HOUR
    meeting = _planned(_Plan("A01", present + 4, quarter), world)
    yield present * DAY + 3 * HOUR
    meetings.take(meeting, Action.CONVENE, by=office.deputies[TRADES["A01"]], note="同意召集")
    yield present * DAY + 5 * HOUR
    _answer(meeting, world, Dice("called"), leaving_out=3)


def _plenaries(world: World) -> Iterator[Steps]:
    """Of each December that is long enough over."""
    days, present = world.diary.days, world.diary.present
    for year in {day.year for day in days[:present]}:
        in_time = [n for n, day in enumerate(days) if (day.year, day.month) == (year, _DECEMBER)]
        if len(in_time) > _MARGIN and in_time[_MARGIN] + _MARGIN < present and in_time[0] > 0:
            yield _plenary(year, in_time[_MARGIN], world)


def _plenary(year: int, day: int, world: World) -> Steps:
    office = world.office
    by, convener = office.others["office"], office.others["executive_deputy"]
    yield (day - 6) * DAY
    names = industries(db.session())
    for industry in (each for each in names if each != _WITHOUT_REPORT):
        text = (
            f"{names[industry]}专家组{year}年度参加检查、评审和会商情况良好，对共性问题提出了建议。"
        )
        hand_in_report(year, industry, text, by=office.clerks[TRADES[industry]])
    meeting = meetings.plan_plenary(year, by=by)
    _arrange(meeting, day, world, by)
    yield (day - 5) * DAY
    meetings.take(meeting, Action.CONVENE, by=convener, note="同意召集")
    yield (day - 1) * DAY
    _answer(meeting, world, Dice(f"plenary {year}"), leaving_out=0)
    yield from _minuted(meeting, day, world, by, convener)
    yield (day + _MARGIN - 2) * DAY
    for each in meeting.resolutions:
        finish(each, _RESULT, by=by)
    meetings.take(meeting, Action.CLOSE, by=by)
