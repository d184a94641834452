"""相对固定与库外 · experts used for years, one of them nearly out of time; two from outside."""

from collections.abc import Generator, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from models import clock
from models.db import db
from models.demonstration import answering, asking, working
from models.demonstration.case import Case, Steps, World
from models.demonstration.courses import Course
from models.demonstration.diary import DAY, MINUTE
from models.demonstration.dice import Dice
from models.demonstration.matters import Matter
from models.demonstration.office import MAIN
from models.demonstration.people import people
from models.demonstration.pictures import scan
from models.demonstration.roster import ALONE, LEGAL
from models.demonstration.seasons import at
from models.demonstration.words import report_on
from models.operations import (
    assignments,
    choosing,
    dispatches,
    engagements,
    on_paper,
    outsiders,
)
from models.operations.decisions import Meeting
from models.operations.engagements import Wanted
from models.operations.outsiders import Person
from models.queries.choosing import candidates
from models.rules.gb_11643 import IdNumber
from models.tables import Expert, StandingEngagement
from models.vocabulary import Grade, SelectionWay, Standing, TaskType
from models.workflows.assignment import Action as PartAction
from models.workflows.dispatch import Action
from models.workflows.engagement import Action as EngagementAction

_SPECIALTY = "A0104"
_RATE = 40_000
_DONE, _LATELY, _SETTLED = 70, 4, 45  # working days before the present
_ENDS_IN = timedelta(days=40)
_FIVE_YEARS = timedelta(days=5 * 365)
_WATCH = Matter(
    kind=TaskType.RESEARCH,
    title="{unit}重大灾害治理连续跟踪技术服务",
    content="按季度跟踪重大灾害治理方案的落实情况，复核监测数据，提出改进意见。",
    seats=((_SPECIALTY, Grade.SENIOR),),
    half_days=2,
    hazards="",
    findings=("治理方案个别措施未按期落实", "监测数据分析记录不完整", "责任分工需要细化"),
)
_RARE = Matter(
    kind=TaskType.SCIENCE,
    title="{unit}三维地震勘探成果复核",
    content="复核三维地震勘探数据处理和地质解释成果，提出书面复核意见。",
    seats=((_SPECIALTY, Grade.SENIOR),),
    half_days=2,
    hazards="",
    findings=("个别断层落差解释依据不足", "边界数据覆盖次数偏低", "成果图件标注需要完善"),
)
_CONTINUOUS = "该矿重大灾害治理须由同一专家连续跟踪，已经局长办公会审定"
_NOBODY = "专家库内没有三维地震勘探方向的专家"


class _Play:
    """What it is played with. ``folder``: where files are kept."""

    def __init__(self, world: World, experts: list[Expert], folder: Path) -> None:
        self.world, self.folder = world, folder
        self.office, self.diary = world.office, world.diary
        self.strangers = islice(people(Dice("outsiders")), 450, None)
        self.free = {
            MAIN: sorted((each for each in experts if _is_senior(each)), key=_is_of_other_trade),
            "policy": [each for each in experts if each.specialty_codes[0] == LEGAL],
        }

    @property
    def today(self) -> date:
        return self.diary.days[self.diary.present]

    def propose(self, key: str, first: date, last: date) -> StandingEngagement:
        """Somebody of the section's trade who is on the roster now, and is not used so yet."""
        serving = [each for each in self.free[key] if each.standing is Standing.ACTIVE]
        self.free[key].remove(serving[0])
        section, by = self.office.sections[key], self.office.clerks[key]
        return engagements.propose(section, serving[0], Wanted(*_WHAT[key], first, last), by=by)

    def settle(
        self, day: int, key: str, first: date, last: date
    ) -> Generator[int, None, StandingEngagement]:
        """Proposed by the section, settled by the director's meeting two days later."""
        yield at(day, 40)
        proposed = self.propose(key, first, last)
        yield at(day + 2, 60)
        number = f"泽应急局长办公会纪要〔{clock.today().year}〕{day % 12 + 1}号"
        meeting, leader = Meeting(clock.today(), number), self.office.others["leader"]
        engagements.decide(proposed, EngagementAction.APPROVE, meeting, by=leader)
        return proposed

    def replaced(self, day: int) -> Steps:
        """One ended before its time, because another was to be used."""
        first, last = self.today - timedelta(700), self.today + timedelta(30)
        used = yield from self.settle(day, MAIN, first, last)
        yield at(day + 30, 50)
        note = "专家工作单位调动，更换为另一位专家"
        engagements.take(used, EngagementAction.END, by=self.office.clerks[MAIN], note=note)

    def asked(self, day: int) -> Steps:
        """Still to be settled."""
        yield at(day, 90)
        first = self.today + timedelta(days=30)
        self.propose(MAIN, first, first + timedelta(days=3 * 365))

    def watched(self, day: int) -> Steps:
        """A standing expert's visit, from the draft to the closed file."""
        case = Case(Course(9500, MAIN, _WATCH, day, 0, _RATE, half_days=2), self.world)
        yield from _drafted(case, SelectionWay.STANDING, _CONTINUOUS)
        yield from _named(case)
        if case.dispatch.seated:
            yield from _signed(case)
            for phase in (
                answering.answer, working.brief, working.go, working.report, working.rate,
                working.deliver, working.receive, working.close,
            ):  # fmt: skip
                yield from phase(case)

    def from_outside(self, number: int, day: int) -> Steps:
        """Entered with the proof, named, and endorsed; signed two days later."""
        case = Case(Course(9600 + number, MAIN, _RARE, day, number, _RATE, half_days=2), self.world)
        yield from _drafted(case, SelectionWay.OFF_ROSTER, _NOBODY)
        yield case.later()
        outsiders.engage(
            case.dispatch, self._stranger(), proof=scan("教授职称证书"), folder=self.folder,
            by=case.clerk,
        )  # fmt: skip
        yield from _named(case)
        if number == 0:
            yield from _signed(case)
            yield from self._served(case)
        else:
            yield case.next_day()
            dispatches.take(case.dispatch, Action.ENDORSE, by=case.head, note="同意，请领导审签")

    def _stranger(self) -> Person:
        found = next(self.strangers)
        return Person(
            name=found.name, id_number=IdNumber.parse(found.id_number), employer="榉山矿业大学",
            title="教授、博士生导师", mobile=found.mobile,
            reason="长期从事三维地震勘探研究，库内无人",
        )  # fmt: skip

    def _served(self, case: Case) -> Steps:
        """What others do signed in, on paper."""
        [part] = case.dispatch.seated
        yield case.next_day()
        self._enter(case, "任务回执")
        yield case.on(case.course.first_day - 1)
        self._enter(case, "廉政与保密告知书")
        yield case.at(case.course.first_day * DAY + MINUTE)
        dispatches.take(case.dispatch, Action.DEPART, by=case.clerk)
        yield case.later(3, 12)
        assignments.attend(part, PartAction.ARRIVE, by=case.clerk)
        yield case.at(case.course.ends - 10 * MINUTE)
        self._enter(case, "签到表")
        yield case.on(case.course.last_day + 1)
        content, advice = report_on(case.dice, part, case.course.matter)
        self._enter(case, "书面报告", content=content, advice=advice)
        for phase in (working.rate, working.deliver, working.receive, working.close):
            yield from phase(case)

    def _enter(self, case: Case, paper: str, **words: str) -> None:
        [part] = case.dispatch.seated
        on_paper.record(part, scan(paper), folder=self.folder, by=case.clerk, **words)


_WHAT = {
    MAIN: ("煤矿重大灾害治理技术跟踪", "灾害治理方案须由熟悉情况的同一专家连续跟踪"),
    "policy": ("行政执法文书法律审核", "执法文书须由同一律师把关，前后一致"),
}


def _is_senior(expert: Expert) -> bool:
    """Of the coal mines' group, and not the one who stands alone in a specialty."""
    primary = expert.specialty_codes[0]
    return expert.grade is Grade.SENIOR and primary.startswith("A01") and primary != ALONE


def _is_of_other_trade(expert: Expert) -> bool:
    """Those whom the tasks below ask for come first."""
    return _SPECIALTY not in expert.specialty_codes


def _drafted(case: Case, way: SelectionWay, reason: str) -> Steps:
    yield from asking.draft(case)
    case.dispatch.way, case.dispatch.way_reason = way, reason
    yield from asking.submit(case)


def _named(case: Case) -> Steps:
    """Whoever is free; where nobody is, the request is given up."""
    yield case.next_day()
    [seat] = case.dispatch.seats
    found = candidates(db.session(), case.dispatch)
    free = [each for each in found if not each.reasons_against(seat)]
    if free:
        choosing.name(case.dispatch, {seat.id: free[0].expert.id}, by=case.clerk)
    else:
        note = "相对固定的专家当日均有其他任务，改日再办"
        dispatches.take(case.dispatch, Action.DISCARD, by=case.clerk, note=note)


def _signed(case: Case) -> Steps:
    for action, by, note in (
        (Action.ENDORSE, case.head, "同意，请领导审签"), (Action.SIGN, case.deputy, "同意派遣"),
    ):  # fmt: skip
        yield case.next_day()
        dispatches.take(case.dispatch, action, by=by, note=note)


def choices(world: World, experts: list[Expert], folder: Path) -> Iterator[Steps]:
    """A life each, so that they may overlap."""
    play, present = _Play(world, experts, folder), world.diary.present
    near, legal_end = play.today + _ENDS_IN, play.today + timedelta(days=500)
    begun = near - _FIVE_YEARS
    settled = max(present - 150, 2)
    yield play.settle(settled, MAIN, begun, near)
    yield play.settle(settled, MAIN, play.today - timedelta(400), play.today + timedelta(700))
    yield play.settle(settled + 1, "policy", date(begun.year - 3, 3, 1), legal_end)
    yield play.replaced(settled + 3)
    yield play.asked(present - 2)
    yield play.watched(present - _DONE)
    yield play.from_outside(0, present - _SETTLED)
    yield play.from_outside(1, present - _LATELY)
