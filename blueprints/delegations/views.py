"""代签授权 · the list, a new one, and answering or ending one."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.delegations.forms import AcceptForm, CloseForm, OfferForm
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.signing import confirm_identity
from models import policy
from models.db import db, unit_of_work
from models.operations import delegations as operations
from models.queries import delegations
from models.tables import Account, Delegation, Holding
from models.vocabulary import DelegationStanding, Permission, Post

bp = Blueprint("delegations", __name__, url_prefix="/delegations")

_OPEN = {DelegationStanding.OFFERED, DelegationStanding.AHEAD, DelegationStanding.IN_FORCE}


@bp.get("/")
@requires(Permission.DELEGATE, Permission.READ_DELEGATIONS)
def index() -> ResponseReturnValue:
    found = db.paginate(delegations.visible_to(me()), per_page=page_size())
    makes = policy.may(me(), Permission.DELEGATE)
    return page("delegations/index.html", "list", delegations=found, makes=makes)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.DELEGATE)
def new() -> ResponseReturnValue:
    holdings, form = _lendable(), OfferForm()
    sections = sorted({each for held in holdings for each in held.sections}, key=lambda s: s.id)
    form.offer(holdings, _people(), sections)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_identity(form.password)
            with unit_of_work():
                substitute = db.session.get_one(Account, form.substitute.data)
                holding = db.session.get_one(Holding, form.holding.data)
                made = operations.offer(holding, substitute, form.wanted(sections), by=me())
            flash(f"已请{substitute.name}接受代签授权，接受后生效")
            return redirect(url_for(".show", delegation_id=made.id), 303)
    return page("delegations/new.html", "offer", form=form)


@bp.get("/<int:delegation_id>")
@requires(Permission.USE_DESK)
def show(delegation_id: int) -> ResponseReturnValue:
    return _shown(_load(delegation_id), AcceptForm(), CloseForm())


@bp.post("/<int:delegation_id>/accept")
@requires(Permission.USE_DESK)
def accept(delegation_id: int) -> ResponseReturnValue:
    delegation, form = _load(delegation_id), AcceptForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_identity(form.password)
            with unit_of_work():
                operations.accept(delegation, by=me().account)
            flash(f"已接受：在岗位切换中选择“代{delegation.principal.name}”即可办理")
            return redirect(url_for(".show", delegation_id=delegation_id), 303)
    return _shown(delegation, form, CloseForm(formdata=None))


@bp.post("/<int:delegation_id>/close")
@requires(Permission.USE_DESK)
def close(delegation_id: int) -> ResponseReturnValue:
    """Decline what is offered to me, or end what is running."""
    delegation, form = _load(delegation_id), CloseForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                _close(delegation, form.note.data)
            flash("已登记")
            return redirect(url_for(".show", delegation_id=delegation_id), 303)
    return _shown(delegation, form, form)


def _close(delegation: Delegation, note: str) -> None:
    if _is_offered_to_me(delegation):
        operations.decline(delegation, note=note, by=me().account)
    else:
        operations.end(delegation, note=note, by=me())


def _is_offered_to_me(delegation: Delegation) -> bool:
    is_mine = delegation.substitute_id == me().account_id
    return is_mine and delegation.standing is DelegationStanding.OFFERED


def _load(delegation_id: int) -> Delegation:
    mine = delegations.visible_to(me()).where(Delegation.id == delegation_id)
    found: Delegation = db.first_or_404(mine)
    return found


def _shown(
    delegation: Delegation, form: AcceptForm | CloseForm, close: CloseForm
) -> ResponseReturnValue:
    parties = {delegation.account_id, delegation.substitute_id, delegation.maker_id}
    ends = me().account_id in parties or operations.leads(me())
    return page(
        "delegations/show.html", "delegation",
        delegation=delegation, form=form, accept=form, close=close,
        answers=_is_offered_to_me(delegation), ends=ends and delegation.standing in _OPEN,
    )  # fmt: skip


def _lendable() -> list[Holding]:
    """One's own post; the leader may lend anybody's."""
    leads = me().post is Post.LEADER
    return delegations.lendable(db.session(), None if leads else [me().account_id])


def _people() -> list[Account]:
    """Whoever holds a post that may stand in for another."""
    found = {each.account_id: each.account for each in delegations.lendable(db.session(), None)}
    return [
        each for each in found.values() if each.id != me().account_id or me().post is Post.LEADER
    ]
