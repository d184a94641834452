"""Access: a view *declares* what it needs, one guard *enforces* it, silence means no."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, logout_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption
from werkzeug.routing import IntegerConverter, Map

from blueprints.pages import settings
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import sign_ins
from models.operations.register import come_from
from models.queries import authenticators, delegations, notices
from models.settings import ADMINISTRATOR_IDLE_MINUTES, CODES_REQUIRED, IDLE_MINUTES, SESSION_HOURS
from models.tables import Account, Base, Holding, SignIn
from models.vocabulary import Permission, Post

View = TypeVar("View", bound=Callable[..., Any])
Subject = TypeVar("Subject", bound=Base)

login = LoginManager()
_needs: dict[Callable[..., Any], frozenset[Permission] | None] = {}
_BEFORE_A_NEW_PASSWORD = {"auth.change_password", "auth.sign_out"}
_BEFORE_A_CODE = {"codes.mine", "codes.begin", "codes.picture", "codes.confirm"}


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
        held = {holding.id: holding for holding in in_hand()}
        chosen = held.get(session.get("holding_id", 0))
        g.acting = chosen or next(iter(held.values()), None)
    if g.acting is None:
        abort(403)
    return cast("Holding", g.acting)


def in_hand() -> list[Holding]:
    """My own posts, and after them those of whoever is away for whom I sign."""
    if "in_hand" not in g:
        lent = delegations.in_hand(db.session(), myself().id) if g.stands_in else []
        g.in_hand = [*myself().holdings, *lent]
    return cast("list[Holding]", g.in_hand)


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
    note_seen()
    return None


def _has_idled() -> bool:
    """A desk that nobody touched for its minutes is signed out, whoever sits down at it next; and
    any after its hours. What the cookie says it saw last is newer than the row, which is written
    only now and then; a copied cookie says less."""
    now, said = clock.now(), session.get("seen_at", 0)
    session["seen_at"] = now.timestamp()
    limits, is_administrator = settings(), bool(_posts() & policy.ADMINISTRATORS)
    minutes = limits[(ADMINISTRATOR_IDLE_MINUTES if is_administrator else IDLE_MINUTES).key]
    idle = now.timestamp() - max(said, g.sign_in.seen_at.timestamp())
    is_over = now - g.sign_in.started_at > timedelta(hours=limits[SESSION_HOURS.key])
    if idle <= minutes * 60 and not is_over:
        return False
    leave()
    flash(
        "本次登录已到最长时间，请重新登录"
        if is_over
        else f"{minutes}分钟没有操作，已自动退出，请重新登录"
    )
    return True


def _posts() -> frozenset[Post]:
    return frozenset(holding.post for holding in myself().holdings)


def leave() -> None:
    """Sign this browser out: the row first, so that a copy of the cookie is worth nothing."""
    if "sign_in" in g:
        with unit_of_work():
            sign_ins.end_this(g.sign_in)
    logout_user()
    session.clear()


def note_seen() -> None:
    if current_user.is_authenticated and sign_ins.is_to_be_noted(g.sign_in):
        with unit_of_work():
            sign_ins.note_seen(g.sign_in)


def _to_be_done_first(permissions: frozenset[Permission]) -> str | None:
    """The page to which a person must go before any other: a new password, the code that their post
    requires, or the one that says who gives out posts."""
    if current_user.must_change_password and request.endpoint not in _BEFORE_A_NEW_PASSWORD:
        return "auth.change_password"
    if _lacks_code() and request.endpoint not in _BEFORE_A_CODE | _BEFORE_A_NEW_PASSWORD:
        return "codes.mine"
    if permissions and not current_user.holdings:
        return "auth.without_post"
    return None


def _lacks_code() -> bool:
    is_required = settings()[CODES_REQUIRED.key] == "required" and not g.asks_code
    return is_required and bool(_posts() & policy.WITH_CODES)


def note_address() -> None:
    """What is registered during the request was asked for from there."""
    come_from(request.remote_addr or "")


def needs(app: Flask) -> dict[str, frozenset[Permission] | None]:
    """The access table of the whole site, for the page and the test that show it."""
    return {endpoint: _needs[view] for endpoint, view in app.view_functions.items()}


def load_account(identity: str) -> Account | None:
    """The account of a browser that is still signed in, unless it was switched off since; and in
    the same query how much it has not read, whether it stands in for anybody, and whether it is
    asked for a code."""
    token, number = session.get("token"), identity.partition(":")[0]
    if not token or not number.isdigit():
        return None
    with_posts = joinedload(Account.holdings).joinedload(Holding.sections)
    query = (
        select(
            Account, SignIn, notices.unread(), delegations.stands_in(), authenticators.is_asked()
        )
        .join(SignIn, SignIn.account_id == Account.id)
        .where(
            Account.id == int(number), SignIn.token_hash == sign_ins.token_hash(token),
            Account.is_enabled,
        )
        .options(with_posts)
    )  # fmt: skip
    found = db.session.execute(query).unique().one_or_none()
    if found is None:
        return None
    account, g.sign_in, g.unread, g.stands_in, g.asks_code = found
    return account


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
