"""外单位使用申请 · one paid for, one long unpaid, and one in each state on its way."""

from collections.abc import Generator, Iterator
from pathlib import Path

from models import clock
from models.demonstration.case import Case, Steps, World
from models.demonstration.courses import Course
from models.demonstration.diary import DAY, HALF_DAY, MINUTE
from models.demonstration.matters import MATTERS
from models.demonstration.office import MAIN
from models.demonstration.pictures import scan
from models.demonstration.seasons import at
from models.demonstration.way import onward
from models.operations import use_requests
from models.operations.use_requests import Entries, Receipt
from models.tables import Unit, UseRequest
from models.vocabulary import UnitNature
from models.workflows.use_request import Action

_MATTER = MATTERS[MAIN][-1]  # a review of emergency plans: no inspection, no hazards
_AHEAD = 15  # working days from the form to the task
_RATE = 40_000
# Working days before the present on which a request is written; how far it has come.
_ON_THE_WAY = (
    (1, ()), (2, (Action.SUBMIT,)), (3, (Action.SUBMIT, Action.RETURN)),
    (4, (Action.SUBMIT, Action.RECEIVE)), (5, (Action.SUBMIT, Action.RECEIVE, Action.APPROVE)),
    (40, (Action.SUBMIT, Action.RECEIVE, Action.REFUSE)), (60, (Action.SUBMIT, Action.WITHDRAW)),
)  # fmt: skip
_ACTORS = {
    Action.SUBMIT: "unit", Action.WITHDRAW: "unit", Action.RECEIVE: "office",
    Action.RETURN: "office", Action.APPROVE: "executive_deputy", Action.REFUSE: "executive_deputy",
}  # fmt: skip
_NOTES = {
    Action.RETURN: "请写明评审的预案名称和份数",
    Action.APPROVE: "同意使用，费用由申请单位承担",
    Action.REFUSE: "该事项应委托有资质的中介机构，不属于专家服务范围",
    Action.WITHDRAW: "工作计划调整，暂不需要",
}
_SETTLED, _UNPAID, _ENTRUSTED = 110, 70, 6  # working days before the present


class Play:
    """What the requests are played with. ``folder``: where files are kept."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.office, self.diary = world.office, world.diary

    @property
    def unit(self) -> Unit:
        """For whom the account ``unit`` acts."""
        return self.world.units.enterprises[0]

    def write(self, day: int, *, on_paper: bool = False) -> UseRequest:
        """The unit's own form; or the paper of another, which the office enters."""
        unit = self.world.units.by_trade["mines"][0] if on_paper else self.unit
        by = self.office.others["office" if on_paper else "unit"]
        return use_requests.draft(
            self._entries(unit, day + _AHEAD), unit=unit, targets=[unit],
            scan=scan("使用申请表") if on_paper else None, folder=self.folder, by=by,
        )  # fmt: skip

    def _entries(self, unit: Unit, day: int) -> Entries:
        specialties = self.world.specialties
        return Entries(
            nature=UnitNature.PRIVATE,
            title=_MATTER.title.format(unit=unit.name, town=unit.town),
            task_type=_MATTER.kind,
            content=_MATTER.content,
            starts_at=self.diary.moment(day * DAY + 30 * MINUTE),
            ends_at=self.diary.moment(day * DAY + HALF_DAY),
            half_days=1,
            place=unit.address or unit.town,
            seats=[[code, specialties[code].name, g.value, 1] for code, g in _MATTER.seats],
            recusals=[],
            protection="会议室评审，无危险作业",
            lodging="往返车辆由申请单位安排",
            is_fee_promised=True,
            unit_head="邢志远",
            address=unit.address or unit.town,
            contact="尚文慧",
            phone="0356-0000088",
        )

    def take(self, request: UseRequest, action: Action) -> None:
        by = self.office.others["office" if request.scan and action is Action.SUBMIT else
                                _ACTORS[action]]  # fmt: skip
        use_requests.take(request, action, by=by, note=_NOTES.get(action, ""))

    def on_the_way(self, age: int, actions: tuple[Action, ...]) -> Steps:
        """Written so many working days ago, and taken so far since."""
        day = self.diary.present - age
        yield at(day, 40)
        request = self.write(day)
        for number, action in enumerate(actions):
            yield at(day + number // 3, 60 + 30 * number)
            self.take(request, action)

    def entrusted(self, day: int, *, on_paper: bool = False) -> Steps:
        """As far as the section, which has it in hand."""
        yield at(day, 30)
        self.request = self.write(day, on_paper=on_paper)
        for number, action in enumerate((Action.SUBMIT, Action.RECEIVE, Action.APPROVE)):
            yield at(day, 60 + 40 * number)
            self.take(self.request, action)
        yield at(day, 300)
        section = self.office.sections[MAIN]
        use_requests.entrust(self.request, section, by=self.office.others["office"])

    def served(self, day: int) -> Generator[int, None, Case]:
        """Until the dispatch is closed; the fee is left to the unit."""
        yield from self.entrusted(day)
        case = Case(Course(9000 + day, MAIN, _MATTER, day + 3, 0, _RATE, half_days=1), self.world)
        yield case.next_day()
        case.dispatch = use_requests.dispatch_for(self.request, by=case.clerk)
        case.dispatch.rate = _RATE
        yield from onward(case)
        return case

    def settled(self, day: int) -> Steps:
        case = yield from self.served(day)
        yield at(day + 34, 30)
        receipt = Receipt(
            feedback="专家意见具体，预案已按意见修改。",
            paid_on=clock.today(),
            payments={part.id: part.service.fee for part in case.dispatch.seated if part.service},
        )
        use_requests.settle(
            self.request, receipt, proof=scan("转账回单"), folder=self.folder,
            by=self.office.others["unit"],
        )  # fmt: skip


def use_of_other_units(world: World, folder: Path) -> Iterator[Steps]:
    """A life each, so that they may overlap."""
    present = world.diary.present
    yield Play(world, folder).settled(present - _SETTLED)
    yield Play(world, folder).served(present - _UNPAID)
    yield Play(world, folder).entrusted(present - _ENTRUSTED, on_paper=True)
    for age, actions in _ON_THE_WAY:
        yield Play(world, folder).on_the_way(age, actions)
