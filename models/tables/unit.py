"""单位 · employers of experts and objects of tasks: one record each, so that recusal is a fact."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, key, line


class Unit(Base):
    """``parent``: the group it belongs to; units of one group recuse each other's people."""

    __tablename__ = "unit"

    id: Mapped[key]
    name: Mapped[line] = mapped_column(unique=True)
    credit_code: Mapped[str | None] = mapped_column(unique=True)  # GB 32100
    town: Mapped[line]
    address: Mapped[line]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)

    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id")
