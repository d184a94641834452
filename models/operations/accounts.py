"""账号 · opening them, signing in and out, locking, and who holds which post."""

import re
import secrets
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, select

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.delegations import lapse
from models.operations.hashing import NOBODYS, hashed, matches
from models.operations.integrity_bars import screen_newcomer
from models.operations.register import register
from models.operations.sign_ins import end_all
from models.operations.signing_keys import is_signer, lock_anew
from models.queries.authenticators import asks
from models.queries.delegations import accepted_posts
from models.queries.parameters import value_of
from models.rules import passwords
from models.settings import PASSWORD_DAYS, PASSWORD_MEMORY
from models.tables import Account, Expert, Holding, PastPassword, Section, Unit
from models.vocabulary import Post, Standing

_LOGIN = re.compile(r"[a-z0-9][a-z0-9_.-]{1,31}")
_LONGEST_NAME = 30
_FAILURES_ALLOWED = 5
_LOCKED_FOR = timedelta(minutes=5)
_WRONG = "用户名或密码不正确；连续5次输错将锁定5分钟"


def of_login(login: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.login == login.strip().lower()))


def password_matches(account: Account | None, password: str) -> bool:
    """Whether it is the account's own; for nobody's it takes as long. Ask before the unit of work:
    it takes a tenth of a second, and nobody should wait for it."""
    return matches(account.password_hash if account else NOBODYS, password)


def admit(account: Account | None, is_right: bool) -> Account:
    """Let ``account`` in. Refused in one voice for an unknown name, a wrong password and a disabled
    account; a locked one says until when. The caller commits, refused or not: failures are
    counted, and not forgotten before a code has been asked for that is wanted as well."""
    if account is None or not account.is_enabled:
        raise Refusal(_WRONG)
    refuse_locked(account)
    if not is_right:
        count_failure(account)
        raise Refusal(_WRONG)
    if not asks(db.session(), account.id):
        forget_failures(account)
    _insist_on_fresh_password(account)
    return account


def refuse_locked(account: Account, field: str | None = None) -> None:
    if account.is_locked and account.locked_until:
        raise Refusal(
            f"账号已锁定，请在{clock.local(account.locked_until):%H:%M}之后再试，或请安全管理员解锁",
            field=field,
        )


def count_failure(account: Account) -> None:
    """One more wrong password, at the door or under a paper; the fifth in a row locks."""
    account.failures += 1
    if account.failures >= _FAILURES_ALLOWED:
        account.failures, account.locked_until = 0, clock.now() + _LOCKED_FOR
        register("account:lock", "连续输错密码，账号锁定", by=None, subject=account)


def forget_failures(account: Account) -> None:
    account.failures, account.locked_until = 0, None


def _insist_on_fresh_password(account: Account) -> None:
    age = clock.now() - account.password_changed_at
    if age > timedelta(days=value_of(db.session(), PASSWORD_DAYS)):
        account.must_change_password = True


def record_sign_in(account: Account) -> None:
    register("account:sign_in", "登录", by=account, subject=account)


def change_password(account: Account, old: str, new: str, *, here: str = "") -> None:
    """Set a new password by one's own hand; the account is signed out everywhere but in the browser
    with the token ``here``."""
    if not password_matches(account, old):
        raise Refusal("原密码不正确", field="old")
    if old == new:
        raise Refusal("新密码不能与原密码相同", field="new")
    passwords.check(new, account.login, account.name)
    _refuse_used_before(account, new)
    db.session.add(PastPassword(account_id=account.id, password_hash=account.password_hash))
    account.password_hash = hashed(new)
    account.password_changed_at, account.must_change_password = clock.now(), False
    lock_anew(account, old, new)
    end_all(account, besides=here)
    register("account:change_password", "修改密码", by=account, subject=account)


def _refuse_used_before(account: Account, new: str) -> None:
    remembered = value_of(db.session(), PASSWORD_MEMORY)
    query = (
        select(PastPassword.password_hash)
        .where(PastPassword.account_id == account.id)
        .order_by(PastPassword.id.desc())
        .limit(remembered)
    )
    if any(matches(past, new) for past in db.session.scalars(query)):
        raise Refusal(f"最近{remembered}个用过的密码不能再用，请换一个", field="new")


def open_account(login: str, name: str, *, by: Holding | None) -> tuple[Account, str]:
    """A new account and its one-time password, which must be changed at the first sign-in."""
    password = one_time_password()
    return enter_account(login, name, hashed(password), by=by), password


def enter_account(login: str, name: str, password_hash: str, *, by: Holding | None) -> Account:
    """A new account with a password that was hashed before: many may share one in a rehearsal."""
    login, name = login.strip().lower(), name.strip()
    _check_login(login)
    if not 0 < len(name) <= _LONGEST_NAME:
        raise Refusal(f"姓名应为1至{_LONGEST_NAME}个字", field="name")
    account = Account(login=login, name=name, password_hash=password_hash)
    db.session.add(account)
    register("account:open", "开立账号", by=by, subject=account, login=login, name=name)
    return account


def _check_login(login: str) -> None:
    if not _LOGIN.fullmatch(login):
        raise Refusal("用户名应为2至32位字母、数字或 _ . -，以字母或数字开头", field="login")
    if db.session.scalar(select(Account.id).where(Account.login == login)):
        raise Refusal(f"用户名“{login}”已被使用，请换一个", field="login")


def one_time_password() -> str:
    """Twelve letters and digits that cannot be misread aloud, from three classes."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    body = "".join(secrets.choice(letters) for _ in range(8))
    return f"{secrets.choice('ABCDEFGHJKMNPQRSTUVWXYZ')}{body}{secrets.randbelow(900) + 100}"


def reset_password(account: Account, *, by: Holding) -> str:
    """A new one-time password for someone who forgot theirs; all their sessions end. Refused for
    whoever signs: with it one administrator could sign in another's name."""
    if is_signer(account):
        raise Refusal(
            f"{account.name}审签文稿，重置密码须先申请，由安全管理员确认后办理", article=11
        )
    return replace_password(account, by=by)


def replace_password(account: Account, *, by: Holding) -> str:
    """The same for anybody, once everything it takes has been done."""
    password = one_time_password()
    account.password_hash, account.must_change_password = hashed(password), True
    end_all(account)
    register("account:reset_password", "重置密码", by=by, subject=account, name=account.name)
    return password


def enable(account: Account, is_enabled: bool, *, by: Holding) -> None:
    """Switch an account on or off; off, its sessions end at once."""
    if account.id == by.account_id:
        raise Refusal("不能停用自己的账号，请由另一名系统管理员办理")
    if not is_enabled:
        _keep_one_administrator(account)
    account.is_enabled = is_enabled
    if not is_enabled:
        end_all(account)
    label = "启用账号" if is_enabled else "停用账号"
    register("account:enable", label, by=by, subject=account, name=account.name)


def _keep_one_administrator(account: Account) -> None:
    """An office whose last administrator of a kind is gone can never appoint another."""
    for post in {held.post for held in account.holdings} & policy.ADMINISTRATORS:
        able = (
            select(func.count())
            .select_from(Holding)
            .join(Holding.account)
            .where(Holding.post == post, Account.is_enabled, Account.id != account.id)
        )
        if not db.session.scalar(able):
            raise Refusal(f"{account.name}是唯一可用的{post.label}，请先另设一名再办理")


def unlock(account: Account, *, by: Holding) -> None:
    """Let someone who was locked out try again at once."""
    if not account.is_locked and not account.failures:
        raise Refusal(f"{account.name}的账号没有锁定，不必解锁")
    account.failures, account.locked_until = 0, None
    register("account:unlock", "解锁账号", by=by, subject=account, name=account.name)


def sign_out_everywhere(account: Account, *, by: Holding | Account) -> None:
    """End every session of the account, on whatever machine."""
    end_all(account)
    register("account:sign_out", "退出全部登录", by=by, subject=account, name=account.name)


def sign_out_elsewhere(account: Account, *, here: str) -> None:
    """End every session of the account but the one with the token ``here``."""
    end_all(account, besides=here)
    register("account:sign_out", "退出其他登录", by=account, subject=account, name=account.name)


def assign_post(
    account: Account,
    post: Post,
    sections: Iterable[Section],
    *,
    by: Holding | None,
    unit: Unit | None = None,
) -> Holding:
    """Give ``account`` a post (or other sections, or another unit, in it). Refused where one person
    would hold what must be kept apart, and where a post of sections, or of a unit, is given
    none."""
    sections = list(sections)
    lent = accepted_posts(db.session(), account.id) if account.id else set()
    policy.check_posts(frozenset({*(held.post for held in account.holdings), *lent, post}))
    if post in policy.POSTS_OF_SECTIONS and not sections:
        raise Refusal(f"{post.label}须选择所在或分管的股室", field="sections")
    if post in {Post.SECTION, Post.SECTION_HEAD} and len(sections) > 1:
        raise Refusal(f"{post.label}只能属于一个股室", field="sections")
    if post is Post.UNIT and unit is None:
        raise Refusal(f"{post.label}须填写所代表的单位", field="unit")
    holding = next((held for held in account.holdings if held.post is post), None)
    if holding is None:
        holding = Holding(post=post)
        account.holdings.append(holding)
    holding.sections = sections if post in policy.POSTS_OF_SECTIONS else []
    holding.unit = unit if post is Post.UNIT else None
    register(
        "post:assign", f"分配岗位：{post.label}", by=by, subject=account,
        name=account.name, sections=[section.name for section in holding.sections],
        unit=holding.unit.name if holding.unit else "",
    )  # fmt: skip
    if post is Post.SUPERVISOR:
        screen_newcomer(account)
    return holding


def link_expert(account: Account, code: str, *, by: Holding) -> None:
    """Say whose row of the roster ``account`` is. Refused for another name, and where either is
    linked already: the tasks of one expert must never open to another."""
    expert = db.session.scalar(select(Expert).where(Expert.code == code.strip().upper()))
    if expert is None or expert.standing is Standing.OFF_ROSTER:
        raise Refusal("名册上没有这个编号的专家，请核对，如 ZZ0001", field="expert_code")
    if expert.name != account.name:
        raise Refusal(f"{expert.code}的姓名与账号姓名不一致，请核对编号", field="expert_code")
    if expert.account_id not in {None, account.id}:
        raise Refusal(f"{expert.code}已经有账号，不能再对应另一个", field="expert_code")
    expert.account_id = account.id
    register("expert:link", "对应账号", by=by, subject=expert, account=account.id)


def limit_to_history(account: Account, is_limited: bool, *, by: Holding) -> None:
    """Whoever is an expert no longer goes on reading their own history, and does nothing else
    (Art. 18); an expert who comes back is one again."""
    posts = (Post.EXPERT, Post.FORMER_EXPERT)
    former, present = posts if is_limited else posts[::-1]
    for holding in account.holdings:
        if holding.post is former:
            holding.post = present
            register(
                "post:assign", f"变更岗位：{present.label}", by=by, subject=account,
                name=account.name,
            )  # fmt: skip


def withdraw_post(holding: Holding, *, by: Holding) -> None:
    """End a post; whoever held it is signed out, so that nothing goes on in its name."""
    account = holding.account
    _keep_one_administrator(account)
    lapse(account, by=by)
    account.holdings.remove(holding)
    end_all(account)
    register(
        "post:withdraw", f"取消岗位：{holding.post.label}", by=by, subject=account,
        name=account.name,
    )  # fmt: skip
