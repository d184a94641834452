"""库外专家 · two sent from outside the roster: one whose work is done, one still to be signed."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from models.demonstration import working
from models.demonstration.case import Case, Steps, World
from models.demonstration.choosing import RATE, SPECIALTY, drafted, named, signed
from models.demonstration.courses import Course
from models.demonstration.diary import DAY, MINUTE
from models.demonstration.dice import Dice
from models.demonstration.matters import Matter
from models.demonstration.office import MAIN
from models.demonstration.people import people
from models.demonstration.pictures import scan
from models.demonstration.words import report_on
from models.operations import assignments, dispatches, on_paper, outsiders
from models.operations.outsiders import Person
from models.rules.gb_11643 import IdNumber
from models.vocabulary import Grade, SelectionWay, TaskType
from models.workflows.assignment import Action as PartAction
from models.workflows.dispatch import Action

_LATELY, _SETTLED = 4, 45  # working days before the present
_RARE = Matter(
    kind=TaskType.SCIENCE,
    title="{unit}三维地震勘探成果复核",
    content="复核三维地震勘探数据处理和地质解释成果，提出书面复核意见。",
    seats=((SPECIALTY, Grade.SENIOR),),
    half_days=2,
    hazards="",
    findings=("个别断层落差解释依据不足", "边界数据覆盖次数偏低", "成果图件标注需要完善"),
)
_NOBODY = "专家库内没有三维地震勘探方向的专家"


class _Play:
    """What it is played with. ``folder``: where files are kept."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.strangers = islice(people(Dice("outsiders")), 450, None)

    def from_outside(self, number: int, day: int) -> Steps:
        """Entered with the proof, named, and endorsed; signed two days later."""
        case = Case(Course(9600 + number, MAIN, _RARE, day, number, RATE, half_days=2), self.world)
        yield from drafted(case, SelectionWay.OFF_ROSTER, _NOBODY)
        yield case.later()
        outsiders.engage(
            case.dispatch, self._stranger(), proof=scan("教授职称证书"), folder=self.folder,
            by=case.clerk,
        )  # fmt: skip
        yield from named(case)
        if number == 0:
            yield from signed(case)
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


def sent_from_outside(world: World, folder: Path) -> Iterator[Steps]:
    """A life each, so that they may overlap."""
    play, present = _Play(world, folder), world.diary.present
    yield play.from_outside(0, present - _SETTLED)
    yield play.from_outside(1, present - _LATELY)
