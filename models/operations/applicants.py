"""申报账号 · a person who applies by themselves opens an account of their own (Art. 6(1))."""

from models.errors import Refusal
from models.operations.accounts import enter_account
from models.operations.hashing import hashed
from models.operations.register import register
from models.rules import passwords
from models.rules.article_06_intake import ARTICLE
from models.tables import Account, Holding, IntakeCycle
from models.vocabulary import Post


def hashed_password(login: str, name: str, new: str, again: str) -> str:
    """The password as it is kept, once it was found good. Ask before the unit of work: hashing
    takes a tenth of a second, and nobody should wait for it."""
    passwords.check(new, login.strip(), name.strip())
    if new != again:
        raise Refusal("两次输入的密码不一样，请重新输入", field="again")
    return hashed(new)


def open_account(cycle: IntakeCycle, login: str, name: str, password_hash: str) -> Account:
    """An account with the applicant's post and no other, while the cycle takes applications."""
    if not cycle.takes_applications:
        raise Refusal(
            f"{cycle.title}的申报期是{cycle.window}，现在不能开立申报账号", article=ARTICLE
        )
    account = enter_account(login, name, password_hash, by=None)
    account.must_change_password = False  # it was chosen by the person, not given to them
    account.holdings.append(Holding(post=Post.APPLICANT))
    register(
        "post:assign", f"分配岗位：{Post.APPLICANT.label}", by=account, subject=account,
        article=ARTICLE, name=account.name,
    )  # fmt: skip
    return account
