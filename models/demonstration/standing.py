"""相对固定 · experts whom a section uses for years, one of them nearly out of time."""

from collections.abc import Generator, Iterator
from datetime import date, timedelta

from models import clock
from models.demonstration import answering, working
from models.demonstration.case import Case, Steps, World
from models.demonstration.choosing import RATE, SPECIALTY, drafted, named, signed
from models.demonstration.courses import Course
from models.demonstration.matters import Matter
from models.demonstration.office import MAIN
from models.demonstration.roster import ALONE, LEGAL
from models.demonstration.seasons import at
from models.operations import engagements
from models.operations.decisions import Meeting
from models.operations.engagements import Wanted
from models.tables import Expert, StandingEngagement
from models.vocabulary import Grade, SelectionWay, Standing, TaskType
from models.workflows.engagement import Action

_DONE = 70  # working days before the present
_ENDS_IN = timedelta(days=40)
_FIVE_YEARS = timedelta(days=5 * 365)
_WATCH = Matter(
    kind=TaskType.RESEARCH,
    title="{unit}重大灾害治理连续跟踪技术服务",
    content="按季度跟踪重大灾害治理方案的落实情况，复核监测数据，提出改进意见。",
    seats=((SPECIALTY, Grade.SENIOR),),
    half_days=2,
    hazards="",
    findings=("治理方案个别措施未按期落实", "监测数据分析记录不完整", "责任分工需要细化"),
)
_CONTINUOUS = "该矿重大灾害治理须由同一专家连续跟踪，已经局长办公会审定"


class _Play:
    """What it is played with."""

    def __init__(self, world: World, experts: list[Expert]) -> None:
        self.world, self.office, self.diary = world, world.office, world.diary
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
        engagements.decide(proposed, Action.APPROVE, meeting, by=leader)
        return proposed

    def replaced(self, day: int) -> Steps:
        """One ended before its time, because another was to be used."""
        first, last = self.today - timedelta(700), self.today + timedelta(30)
        used = yield from self.settle(day, MAIN, first, last)
        yield at(day + 30, 50)
        note = "专家工作单位调动，更换为另一位专家"
        engagements.take(used, Action.END, by=self.office.clerks[MAIN], note=note)

    def asked(self, day: int) -> Steps:
        """Still to be settled."""
        yield at(day, 90)
        first = self.today + timedelta(days=30)
        self.propose(MAIN, first, first + timedelta(days=3 * 365))

    def watched(self, day: int) -> Steps:
        """A standing expert's visit, from the draft to the closed file."""
        case = Case(Course(9500, MAIN, _WATCH, day, 0, RATE, half_days=2), self.world)
        yield from drafted(case, SelectionWay.STANDING, _CONTINUOUS)
        yield from named(case)
        if case.dispatch.seated:
            yield from signed(case)
            for phase in (
                answering.answer, working.brief, working.go, working.report, working.rate,
                working.deliver, working.receive, working.close,
            ):  # fmt: skip
                yield from phase(case)


_WHAT = {
    MAIN: ("煤矿重大灾害治理技术跟踪", "灾害治理方案须由熟悉情况的同一专家连续跟踪"),
    "policy": ("行政执法文书法律审核", "执法文书须由同一律师把关，前后一致"),
}


def _is_senior(expert: Expert) -> bool:
    """Of the coal mines' group, and not the one who stands alone in a specialty."""
    primary = expert.specialty_codes[0]
    return expert.grade is Grade.SENIOR and primary.startswith("A01") and primary != ALONE


def _is_of_other_trade(expert: Expert) -> bool:
    """Those whom the tasks ask for come first."""
    return SPECIALTY not in expert.specialty_codes


def standing_uses(world: World, experts: list[Expert]) -> Iterator[Steps]:
    """A life each, so that they may overlap."""
    play, present = _Play(world, experts), world.diary.present
    near, legal_end = play.today + _ENDS_IN, play.today + timedelta(days=500)
    begun = near - _FIVE_YEARS
    settled = max(present - 150, 2)
    yield play.settle(settled, MAIN, begun, near)
    yield play.settle(settled, MAIN, play.today - timedelta(400), play.today + timedelta(700))
    yield play.settle(settled + 1, "policy", date(begun.year - 3, 3, 1), legal_end)
    yield play.replaced(settled + 3)
    yield play.asked(present - 2)
    yield play.watched(present - _DONE)
