"""派遣变更 · asked for by the section with its reason, carried out when the deputy approves."""

from collections.abc import Callable, Mapping

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations import alterations, budgets
from models.operations.notices import holders_of, tell, tell_next, tell_post
from models.operations.register import reference, register
from models.operations.steps import advance
from models.rules.article_11_change import ALTERED, Entries, check_nobody_arrived
from models.tables import Assignment, Change, Dispatch, Holding, Seat
from models.vocabulary import ChangeKind, Permission, Post
from models.workflows import assignment as part_flow
from models.workflows import dispatch as dispatch_flow
from models.workflows import draw as draw_flow
from models.workflows.change import POSSIBLE, Action

ARTICLE = 11


def propose(
    dispatch: Dispatch,
    kind: ChangeKind,
    *,
    reason: str,
    by: Holding,
    assignment: Assignment | None = None,
    seat: Seat | None = None,
    after: Entries | None = None,
) -> Change:
    """Ask the deputy for a change; until it is decided the dispatch stands still. ``after``: the
    entries as they are to be, where the change alters what Annex 4 says."""
    if no := policy.refusal(by, Permission.PROPOSE_CHANGE, dispatch):
        raise no
    db.session.refresh(dispatch, with_for_update={"of": Dispatch})  # so that one waits, and not two
    db.session.expire(dispatch, ["changes"])
    _check(dispatch, kind, reason, assignment, seat)
    versions = alterations.versions_of(dispatch, kind, after or {}) if kind in ALTERED else ({}, {})
    change = Change(
        dispatch=dispatch, kind=kind, assignment=assignment, seat=seat,
        before=versions[0], after=versions[1], reason=reason.strip(), proposer_id=by.account_id,
    )  # fmt: skip
    db.session.add(change)
    register(
        "change:propose", f"申请{kind.label}", by=by, subject=change, article=ARTICLE,
        change=kind.value, note=reason.strip(),
        changed=[version.label for version in change.versions],
    )  # fmt: skip
    for deputy in holders_of(Permission.DECIDE_CHANGE, change):
        tell(deputy.account_id, f"请审批变更：{dispatch.caption}", reference(change))
    return change


def _check(
    dispatch: Dispatch,
    kind: ChangeKind,
    reason: str,
    assignment: Assignment | None,
    seat: Seat | None,
) -> None:
    if not reason.strip():
        raise Refusal("申请变更必须写明理由", article=ARTICLE, field="reason")
    if dispatch.open_changes:
        raise Refusal("已有一项变更申请待批准，请等分管领导决定", article=ARTICLE)
    if dispatch.state not in POSSIBLE[kind]:
        raise Refusal(f"现在是“{dispatch.state.label}”，不能申请{kind.label}", article=ARTICLE)
    _check_target(dispatch, kind, assignment, seat)


def _check_target(
    dispatch: Dispatch, kind: ChangeKind, assignment: Assignment | None, seat: Seat | None
) -> None:
    if kind is ChangeKind.RELEASE_EXPERT and assignment is None:
        raise Refusal("请选择要调整的专家", article=ARTICLE, field="target")
    if kind is ChangeKind.WAIVE_SEAT:
        _check_waiver(dispatch, seat)
    if kind is ChangeKind.CANCEL:
        _check_cancellation(dispatch)


def _check_waiver(dispatch: Dispatch, seat: Seat | None) -> None:
    if seat is None or not seat.is_vacant:
        raise Refusal("请选择一个空缺的席位", article=ARTICLE, field="target")
    if not dispatch.seated:
        raise Refusal("没有专家可派时请申请撤销派遣", article=ARTICLE, field="kind")


def _check_cancellation(dispatch: Dispatch) -> None:
    """Whoever came has earned something, and a file that is given up pays nothing."""
    check_nobody_arrived(
        dispatch, "撤销；请登记离场，在附件6如实登记实际半天数后报送，未用的经费在办结时退回"
    )


def decide(change: Change, action: str, *, by: Holding, note: str) -> None:
    """The deputy's word. Approval is a signature, and the change is made in the same act."""
    move = advance(change, action, by=by, note=note)
    if move.action is Action.APPROVE:
        _CARRY_OUT[change.kind](change, by)
        _tell_records(change)
    text = f"{change.kind.label}：{move.action.label}（{change.dispatch.caption}）"
    tell(change.proposer_id, text, change.matter)


def _tell_records(change: Change) -> None:
    """hr files what was issued; before that there is nothing to file."""
    if change.dispatch.issued_at:
        text = f"派遣有变更（{change.kind.label}）：{change.dispatch.caption}"
        tell_post(Post.HR, change.dispatch, text)


def _void(change: Change, by: Holding) -> None:
    dispatch = change.dispatch
    _void_selection(dispatch, change.reason, by)
    advance(dispatch, dispatch_flow.Action.VOID, by=by, note=change.reason)
    tell_next(dispatch, besides=by.account_id)


def _void_selection(dispatch: Dispatch, reason: str, by: Holding) -> None:
    """Whoever was drawn or named and not yet told stands no longer."""
    for part in dispatch.assignments:
        if part.state is part_flow.State.DRAWN:
            advance(part, part_flow.Action.VOID, by=by, note=reason)
    draw = dispatch.current_draw
    if draw and draw.state is draw_flow.State.DRAWN:
        advance(draw, draw_flow.Action.VOID, by=by, note=reason, draw=draw.number)
    if draw and draw.state is draw_flow.State.FROZEN:
        advance(draw, draw_flow.Action.GIVE_UP, by=by, note=reason, draw=draw.number)


def _release(change: Change, by: Holding) -> None:
    if not (part := change.assignment):
        return
    advance(part, part_flow.Action.RELEASE, by=by, note=change.reason)
    tell(part.expert.account_id, f"任务已调整，不需参加：{part.dispatch.caption}", reference(part))


def _waive(change: Change, by: Holding) -> None:
    """In an emergency the calls go on while the deputy thinks it over."""
    if change.seat is None or not change.seat.is_vacant:
        raise Refusal("这个席位已有专家，不再空缺，不能取消；请选择不予批准", article=ARTICLE)
    change.seat.is_waived = True
    budgets.release(change.dispatch, change.dispatch.rate * change.dispatch.half_days)


def _cancel(change: Change, by: Holding) -> None:
    dispatch = change.dispatch
    _check_cancellation(dispatch)
    _void_selection(dispatch, change.reason, by)
    for part in dispatch.seated:
        advance(part, part_flow.Action.CANCEL, by=by, note=change.reason)
        tell(part.expert.account_id, f"任务已撤销：{dispatch.caption}", reference(part))
    advance(dispatch, dispatch_flow.Action.CANCEL, by=by, note=change.reason)
    budgets.release(dispatch)


_CARRY_OUT: Mapping[ChangeKind, Callable[[Change, Holding], None]] = {
    ChangeKind.VOID_DRAW: _void,
    ChangeKind.RELEASE_EXPERT: _release,
    ChangeKind.WAIVE_SEAT: _waive,
    **dict.fromkeys(ALTERED, alterations.carry_out),
    ChangeKind.CANCEL: _cancel,
}
