"""Access: a view *declares* what it needs, one guard *enforces* it, silence means no."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, logout_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption
from werkzeug.routing import IntegerConverter, Map

from models import clock, policy
from models.db import db
from models.operations.register import come_from
from models.queries import notices
from models.tables import Account, Base, Holding
from models.vocabulary import Permission

View = TypeVar("View", bound=Callable[..., Any])
Subject = TypeVar("Subject", bound=Base)

login = LoginManager()
_needs: dict[Callable[..., Any], frozenset[Permission] | None] = {}
_ADMINISTRATOR_IDLE = 10 * 60  # seconds
_BEFORE_A_NEW_PASSWORD = {"auth.change_password", "auth.sign_out"}


class RowNumber(IntegerConverter):
    """A number in an address. One that no row can have names no page (404)."""

    def __init__(self, addresses: Map) -> None:
        super().__init__(addresses, max=2**31 - 1)


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Declare the permissions of which a view needs one; none: whoever is signed in may, even
    without a post. The view stays a plain function that tests may call."""

    def declare(view: View) -> View:
        _needs[view] = frozenset(permissions)
        return view

    return declare


def public(view: View) -> View:
    """Declare a view open to people who have not signed in."""
    _needs[view] = None
    return view


def myself() -> Account:
    """Who is signed in: the row itself, which the session accepts, and not Flask-Login's proxy."""
    return cast("Account", current_user._get_current_object())


def me() -> Holding:
    """Who acts: the post, held by a person, in which the person chose to act."""
    if "acting" not in g:
        held = {holding.id: holding for holding in myself().holdings}
        chosen = held.get(session.get("holding_id", 0))
        g.acting = chosen or next(iter(held.values()), None)
    if g.acting is None:
        abort(403)
    return cast("Holding", g.acting)


def load(
    table: type[Subject], subject_id: int, permission: Permission, *options: ORMOption
) -> Subject:
    """The row, if it is within my reach; else it does not exist for me (404)."""
    subject = db.get_or_404(table, subject_id, options=options)
    actor = me()
    if not policy.reaches(actor, permission, subject) or policy.conceals(subject, actor):
        abort(404)
    return subject


def guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such page, and the 404 will say so
    permissions = _needs[current_app.view_functions[request.endpoint]]
    if permissions is None:
        return None
    if not current_user.is_authenticated or _has_idled():
        return cast("ResponseReturnValue", login.unauthorized())
    if first := _to_be_done_first(permissions):
        return redirect(url_for(first))
    if permissions and not any(policy.may(me(), permission) for permission in permissions):
        abort(403)
    return None


def _has_idled() -> bool:
    """An administrator's desk that nobody touched for ten minutes is signed out, whoever sits down
    at it next; other desks end with their session."""
    now, seen = clock.now().timestamp(), session.get("seen_at")
    session["seen_at"] = now
    posts = {holding.post for holding in myself().holdings}
    if seen is None or not posts & policy.ADMINISTRATORS or now - seen <= _ADMINISTRATOR_IDLE:
        return False
    logout_user()
    session.clear()
    flash("10分钟没有操作，已自动退出，请重新登录")
    return True


def _to_be_done_first(permissions: frozenset[Permission]) -> str | None:
    """The page to which a person must go before any other: a new password, or the one that says
    who gives out posts."""
    if current_user.must_change_password and request.endpoint not in _BEFORE_A_NEW_PASSWORD:
        return "auth.change_password"
    if permissions and not current_user.holdings:
        return "auth.without_post"
    return None


def note_address() -> None:
    """What is registered during the request was asked for from there."""
    come_from(request.remote_addr or "")


def needs(app: Flask) -> dict[str, frozenset[Permission] | None]:
    """The access table of the whole site, for the page and the test that show it."""
    return {endpoint: _needs[view] for endpoint, view in app.view_functions.items()}


def load_account(identity: str) -> Account | None:
    """The account of a session, unless it was signed out everywhere or switched off since; and in
    the same query how much it has not read, which every page says."""
    number, _, epoch = identity.partition(":")
    with_posts = joinedload(Account.holdings).joinedload(Holding.sections)
    query = select(Account, notices.unread()).where(Account.id == int(number)).options(with_posts)
    account, g.unread = db.session.execute(query).unique().one_or_none() or (None, 0)
    is_current = account and str(account.session_epoch) == epoch and account.is_enabled
    return account if is_current else None


def init_app(app: Flask) -> None:
    """Refuse to start while any view says nothing about access."""
    public(app.view_functions["static"])
    silent = [endpoint for endpoint, view in app.view_functions.items() if view not in _needs]
    if silent:
        raise RuntimeError(f"views that declare no access: {', '.join(silent)}")
    login.login_view = "auth.sign_in"
    login.login_message = ""
    login.session_protection = "basic"  # phones change their address
    login.user_loader(load_account)
    login.init_app(app)
    app.before_request(note_address)
    app.teardown_request(lambda _: come_from())
    app.before_request(guard)
