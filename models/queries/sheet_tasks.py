"""汇总表待办 · who waits to be listed, and which sheets wait for a signature or the check."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from models.queries.deadlines import Deadlines
from models.queries.reach import in_reach
from models.queries.tasks import MOST, Task, next_step, permissions_of
from models.tables import Application, Holding, RecommendationSheet, Section, SheetLine
from models.vocabulary import Permission
from models.workflows.application import State as ApplicationState
from models.workflows.sheet import SHEET, State

# What the workflow has no onward step for yet, because it is this very post that brings it.
_UNFINISHED = {
    State.COMPILING: (Permission.COMPILE_SHEET, "继续编制"),
    State.RETURNED: (Permission.COMPILE_SHEET, "另编新版"),
    State.DELIVERED: (Permission.CHECK_SHEET, "形式审查"),
}


def sheet_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Sheets to compile, sign, deliver or check, and those who wait to be put on one."""
    permissions = permissions_of(holding)
    if Permission.COMPILE_SHEET in permissions:
        yield from _to_be_listed(session, holding)
    if permissions & {move.permission for move in SHEET.moves}:
        yield from _sheets(session, holding, permissions)


def within_reach(holding: Holding, permission: Permission) -> ColumnElement[bool]:
    """The sheets a permission extends to, as a condition on RecommendationSheet."""
    return in_reach(holding, permission, RecommendationSheet.section_id)


def _sheets(
    session: Session, holding: Holding, permissions: frozenset[Permission]
) -> Iterator[Task]:
    sheet = RecommendationSheet
    query = (
        select(sheet)
        .where(_waits(permissions), within_reach(holding, Permission.READ_SHEET))
        .options(joinedload(sheet.lines).defer(SheetLine.columns))
        .order_by(sheet.id)
        .limit(MOST)
    )
    for each in session.scalars(query).unique():
        if button := next_step(each, holding) or _unfinished(each, permissions):
            yield Task("sheet", each.id, each.caption, each.number, None, button)


def _waits(permissions: frozenset[Permission]) -> ColumnElement[bool]:
    sheet = RecommendationSheet
    waits = sheet._state.in_(SHEET.states_awaiting(permissions))
    if Permission.COMPILE_SHEET not in permissions:
        return waits
    return or_(waits, and_(sheet._state == State.RETURNED, ~sheet.replaced_by.has()))


def _unfinished(sheet: RecommendationSheet, permissions: frozenset[Permission]) -> str:
    permission, button = _UNFINISHED.get(sheet.state, (None, ""))
    return button if permission in permissions else ""


def _to_be_listed(session: Session, holding: Holding) -> Iterator[Task]:
    """One card a section with however many passed its vetting and stand on no sheet yet."""
    compiled = (
        select(SheetLine.id)
        .join(SheetLine.sheet)
        .where(
            SheetLine.application_id == Application.id,
            RecommendationSheet._state == State.COMPILING,
        )
    )
    query = (
        select(Section.id, Section.name, func.count())
        .join(Application, Application.section_id == Section.id)
        .where(
            Application._state == ApplicationState.PASSED,
            Section.id.in_(holding.section_ids),
            ~compiled.exists(),
        )
        .group_by(Section.id, Section.name)
    )
    for section_id, name, count in session.execute(query):
        title = f"{count}人初审通过，待编制汇总表"
        yield Task("to_be_listed", section_id, title, name, None, "编制汇总表")
