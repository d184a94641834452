"""登录 · what the door keeps: who is signed in where, and passwords of before."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, instant, key, line, sm3_hex


class SignIn(Base):
    """One browser in which somebody is signed in. The row gone, the browser is signed out, whatever
    cookie it kept. ``token_hash``: SM3 of a token that only the cookie holds."""

    __tablename__ = "sign_in"

    id: Mapped[key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[sm3_hex] = mapped_column(unique=True)
    started_at: Mapped[instant]
    seen_at: Mapped[instant]
    browser: Mapped[line]
    address: Mapped[line]


class PastPassword(Base):
    """A password that somebody had before, by its hash: it is not to be taken again soon."""

    __tablename__ = "past_password"

    id: Mapped[key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    password_hash: Mapped[line]
