"""派遣内容的变更 · putting off, extending, amending what Annex 4 says; both versions are kept."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from models import clock
from models.errors import Refusal
from models.operations import budgets
from models.operations.notices import tell
from models.operations.register import reference
from models.operations.steps import advance
from models.rules import article_11_unannounced as art11u
from models.rules.article_11_change import ALTERED, Entries, check
from models.tables import Assignment, Change, Dispatch, Holding, ProtectionItem
from models.tables.change import entries_of, kept
from models.vocabulary import ChangeKind, Provider
from models.workflows import assignment as part_flow
from models.workflows import dispatch as dispatch_flow

Kept: TypeAlias = dict[str, Any]


def entries_now(dispatch: Dispatch, kind: ChangeKind) -> dict[str, Any]:
    """What ``kind`` alters, as it stands."""
    return {
        name: _rows(dispatch) if name == "protection" else getattr(dispatch, name)
        for name in ALTERED[kind]
    }


def _rows(dispatch: Dispatch) -> list[Any]:
    return [[item.what, item.per_person, item.provided_by.value] for item in dispatch.protection]


def versions_of(dispatch: Dispatch, kind: ChangeKind, altered: Entries) -> tuple[Kept, Kept]:
    """Both versions, to be written down; refused where the alteration cannot be."""
    before = entries_now(dispatch, kind)
    after = {**before, **altered}
    check(kind, dispatch, before, after, clock.now())
    if kind is ChangeKind.EXTEND:
        more = cost_of(dispatch, after["half_days"])
        budgets.check_more(dispatch, more)
        after["reserved"] = dispatch.reserved + more
    return kept(before), kept(after)


def cost_of(dispatch: Dispatch, half_days: int) -> int:
    """Fen that a longer task needs besides, of the line it was reserved from."""
    if dispatch.is_paid_by_unit:
        return 0
    return dispatch.cost_of(half_days - dispatch.half_days)


def carry_out(change: Change, by: Holding) -> None:
    """Make the alteration that was approved, if it still can be made, and tell those who come."""
    dispatch, after = change.dispatch, entries_of(change.after)
    asked = {name: value for name, value in after.items() if name != "reserved"}
    check(change.kind, dispatch, entries_now(dispatch, change.kind), asked, clock.now())
    _MAKE[change.kind](dispatch, asked)
    if dispatch.told.is_hidden and (lacking := art11u.lacks(dispatch)):
        raise Refusal("；".join(lacking), article=art11u.ARTICLE)
    if change.kind is ChangeKind.POSTPONE:
        _ask_again(dispatch, change.reason, by)
    for part in dispatch.seated:
        if part.notified_at:
            _tell(part, change.kind)


def _write(dispatch: Dispatch, after: Entries) -> None:
    for name, value in after.items():
        setattr(dispatch, name, value)


def _postpone(dispatch: Dispatch, after: Entries) -> None:
    """The hour at which an unannounced inspection is told moves with its beginning."""
    if dispatch.reveal_at and dispatch.starts_at:
        dispatch.reveal_at += after["starts_at"] - dispatch.starts_at
        dispatch.revealed_at = None
    _write(dispatch, after)


def _extend(dispatch: Dispatch, after: Entries) -> None:
    budgets.reserve_more(dispatch, cost_of(dispatch, after["half_days"]))
    _write(dispatch, after)


def _amend(dispatch: Dispatch, after: Entries) -> None:
    """Where other equipment is listed, it is confirmed anew before anybody arrives."""
    _write(dispatch, {name: value for name, value in after.items() if name != "protection"})
    if after["protection"] != _rows(dispatch):
        dispatch.protection = [
            ProtectionItem(what=what, per_person=count, provided_by=Provider(provider))
            for what, count, provider in after["protection"]
        ]
        for part in dispatch.seated:
            part.fitted_at = part.fitted_at if part.arrived_at else None


_MAKE: Mapping[ChangeKind, Callable[[Dispatch, Entries], None]] = {
    ChangeKind.POSTPONE: _postpone,
    ChangeKind.EXTEND: _extend,
    ChangeKind.AMEND: _amend,
}


def _ask_again(dispatch: Dispatch, reason: str, by: Holding) -> None:
    """Whoever accepted the old time has not accepted the new one."""
    for part in dispatch.seated:
        if part.accepted_at:
            advance(part, part_flow.Action.ASK_AGAIN, by=by, note=reason)
    dispatch.departed_at = None
    if dispatch.state is dispatch_flow.State.UNDERWAY:
        advance(dispatch, dispatch_flow.Action.RECALL, by=by, note=reason)


def _tell(part: Assignment, kind: ChangeKind) -> None:
    part.altered_at = clock.now()
    what = "请重新答复能否参加" if kind is ChangeKind.POSTPONE else "请查看变更后的内容"
    tell(part.expert.account_id, f"{kind.label}，{what}：{part.dispatch.caption}", reference(part))
