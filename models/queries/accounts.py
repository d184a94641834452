"""账号 · people who sign in, as an administrator looks for them."""

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import selectinload

from models import clock
from models.tables import Account
from models.vocabulary import Term


class Condition(Term):
    """What a list of accounts is narrowed to."""

    ENABLED = "enabled", "已启用"
    DISABLED = "disabled", "已停用"
    LOCKED = "locked", "已锁定"
    WITHOUT_POST = "without_post", "没有岗位"


def listed(words: str, condition: str) -> Select[Account]:
    """Accounts by login or name; an empty ``words`` or ``condition`` narrows nothing."""
    narrowed: dict[str, ColumnElement[bool]] = {
        Condition.ENABLED: Account.is_enabled.is_(True),
        Condition.DISABLED: Account.is_enabled.is_(False),
        Condition.LOCKED: Account.locked_until > clock.now(),
        Condition.WITHOUT_POST: ~Account.holdings.any(),
    }
    return (
        select(Account)
        .where(_named(words.strip()), narrowed.get(condition, true()))
        .options(selectinload(Account.holdings))
        .order_by(Account.login)
    )


def _named(words: str) -> ColumnElement[bool]:
    return or_(
        Account.login.startswith(words.lower(), autoescape=True),
        Account.name.contains(words, autoescape=True),
    )
