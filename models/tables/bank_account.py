"""收款账号 · where an expert's remuneration is paid; the number sealed (Art. 20, PIPL Art. 51)."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.sealed import Sealed
from models.tables.account import Account
from models.tables.base import Base, instant, key, line, sm3_hex
from models.tables.expert import Expert, OfExpert


class BankAccount(OfExpert, Base):
    """One an expert. The whole number stays sealed until it is asked for; ``tail``: its last four
    digits, by which everybody else knows it; ``number_lookup`` finds it a second time."""

    __tablename__ = "bank_account"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), unique=True)
    number: Mapped[str] = mapped_column(Sealed("bank_account.number"), deferred=True)
    number_lookup: Mapped[sm3_hex] = mapped_column(unique=True)
    tail: Mapped[line]
    bank: Mapped[line]
    holder: Mapped[line]
    changed_at: Mapped[instant]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    expert: Mapped[Expert] = relationship()
    by: Mapped[Account] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def masked(self) -> str:
        return f"**** **** {self.tail}"
