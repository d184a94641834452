"""汇总表流转 · what each signature and the formal check bring with them (Art. 6(2), (3))."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.sheets import unlist
from models.operations.steps import advance
from models.queries import sheets
from models.rules.annex_3_columns import ARTICLE
from models.tables import Application, Holding, RecommendationSheet, SheetLine
from models.vocabulary import Permission
from models.workflows import application as application_flow
from models.workflows.machine import Move
from models.workflows.sheet import Action, State

_LONGEST = 120  # characters of a finding
_ApplicationState, _ApplicationAction = application_flow.State, application_flow.Action


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the office concludes of one line; ``passed`` is None while it has not."""

    passed: bool | None
    finding: str = ""


def take(
    sheet: RecommendationSheet, action: str, *, by: Holding, note: str = ""
) -> Move[State, Action]:
    """Take a step that the page offers, with all that follows from it."""
    sheet.workflow.move(sheet.state, action)  # nothing is frozen for a step that is not open
    if action == Action.HANDLE:
        _freeze(sheet, by)
    move = advance(sheet, action, by=by, note=note, number=sheet.number)
    if move.needs_note:
        sheet.note = note.strip()
    if follow := _CONSEQUENCES.get(move.action):
        follow(sheet, by)
    if move.forward:
        tell_next(sheet, besides=by.account_id)
    return move


def check(
    sheet: RecommendationSheet, conclusions: Mapping[int, Conclusion], *, by: Holding
) -> None:
    """Write down the formal check, line by line (``conclusions`` by line id); some may wait."""
    if no := policy.refusal(by, Permission.CHECK_SHEET, sheet):
        raise no
    if sheet.state is not State.DELIVERED:
        raise Refusal(f"现在是“{sheet.state.label}”，不能再改审查结论", article=ARTICLE)
    for line in sheet.lines:
        if line.id in conclusions:
            _conclude(line, conclusions[line.id])
    register(
        "recommendation_sheet:check", "保存形式审查结论", by=by, subject=sheet, article=ARTICLE,
        number=sheet.number,
        persons=len(sheet.lines),
        failed=sum(line.passed is False for line in sheet.lines),
    )  # fmt: skip


def _conclude(line: SheetLine, conclusion: Conclusion) -> None:
    finding = " ".join(conclusion.finding.split())
    field = f"finding_{line.id}"
    if conclusion.passed is False and not finding:
        raise Refusal("不通过的，必须写明理由", article=ARTICLE, field=field)
    if len(finding) > _LONGEST:
        raise Refusal(f"审查意见不超过{_LONGEST}字", article=ARTICLE, field=field)
    line.passed, line.finding = conclusion.passed, finding


def _freeze(sheet: RecommendationSheet, by: Holding) -> None:
    """Take down what the paper says of everyone from now on. Whoever signs as the handler has
    prepared it, and signs nothing further."""
    for line in sheet.lines:
        _refuse_moved(line.application, _ApplicationState.PASSED, _ApplicationState.LISTED)
    known = sheets.paths(db.session())
    for line in sheet.lines:
        line.freeze(sheets.columns_now(line.application, known))
    sheet.handler_id = by.account_id


def _list(sheet: RecommendationSheet, by: Holding) -> None:
    """Those kept from an earlier edition are listed already."""
    for line in sheet.lines:
        if line.application.state is _ApplicationState.PASSED:
            advance(line.application, _ApplicationAction.LIST, by=by, number=sheet.number)


def _note_head(sheet: RecommendationSheet, by: Holding) -> None:
    sheet.head_id = by.account_id


def _conclude_applications(sheet: RecommendationSheet, by: Holding) -> None:
    """Who passed goes on to the proposed roster; who failed is told why."""
    for line in sheet.lines:
        application = line.application
        if line.passed:
            _refuse_moved(application, _ApplicationState.LISTED)
            advance(application, _ApplicationAction.CHECK, by=by, number=sheet.number)
        elif application.state is _ApplicationState.LISTED:
            _reject(line, by)
    tell(sheet.handler_id, f"{sheet.caption}：{sheet.state.label}", sheet.matter)


def _reject(line: SheetLine, by: Holding) -> None:
    application, number = line.application, line.sheet.number
    advance(application, _ApplicationAction.REJECT, by=by, note=line.finding, number=number)
    text = f"{application.caption}：{application.state.label}（形式审查）"
    tell(application.owner_id, text, application.matter)


def _tell_handler(sheet: RecommendationSheet, by: Holding) -> None:
    tell(sheet.handler_id, f"{sheet.caption}：{sheet.state.label}", sheet.matter)


def _let_go(sheet: RecommendationSheet, by: Holding) -> None:
    unlist(sheet, [line.application for line in sheet.lines], by)


def _refuse_moved(application: Application, *expected: application_flow.State) -> None:
    if application.state not in expected:
        raise Refusal(
            f"{application.name}的申报现在是“{application.state.label}”，请移出名单或者改为不通过",
            article=ARTICLE,
        )


_CONSEQUENCES: Mapping[Action, Callable[[RecommendationSheet, Holding], None]] = {
    Action.HANDLE: _list,
    Action.ENDORSE: _note_head,
    Action.ACCEPT: _conclude_applications,
    Action.RETURN: _tell_handler,
    Action.DISCARD: _let_go,
}
