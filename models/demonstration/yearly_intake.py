"""年度申报 · the intake that is over, from its invitation to the certificates.

With what goes wrong on the way: forms returned and rejected, a sheet returned, a notice recalled,
an objection upheld.
"""

from collections.abc import Mapping

from models.demonstration import approving, recommending
from models.demonstration.applying import Entrant, Hall
from models.demonstration.case import Steps
from models.demonstration.leaves import until_free
from models.demonstration.seasons import Season, after, at
from models.operations import applications, intakes, objections, opinions, publicity
from models.operations import sheets as sheet_operations
from models.operations.appointments import certify
from models.operations.intakes import Terms
from models.rules.article_06_intake import INVITATION
from models.tables import Application, Expert, IntakeCycle, ProposedRoster, RecommendationSheet
from models.vocabulary import Channel, Post, Route
from models.workflows import application as flow
from models.workflows import intake as intake_flow
from models.workflows import objection as objection_flow
from models.workflows.proposal import Action as RosterAction
from models.workflows.sheet import Action as SheetAction
from models.workflows.sheet import State as SheetState

_SECTION, _UNIT = Channel.SECTION, Channel.UNIT
ENTRANTS: Mapping[str, Entrant] = {
    "coal": Entrant("A0101"),
    "mines": Entrant("A0201", _UNIT, "unit"),
    "chemicals": Entrant("A0302", route=Route.REGISTERED),
    "industry": Entrant("A0401", route=Route.INTERMEDIATE_TITLE),
    "disaster": Entrant("B0601", _UNIT, "unit"),
    "rescue": Entrant("C0901", _UNIT, "hr"),
    "policy": Entrant("C1002", _SECTION, "section_rescue"),
    "corrected": Entrant("A0103"),
    "rejected": Entrant("A0105"),
    "refused": Entrant("A0303", _UNIT, "unit"),
    "failed": Entrant("A0202"),
    "struck": Entrant("A0402", _UNIT, "unit"),
    "withdrawn": Entrant("B0701"),
}  # fmt: skip
_SORTED = [name for name in ENTRANTS if name not in {"rejected", "withdrawn"}]
_RECALLED = "名单中一人的单位名称有误，更正后重新公示。"


def yearly_intake(hall: Hall) -> Steps:
    """One after the other, each part on the days that follow the one before."""
    story = _Story(hall)
    for part in (story.invite, story.receive, story.vet, story.put_on_sheets, story.compile,
                 story.publish, story.answer, story.appoint):  # fmt: skip
        yield from part()


class _Story:
    cycle: IntakeCycle
    proposal: ProposedRoster

    def __init__(self, hall: Hall) -> None:
        self.hall, self.office = hall, hall.world.office
        self.season = Season.of(hall.world.diary)
        self.forms: dict[str, Application] = {}
        self.sheets: dict[str, RecommendationSheet] = {}

    def invite(self) -> Steps:
        season, by = self.season, self.office.others["office"]
        yield at(season.begins - 3, 60)
        title = f"{season.first.year}年度专家申报" if season.is_yearly else "增补专家申报"
        reason = "" if season.is_yearly else "部分专业专家不足，予以增补"
        terms = Terms(title, season.first, season.last, INVITATION, reason)
        self.cycle = intakes.draft(terms, by=by)
        yield at(season.begins - 2, 90)
        intakes.take(self.cycle, intake_flow.Action.OPEN, by=by)

    def receive(self) -> Steps:
        """Handed in one a day; then looked through, sorted, returned."""
        begins = self.season.begins
        for number, (name, entrant) in enumerate(ENTRANTS.items()):
            self.forms[name] = yield from self.hall.fill_in(
                self.cycle, entrant, at(begins + number, 60), login=f"applicant_{number + 2}"
            )
        hr = self.office.others["hr"]
        yield at(begins + 13, 60)
        reason = "职称证书扫描件看不清，请重新扫描后上传"
        recommending.decide(self.forms["corrected"], flow.Action.RETURN, reason, by=hr)
        reason = "申报人在外省工作，已书面说明不能接受委派"
        recommending.decide(self.forms["rejected"], flow.Action.REJECT, reason, by=hr)
        yield at(begins + 13, 90)
        self._withdraw("withdrawn")
        yield at(begins + 14, 60)
        corrected = self.forms["corrected"]
        applications.submit(corrected, by=corrected.owner.holdings[0])
        yield at(begins + 15, 60)
        for name in _SORTED:
            recommending.sort(self.office, self.forms[name], ENTRANTS[name].section)

    def _withdraw(self, name: str) -> None:
        form = self.forms[name]
        applications.withdraw(form, reason="工作调动，暂不申报", by=form.owner.holdings[0])

    def vet(self) -> Steps:
        day, office = self.season.begins + 16, self.office
        question = "申报人主要从事危险化学品应急处置，请对其应急救援能力提出意见"
        yield at(day, 20)
        asked, rescue = self.forms["chemicals"], office.sections["rescue"]
        opinions.ask(asked, rescue, question, by=office.clerks["chemicals"])
        yield at(day, 200)
        words = "多次参加应急演练评估，能力较强，同意。"
        opinions.answer(asked.opinions[0], supports=True, words=words, by=office.clerks["rescue"])
        for number, name in enumerate(_SORTED):
            yield at(day + 1, 20 + 20 * number)
            section = ENTRANTS[name].section
            if name == "refused":
                reason = "从事本专业工作年限经核实不足十年"
                by = office.clerks[section]
                recommending.decide(self.forms[name], flow.Action.REJECT, reason, by=by)
            else:
                recommending.recommend(office, self.forms[name], section)

    def put_on_sheets(self) -> Steps:
        """Every section's sheet is signed three times and delivered; one is sent back first, one
        is begun too early."""
        day, office = self.season.closes + 1, self.office
        yield at(day - 1, 30)
        early = recommending.compile_sheet(office, "coal", self.cycle)
        yield at(day - 1, 40)
        recommending.step(office, early, "coal", SheetAction.DISCARD)
        for number, section in enumerate(office.sections):
            yield at(day, 10 + 2 * number)
            self.sheets[section] = recommending.compile_sheet(office, section, self.cycle)
        yield from self._sign(day, ["mines"], SheetState.ENDORSED, 30)
        yield at(day, 70)
        sheet, reason = self.sheets["mines"], "请核对职称名称后重报"
        recommending.step(office, sheet, "mines", SheetAction.RETURN, note=reason)
        yield at(day, 90)
        self.sheets["mines"] = sheet_operations.revise(sheet, by=office.clerks["mines"])
        yield from self._sign(day, list(self.sheets), SheetState.DELIVERED, 100)
        yield at(day + 2, 60)
        failing = [self.forms["failed"].name]
        for section, sheet in self.sheets.items():
            recommending.step(office, sheet, section, SheetAction.ACCEPT, failing=failing)

    def _sign(self, day: int, sections: list[str], until: SheetState, minute: int) -> Steps:
        for order, action in enumerate(recommending.way_to(until)):
            for number, section in enumerate(sections):
                yield at(day, minute + 40 * order + 3 * number)
                recommending.step(self.office, self.sheets[section], section, action)

    def compile(self) -> Steps:
        day, office = self.season.closes + 5, self.office
        title = f"{self.season.first.year}年度专家组拟定名单"
        yield at(day, 60)
        checked = [each for each in self.forms.values() if each.state is flow.State.CHECKED]
        first = approving.compile_roster(office, title, checked[:3])
        yield at(day, 80)
        approving.take(office, first, RosterAction.DISCARD, "漏列部分股室推荐的人选，重新编制")
        yield at(day, 120)
        self.proposal = approving.compile_roster(office, title, checked, removals=1)
        yield at(day + 1, 60)
        approving.take(office, self.proposal, RosterAction.SUBMIT)
        yield at(day + 2, 60)
        approving.agree(office, self.proposal)
        yield at(day + 3, 60)
        approving.take(office, self.proposal, RosterAction.APPROVE, "同意，按程序公示")

    def publish(self) -> Steps:
        day, by = self.season.closes + 9, self.office.others["office"]
        yield at(day, 60)
        publicity.publish(self.proposal, ends_on=None, by=by)
        yield at(day, 200)
        publicity.recall(self.proposal, note=_RECALLED, by=by)
        yield at(day + 1, 60)
        publicity.publish(self.proposal, ends_on=None, by=by)

    def answer(self) -> Steps:
        """Two objections: one is found to be so."""
        day, by = self.season.closes + 10, self.office.others["office"]
        notice = publicity.standing(self.proposal)
        told = {
            "coal": ("该同志近年不在一线工作，是否胜任请核实。", objection_flow.Action.DISMISS,
                     "经向其单位核实，该同志一直在技术岗位工作，异议不成立。"),
            "struck": ("该同志所填工作年限与实际不符，请核实。", objection_flow.Action.UPHOLD,
                       "经查社保和劳动合同，从事本专业工作年限不足，异议成立。"),
        }  # fmt: skip
        for number, (name, (text, outcome, answer)) in enumerate(told.items()):
            item = next(
                each for each in self.proposal.items if each.application is self.forms[name]
            )
            yield at(day, 120 + 30 * number)
            raised = approving.object_to(notice, item, text, self.hall.folder, ticket=name)
            yield at(day, 130 + 30 * number)
            objections.take(raised, objection_flow.Action.ACCEPT, by=by, note="")
            yield at(day, 140 + 30 * number)
            objections.take(raised, outcome, by=by, note=answer)

    def appoint(self) -> Steps:
        notice, office = publicity.standing(self.proposal), self.office
        day, by = after(self.hall.world.diary, notice.ends_on), office.others["office"]
        yield at(day, 60)
        publicity.clear(self.proposal, by=by)
        yield at(day + 1, 60)
        approving.decide(office, self.proposal, f"{notice.ends_on.year}年第3次")
        day += 3
        for item in self.proposal.removals:
            if item.expert:
                day = yield from until_free(item.expert, day)
        yield at(day, 200)
        for expert in approving.issue(office, self.proposal):
            self._let_sign_in(expert)
        yield at(day + 1, 60)
        certify(self.proposal, by=by)
        yield at(day + 2, 60)
        intakes.take(self.cycle, intake_flow.Action.CONCLUDE, by=by)

    def _let_sign_in(self, expert: Expert) -> None:
        """Whoever was entered by somebody else gets an account: the briefing is acknowledged by
        the expert alone."""
        door, office = self.hall.door, self.office
        if expert.account is None:
            expert.account = door.open(expert.code, expert.name)
            office.experts[expert.code] = door.appoint(expert.account, Post.EXPERT)
        else:
            [held] = [each for each in expert.account.holdings if each.post is Post.EXPERT]
            office.experts[expert.code] = held
