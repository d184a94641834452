"""聘书 · one row a certificate, as it was printed; what became of it stands beside."""

import secrets
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.rules import article_06_certificate as art6
from models.tables.account import Account
from models.tables.base import Base, InWorkflow, key, line, text
from models.tables.expert import Expert
from models.vocabulary import Grade, RevocationGround, Validity
from models.workflows.certificate import CERTIFICATE, State


def new_code() -> str:
    """What the QR on the paper carries: nobody guesses the code of another certificate."""
    return secrets.token_hex(12)


class Certificate(InWorkflow[State], Base):
    """Name, employer, grade and specialties as of the day of issue. ``former_number``: what the
    expert was listed under before, on a paper of older days. ``reason``: for the file; the public
    is told the ``ground`` of a revocation only."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("valid_from <= valid_until", name="ordered"),
    )
    workflow: ClassVar = CERTIFICATE

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int]
    serial: Mapped[int]
    code: Mapped[line] = mapped_column(unique=True, default=new_code)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[line]
    employer: Mapped[line]
    grade: Mapped[Grade]
    specialties: Mapped[list[Any]]  # names, the primary one first
    issued_on: Mapped[date]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    document: Mapped[line]  # 第六条第四项 the document it is issued by
    former_number: Mapped[line]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    ended_on: Mapped[date | None]
    ground: Mapped[RevocationGround | None]
    reason: Mapped[text]
    _state: Mapped[State] = mapped_column("state", default=State.IN_FORCE, index=True)

    expert: Mapped[Expert] = relationship()
    issuer: Mapped[Account] = relationship()
    replaces: Mapped["Certificate | None"] = relationship(
        remote_side="Certificate.id", back_populates="replaced_by"
    )
    replaced_by: Mapped["Certificate | None"] = relationship(back_populates="replaces")

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return art6.number(self.year, self.serial)

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.issuer_id})

    def validity(self, on: date) -> Validity:
        """What to tell whoever asks on that day."""
        if self._state is State.IN_FORCE:
            return art6.validity(self.valid_from, self.valid_until, on)
        return Validity(self._state.value)
