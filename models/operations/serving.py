"""使用申请的去向 · who is told of a request, and what the closing of its dispatch means for it."""

from sqlalchemy import select

from models import policy
from models.db import db
from models.operations.notices import holders_of, tell
from models.operations.steps import advance
from models.tables import Dispatch, Holding, Section, UseRequest
from models.vocabulary import Permission
from models.workflows.use_request import Action, State


def tell_on(request: UseRequest, *, besides: int) -> None:
    """Tell whoever must act next, and whoever filed it; ``besides``: who has just acted."""
    waiting = {
        holder.account_id
        for move in request.workflow.moves_from(request.state)
        if move.forward
        for holder in holders_of(move.permission, request)
    }
    if request.state is State.IN_HAND:
        waiting |= _clerks_of(request)
    for account_id in (waiting | {request.filer_id}) - {besides}:
        what = "待办" if account_id in waiting else "进展"
        tell(account_id, f"{what}：{request.caption}（{request.state.label}）", request.matter)


def _clerks_of(request: UseRequest) -> set[int]:
    """Who can draft the dispatch."""
    holders = select(Holding).where(Holding.sections.any(Section.id == request.section_id))
    return {
        holder.account_id
        for holder in db.session.scalars(holders)
        if policy.may(holder, Permission.DRAFT_DISPATCH)
    }


def finish(dispatch: Dispatch, *, by: Holding) -> None:
    """The dispatch was closed: the unit that asked is to pay, and to return its part."""
    if request := dispatch.use_request:
        advance(request, Action.USE, by=by)
        tell_on(request, besides=by.account_id)
