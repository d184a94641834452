"""审签身份 · whoever signs types the password again: it opens their pen for this request alone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, g
from wtforms import PasswordField

from blueprints.access import me, myself
from models import pens
from models.db import refusals_counted, unit_of_work
from models.errors import Refusal
from models.operations import accounts, authenticators, signing_keys
from models.pens import Pen
from models.tables import Account

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class SigningField(PasswordField):
    """登录密码 under what is signed; beside it the code of whoever has switched codes on."""

    code = ""

    @property
    def asks_code(self) -> bool:
        return bool(g.asks_code)

    def process(self, formdata: Any, *given: Any, **named: Any) -> None:
        super().process(formdata, *given, **named)
        self.code = formdata.get(f"{self.name}_code", "") if formdata else ""


def confirm_identity(proof: SigningField) -> None:
    """Take up my pen, or refuse unless ``proof`` holds my own password, and my code where I am
    asked for one; wrong ones count towards the lock. Call it before the unit of work of the
    signature. Whoever has no key yet is given one now."""
    account, password = me().account, proof.data or ""
    if signing_keys.key_of(account):
        pen = signing_keys.unlocked(account, password)
        _judge(account, proof, is_right=pen is not None, undone="未签署")
    else:
        is_right = accounts.password_matches(account, password)
        _judge(account, proof, is_right=is_right, undone="未签署")
        pen = _first_pen(account, password)
    if pen:
        pens.take_up(pen)


def confirm_presence(proof: SigningField) -> None:
    """The same for what is not signed: that it is I who sits here."""
    account = myself()
    is_right = accounts.password_matches(account, proof.data or "")
    _judge(account, proof, is_right=is_right, undone="没有办理")


def _judge(account: Account, proof: SigningField, *, is_right: bool, undone: str) -> None:
    accounts.refuse_locked(account, field=proof.name)
    if is_right and not account.failures and not g.asks_code:
        return
    with refusals_counted():
        if not is_right:
            accounts.count_failure(account)
            raise Refusal(f"密码不正确，{undone}；请重新输入登录密码", field=proof.name)
        if g.asks_code:
            authenticators.admit_code(account, proof.code, field=proof.name)
        accounts.forget_failures(account)


def _first_pen(account: Account, password: str) -> Pen:
    lock = signing_keys.lock_of(password)  # a tenth of a second, for which nobody else shall wait
    with unit_of_work():
        return signing_keys.make_key(account, lock)


def init_app(app: Flask) -> None:
    """No pen outlives the request for which it was unlocked."""
    app.wsgi_app = _each_in_own_hands(app.wsgi_app)  # type: ignore[assignment, method-assign]


def _each_in_own_hands(inner: "WSGIApplication") -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        with pens.own_hands():
            return inner(environ, start)

    return answer
