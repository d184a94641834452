"""审签身份 · whoever signs types the password again; wrong ones count towards the lock."""

from blueprints.access import me
from models.db import unit_of_work
from models.errors import Refusal
from models.operations import accounts


def confirm_identity(password: str) -> None:
    """Refuse unless ``password`` is my own. Call it before the unit of work of the signature."""
    account = me().account
    is_right = accounts.password_matches(account, password)
    accounts.refuse_locked(account, field="password")
    if is_right and not account.failures:
        return
    with unit_of_work():
        (accounts.forget_failures if is_right else accounts.count_failure)(account)
    if not is_right:
        raise Refusal("密码不正确，未签署；请重新输入登录密码", field="password")
