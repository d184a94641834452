"""审签身份 · whoever signs types the password again: it opens their pen for this request alone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from blueprints.access import me
from models import pens
from models.db import unit_of_work
from models.errors import Refusal
from models.operations import accounts, signing_keys
from models.pens import Pen
from models.tables import Account

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def confirm_identity(password: str) -> None:
    """Take up my pen, or refuse unless ``password`` is my own; wrong ones count towards the lock.
    Call it before the unit of work of the signature. Whoever has no key yet is given one now."""
    account = me().account
    if signing_keys.key_of(account):
        pen = signing_keys.unlocked(account, password)
        _judge(account, is_right=pen is not None)
    else:
        _judge(account, is_right=accounts.password_matches(account, password))
        pen = _first_pen(account, password)
    if pen:
        pens.take_up(pen)


def _judge(account: Account, *, is_right: bool) -> None:
    accounts.refuse_locked(account, field="password")
    if is_right and not account.failures:
        return
    with unit_of_work():
        (accounts.forget_failures if is_right else accounts.count_failure)(account)
    if not is_right:
        raise Refusal("密码不正确，未签署；请重新输入登录密码", field="password")


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
