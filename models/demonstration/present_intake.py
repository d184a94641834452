"""正在进行的申报 · a supplementary intake of these weeks, with something waiting on every desk."""

from collections.abc import Iterable, Mapping
from datetime import date

from models.demonstration import approving, recommending
from models.demonstration.applying import Entrant, Hall
from models.demonstration.case import Steps
from models.demonstration.seasons import at
from models.operations import intakes, objections, opinions, publicity
from models.operations.intakes import Terms
from models.rules.article_06_intake import INVITATION, month_from
from models.settings import INTAKE_MONTH
from models.tables import Application, IntakeCycle, ProposedRoster, RecommendationSheet
from models.vocabulary import Channel, Route
from models.workflows import application as flow
from models.workflows import intake as intake_flow
from models.workflows import objection as objection_flow
from models.workflows.proposal import Action as RosterAction
from models.workflows.sheet import Action as SheetAction
from models.workflows.sheet import State as SheetState

_SECTION, _UNIT = Channel.SECTION, Channel.UNIT
_OPENED = 19  # working days ago
_LASTS = 12  # working days to come
_EARLY: Mapping[str, Entrant] = {
    "proposed": Entrant("A0102", _UNIT, "unit"),
    "proposed_too": Entrant("A0104"),
    "consulted": Entrant("A0301"),
    "checked": Entrant("A0304", _UNIT, "hr"),
}
_LATER: Mapping[str, Entrant] = {
    "mines": Entrant("A0203", _UNIT, "unit"),
    "industry": Entrant("A0501", route=Route.REGISTERED),
    "disaster": Entrant("B0801"),
    "policy": Entrant("C1003", _UNIT, "unit"),
    "rescue": Entrant("C0902", _SECTION, "section_disaster"),
    "coal": Entrant("A0107", route=Route.INTERMEDIATE_TITLE),
}
_VETTED_NOW: Mapping[str, Entrant] = {
    "passed": Entrant("A0103"),
    "asked": Entrant("A0106", route=Route.REGISTERED),
    "begun": Entrant("A0101", _UNIT, "unit"),
    "sorted": Entrant("A0105", _UNIT, "hr"),
}
_NEW: Mapping[str, Entrant] = {
    "returned": Entrant("A0102"),
    "received": Entrant("A0401"),
    "received_too": Entrant("B0602", _UNIT, "unit"),
    "on_paper": Entrant("C0903", _UNIT, "hr"),
}
_DRAFTS: Mapping[str, Entrant] = {
    "own_draft": Entrant("A0302"),
    "draft_of_unit": Entrant("A0402", _UNIT, "unit"),
}
# How far the sheet of each section has come; that of the policy section was sent back.
_SHEETS: Mapping[str, SheetState] = {
    "mines": SheetState.ENDORSED,
    "industry": SheetState.COMPILING,
    "disaster": SheetState.HANDLED,
    "policy": SheetState.ENDORSED,
    "rescue": SheetState.DELIVERED,
    "coal": SheetState.SIGNED,
}


def present_intake(hall: Hall) -> Steps:
    """One after the other, up to this afternoon."""
    story = _Story(hall)
    for part in (story.invite, story.list_the_first, story.list_the_others, story.vet,
                 story.propose, story.object, story.plan_the_next):  # fmt: skip
        yield from part()


class _Story:
    cycle: IntakeCycle
    publicised: ProposedRoster
    consulted: ProposedRoster

    def __init__(self, hall: Hall) -> None:
        self.hall, self.office = hall, hall.world.office
        self.present = hall.world.diary.present
        self.begins = self.present - _OPENED
        self.forms: dict[str, Application] = {}
        self.sheets: dict[str, RecommendationSheet] = {}
        self._serial = 20

    def invite(self) -> Steps:
        days, by = self.hall.world.diary.days, self.office.others["office"]
        first, last = days[self.begins], days[self.present + _LASTS]
        yield at(self.begins - 3, 60)
        hasty = intakes.draft(self._terms(first, first, "起草时写错了截止日"), by=by)
        yield at(self.begins - 3, 80)
        intakes.take(hasty, intake_flow.Action.WITHDRAW, by=by, note="截止日写错，另行起草")
        yield at(self.begins - 2, 60)
        self.cycle = intakes.draft(self._terms(first, last, "部分专业专家不足，予以增补"), by=by)
        yield at(self.begins - 1, 60)
        intakes.take(self.cycle, intake_flow.Action.OPEN, by=by)

    def _terms(self, first: date, last: date, reason: str) -> Terms:
        return Terms(f"{first.year}年{first.month}月增补专家申报", first, last, INVITATION, reason)

    def _fill_in(
        self, entrants: Mapping[str, Entrant], day: int, minute: int = 30, until: str = "submit"
    ) -> Steps:
        for name, entrant in entrants.items():
            login = "applicant" if name == "returned" else f"applicant_{self._serial}"
            self._serial += 1
            self.forms[name] = yield from self.hall.fill_in(
                self.cycle, entrant, at(day, minute), login=login, until=until
            )
            minute += 45

    def _sort(self, entrants: Mapping[str, Entrant], day: int) -> Steps:
        for number, (name, entrant) in enumerate(entrants.items()):
            yield at(day, 30 + 5 * number)
            recommending.sort(self.office, self.forms[name], entrant.section)

    def _recommend(self, entrants: Mapping[str, Entrant], day: int) -> Steps:
        for number, (name, entrant) in enumerate(entrants.items()):
            yield at(day, 60 + 15 * number)
            recommending.recommend(self.office, self.forms[name], entrant.section)

    def list_the_first(self) -> Steps:
        """Two sheets that the office has checked already."""
        day = self.begins
        yield from self._fill_in(_EARLY, day)
        yield from self._sort(_EARLY, day + 1)
        yield from self._recommend(_EARLY, day + 2)
        for section in ("coal", "chemicals"):
            yield at(day + 3, 30 if section == "coal" else 200)
            sheet = recommending.compile_sheet(self.office, section, self.cycle)
            start = 40 if section == "coal" else 210
            yield from self._steps(sheet, section, SheetState.ACCEPTED, day + 3, start)

    def _steps(
        self, sheet: RecommendationSheet, section: str, until: SheetState, day: int, minute: int
    ) -> Steps:
        for number, action in enumerate(recommending.way_to(until)):
            yield at(day, minute + 25 * number)
            recommending.step(self.office, sheet, section, action)

    def list_the_others(self) -> Steps:
        """A sheet for each other section, each as far as it has come."""
        day = self.begins + 5
        yield from self._fill_in(_LATER, day)
        yield from self._sort(_LATER, day + 1)
        yield from self._recommend(_LATER, day + 2)
        for number, (section, until) in enumerate(_SHEETS.items()):
            yield at(day + 3 + number, 30)
            sheet = recommending.compile_sheet(self.office, section, self.cycle)
            yield from self._steps(sheet, section, until, day + 3 + number, 60)
            if section == "policy":
                yield at(day + 3 + number, 200)
                note = "请补充说明办理过的案件，另编新版"
                recommending.step(self.office, sheet, section, SheetAction.RETURN, note=note)

    def vet(self) -> Steps:
        """What the miners' section has before it: passed, asked of others, begun, not begun."""
        day, office = self.begins + 14, self.office
        yield from self._fill_in(_VETTED_NOW, day)
        yield from self._sort(_VETTED_NOW, day + 1)
        yield at(day + 2, 60)
        question = "申报人曾在化工企业任职，请对其危险化学品方面的专业能力提出意见"
        asked, by = self.forms["asked"], office.clerks["coal"]
        opinions.ask(asked, office.sections["chemicals"], question, by=by)
        yield at(day + 2, 90)
        recommending.judge(office, self.forms["begun"], "coal", lines=3)
        yield at(day + 2, 120)
        recommending.recommend(office, self.forms["passed"], "coal")

    def propose(self) -> Steps:
        """One roster is agreed to and shown to the public, another still before the group."""
        day, office = self.present - 2, self.office
        yield at(day, 150)
        self.publicised = self._roster("一", ("proposed", "proposed_too"))
        yield at(day, 170)
        approving.take(office, self.publicised, RosterAction.SUBMIT)
        yield at(day, 240)
        approving.agree(office, self.publicised)
        yield at(day, 300)
        approving.take(office, self.publicised, RosterAction.APPROVE, "同意，按程序公示")
        yield at(day, 330)
        publicity.publish(self.publicised, ends_on=None, by=office.others["office"])
        yield from self._fill_in(_NEW, self.present - 1)
        yield at(self.present - 1, 270)
        self.consulted = self._roster("二", ("consulted",))
        yield at(self.present - 1, 290)
        approving.take(office, self.consulted, RosterAction.SUBMIT)
        yield at(self.present - 1, 330)
        approving.agree(office, self.consulted, only="executive_deputy_2")

    def _roster(self, number: str, names: Iterable[str]) -> ProposedRoster:
        title = f"{self.cycle.opens_on.year}年增补专家拟定名单（{number}）"
        return approving.compile_roster(self.office, title, [self.forms[each] for each in names])

    def object(self) -> Steps:
        """An objection that is looked into, another nobody has read yet; this morning's post."""
        notice, folder = publicity.standing(self.publicised), self.hall.folder
        first, second = self.publicised.items
        yield at(self.present, 30)
        text = "该同志去年已调离技术岗位，请核实是否仍从事本专业工作。"
        raised = approving.object_to(notice, first, text, folder, ticket="first")
        yield at(self.present, 60)
        by = self.office.others["office"]
        objections.take(raised, objection_flow.Action.ACCEPT, by=by, note="")
        yield at(self.present, 90)
        text = "该同志的职称证书取得时间请再核实一次。"
        approving.object_to(notice, second, text, folder, ticket="second")
        yield at(self.present, 110)
        reason = "学历证明只有封面，请补充内页；“从业年限”与工作简历不一致，请核对后重新提交"
        hr = self.office.others["hr"]
        recommending.decide(self.forms["returned"], flow.Action.RETURN, reason, by=hr)
        yield from self._fill_in(_DRAFTS, self.present, 130, until="write")

    def plan_the_next(self) -> Steps:
        yield at(self.present, 330)
        today = self.hall.world.diary.days[self.present]
        first, last = month_from(today.replace(day=28), INTAKE_MONTH.default)
        if first <= today:
            return  # it is the very month: whatever is to be announced is announced
        terms = Terms(f"{first.year}年度专家申报", first, last, INVITATION)
        intakes.draft(terms, by=self.office.others["office"])
