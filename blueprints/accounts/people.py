"""账号 · opening one, a new password, on and off. What people work on is not to be seen here."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.accounts.blueprint import bp
from blueprints.accounts.forms import AccountForm, AccountQuery
from blueprints.pages import page, page_size, refusals_shown_on
from models.db import db, unit_of_work
from models.operations import accounts
from models.operations.signing_keys import is_signer
from models.queries.accounts import listed
from models.tables import Account
from models.vocabulary import Permission


@bp.get("/")
@requires(Permission.MANAGE_ACCOUNTS)
def index() -> ResponseReturnValue:
    query = AccountQuery(request.args)
    wanted = listed(query.words.data or "", query.condition.data or "")
    found = db.paginate(wanted, per_page=page_size())
    return page("accounts/index.html", "accounts", query=query, accounts=found)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def new() -> ResponseReturnValue:
    """Open an account; the answer to the form is the one place that shows its first password."""
    form = AccountForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                account, password = accounts.open_account(form.login.data, form.name.data, by=me())
            return _shown_once(account, password)
    return page("accounts/new.html", "open", form=form)


@bp.get("/<int:account_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def show(account_id: int) -> ResponseReturnValue:
    account = _account(account_id)
    return page("accounts/show.html", "account", account=account, signs=is_signer(account))


@bp.post("/<int:account_id>/password")
@requires(Permission.MANAGE_ACCOUNTS)
def reset_password(account_id: int) -> ResponseReturnValue:
    account = _account(account_id)
    with unit_of_work():
        password = accounts.reset_password(account, by=me())
    return _shown_once(account, password)


@bp.post("/<int:account_id>/enable")
@requires(Permission.MANAGE_ACCOUNTS)
def enable(account_id: int) -> ResponseReturnValue:
    return _switch(account_id, is_enabled=True)


@bp.post("/<int:account_id>/disable")
@requires(Permission.MANAGE_ACCOUNTS)
def disable(account_id: int) -> ResponseReturnValue:
    return _switch(account_id, is_enabled=False)


@bp.post("/<int:account_id>/sign-out")
@requires(Permission.MANAGE_ACCOUNTS)
def sign_out(account_id: int) -> ResponseReturnValue:
    account = _account(account_id)
    with unit_of_work():
        accounts.sign_out_everywhere(account, by=me())
    flash(f"{account.name}已在所有设备上退出")
    return redirect(url_for(".show", account_id=account_id), 303)


def _switch(account_id: int, *, is_enabled: bool) -> ResponseReturnValue:
    account = _account(account_id)
    with unit_of_work():
        accounts.enable(account, is_enabled, by=me())
    flash(f"{account.name}的账号已{'启用' if is_enabled else '停用'}")
    return redirect(url_for(".show", account_id=account_id), 303)


def _account(account_id: int) -> Account:
    return load(Account, account_id, Permission.MANAGE_ACCOUNTS)


def _shown_once(account: Account, password: str) -> ResponseReturnValue:
    return page("accounts/password.html", "password", account=account, password=password)
