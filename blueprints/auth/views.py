"""登录 · signing in and out, one's password, one's post, one's view of the screen."""

from flask import Blueprint, abort, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from blueprints.access import in_hand, leave, myself, public, requires
from blueprints.auth.forms import PasswordForm, SignInForm
from blueprints.codes.forms import CodeForm
from blueprints.limits import FAILURES_PER_ADDRESS, is_failure, limiter
from blueprints.pages import page, refusals_shown_on
from models import clock
from models.db import db, refusals_counted, unit_of_work
from models.operations import accounts, authenticators, sign_ins
from models.queries.authenticators import asks
from models.queries.sign_ins import of_account
from models.rules.browsers import browser_name
from models.tables import Account, SignIn
from models.vocabulary import Permission

bp = Blueprint("auth", __name__, url_prefix="/auth")

_LOOKS = ("large", "contrast")
_A_YEAR = 365 * 24 * 3600  # seconds
_HALF_WAY = 5 * 60  # seconds, from the password to the code


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@limiter.limit(FAILURES_PER_ADDRESS, methods=["POST"], deduct_when=is_failure)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            return _authenticated(form.login.data, form.password.data)
    return page("auth/sign_in.html", "sign_in", form=form)


def _authenticated(login: str, password: str) -> ResponseReturnValue:
    """Let whoever it is in, or half in: to where their code is asked for."""
    known = accounts.of_login(login)
    is_right = accounts.password_matches(known, password)
    token = ""
    with refusals_counted():
        account = accounts.admit(known, is_right)
        if not asks(db.session(), account.id):
            token = _entered(account)
    if token:
        _welcome(account, token)
        return redirect(_next_page(), 303)
    session.clear()
    session["half"] = account.id, clock.now().timestamp()
    return redirect(url_for(".code", next=request.args.get("next")), 303)


def _entered(account: Account) -> str:
    accounts.record_sign_in(account)
    return sign_ins.begin(
        account,
        browser=browser_name(request.headers.get("User-Agent", "")),
        address=request.remote_addr or "",
    )


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
@limiter.limit(FAILURES_PER_ADDRESS, methods=["POST"], deduct_when=is_failure)
def code() -> ResponseReturnValue:
    """After the password, for whoever has switched codes on. Until then nothing else opens."""
    account, form = _half_signed_in(), CodeForm()
    if account is None:
        flash("请先输入用户名和密码")
        return redirect(url_for(".sign_in"), 303)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with refusals_counted():
                authenticators.admit_code(account, form.code.data, field="code")
                token = _entered(account)
            _welcome(account, token)
            return redirect(_next_page(), 303)
    return page("auth/code.html", "code", form=form)


def _half_signed_in() -> Account | None:
    """Whose password was right in this browser a short while ago, and is still the password."""
    account_id, since = session.get("half", (0, 0))
    account = db.session.get(Account, account_id)
    if account is None or not account.is_enabled or not asks(db.session(), account.id):
        return None
    is_fresh = 0 <= clock.now().timestamp() - since <= _HALF_WAY
    return account if is_fresh and account.password_changed_at.timestamp() <= since else None


def _welcome(account: Account, token: str) -> None:
    session.clear()
    session.permanent = True
    session["token"], session["seen_at"] = token, clock.now().timestamp()
    login_user(account)


def _next_page() -> str:
    """Where the person was going, if that is a page of ours."""
    wanted = request.args.get("next", "")
    return wanted if _is_ours(wanted) else url_for("desk.index")


def _is_ours(address: str) -> bool:
    """Whether a browser sent there stays with us. It drops tabs and line breaks from an address,
    so that ``/<tab>/elsewhere`` would lead elsewhere."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return is_path and address.isprintable()


@bp.get("/without-post")
@requires()
def without_post() -> ResponseReturnValue:
    """Where an account waits until the security administrator has given it a post."""
    if myself().holdings:
        return redirect(url_for("desk.index"))
    return page("auth/without_post.html", "content")


@bp.post("/sign-out")
@requires()
def sign_out() -> ResponseReturnValue:
    leave()
    flash("已退出")
    return redirect(url_for(".sign_in"), 303)


@bp.route("/password", methods=["GET", "POST"])
@requires()
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                accounts.change_password(
                    myself(), form.old.data, form.new.data, here=session["token"]
                )
            flash("密码已修改")
            return redirect(url_for("desk.index"), 303)
    must = myself().must_change_password
    return page("auth/change_password.html", "change", form=form, must=must)


@bp.post("/post")
@requires(Permission.USE_DESK)
def switch() -> ResponseReturnValue:
    """Act in another of one's posts."""
    held = {holding.id: holding for holding in in_hand()}
    if wanted := held.get(request.form.get("holding_id", 0, type=int)):
        session["holding_id"] = wanted.id
        flash(f"已切换到“{wanted.title}”岗位")
    return redirect(url_for("desk.index"), 303)


@bp.get("/sign-ins")
@requires()
def where() -> ResponseReturnValue:
    """登录状态: every browser in which I am signed in."""
    found = of_account(db.session(), myself().id)
    return page("auth/sign_ins.html", "sign_ins", sign_ins=found, here=g.sign_in.id)


@bp.post("/sign-ins/<int:sign_in_id>/end")
@requires()
def end_one(sign_in_id: int) -> ResponseReturnValue:
    found = db.get_or_404(SignIn, sign_in_id)
    if found.account_id != myself().id:
        abort(404)
    with unit_of_work():
        sign_ins.end(found, by=myself())
    flash("那一处登录已退出")
    return redirect(url_for(".where"), 303)


@bp.post("/sign-ins/others")
@requires()
def end_others() -> ResponseReturnValue:
    with unit_of_work():
        accounts.sign_out_elsewhere(myself(), here=session["token"])
    flash("其他登录都已退出，只保留这一处")
    return redirect(url_for(".where"), 303)


@bp.post("/everywhere")
@requires()
def sign_out_everywhere() -> ResponseReturnValue:
    with unit_of_work():
        accounts.sign_out_everywhere(myself(), by=myself())
    logout_user()
    flash("已在所有设备上退出，请重新登录")
    return redirect(url_for(".sign_in"), 303)


@bp.post("/appearance")
@public
def appearance() -> ResponseReturnValue:
    """Switch large type or high contrast on or off; kept in a cookie for a year."""
    looks = set(request.cookies.get("appearance", "").split()) & set(_LOOKS)
    looks ^= {request.form.get("toggle", "")} & set(_LOOKS)
    back = request.form.get("back", "/")
    answer = redirect(back if _is_ours(back) else "/", 303)
    answer.set_cookie("appearance", " ".join(sorted(looks)), max_age=_A_YEAR, samesite="Strict")
    return answer
