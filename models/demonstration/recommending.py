"""初审与推荐 · what the sections do with applications: judge them, list them, sign, deliver."""

from collections.abc import Iterable, Mapping

from models.db import db
from models.demonstration.office import Office
from models.operations import sheet_steps, sheets, sorting, vetting
from models.operations.sheet_steps import Conclusion
from models.operations.vetting import Judgement
from models.tables import Application, Holding, IntakeCycle, RecommendationSheet
from models.workflows import application as flow
from models.workflows.sheet import Action, State

_OPINION = "材料真实、齐全，符合第五条规定的条件，能够胜任专家工作，同意推荐。"
# What brings a sheet to a state; the way to the later ones leads through the earlier.
_WAY: Mapping[State, Action] = {
    State.HANDLED: Action.HANDLE,
    State.ENDORSED: Action.ENDORSE,
    State.SIGNED: Action.SIGN,
    State.DELIVERED: Action.DELIVER,
    State.ACCEPTED: Action.ACCEPT,
}


def sort(office: Office, application: Application, section: str) -> None:
    sorting.sort(application, office.sections[section], by=office.others["hr"])


def judge(office: Office, application: Application, section: str, *, lines: int = 99) -> None:
    """The first ``lines`` of the checklist hold."""
    given = {line.key: Judgement(holds=True) for line in application.checklist[:lines]}
    clerk = office.clerks[section]
    vetting.judge(application, given, edition=application.edition, by=clerk)


def recommend(office: Office, application: Application, section: str) -> None:
    """Judge every line, and pass it."""
    judge(office, application, section)
    db.session.flush()  # the next act reads the row anew
    decide(application, flow.Action.PASS, _OPINION, by=office.clerks[section])


def decide(application: Application, action: flow.Action, note: str, *, by: Holding) -> None:
    vetting.take(application, action, edition=application.edition, by=by, note=note)


def compile_sheet(office: Office, section: str, cycle: IntakeCycle) -> RecommendationSheet:
    """Everyone of the section who passed."""
    return sheets.open_sheet(office.sections[section], cycle, by=office.clerks[section])


def way_to(state: State) -> list[Action]:
    """The steps from a sheet that is being compiled to ``state``."""
    reached = list(_WAY)[: list(_WAY).index(state) + 1] if state in _WAY else []
    return [_WAY[each] for each in reached]


def step(
    office: Office,
    sheet: RecommendationSheet,
    section: str,
    action: Action,
    *,
    failing: Iterable[str] = (),
    note: str = "",
) -> None:
    """One signature or delivery; before the last one the formal check, which some fail."""
    by: Mapping[Action, Holding] = {
        Action.ENDORSE: office.heads[section],
        Action.SIGN: office.deputies[section],
        Action.RETURN: office.deputies[section],
        Action.ACCEPT: office.others["office"],
    }
    if action is Action.ACCEPT:
        sheet_steps.check(sheet, _conclusions(sheet, set(failing)), by=by[action])
    sheet_steps.take(sheet, action, by=by.get(action, office.clerks[section]), note=note)


def _conclusions(sheet: RecommendationSheet, failing: set[str]) -> dict[int, Conclusion]:
    return {
        line.id: Conclusion(False, "单位已有变动，申报信息与现状不一致")
        if line.application.name in failing
        else Conclusion(True)
        for line in sheet.lines
    }
