"""专家 · all that Annexes 2 and 3 hold of a person, and what bears on their use."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.sealed import Sealed
from models.tables.account import Account, Section
from models.tables.base import Base, instant, key, line, sm3_hex, text
from models.tables.unit import Unit
from models.vocabulary import Employment, Grade, InterestKind, Sex, Standing

if TYPE_CHECKING:
    from models.tables.dismissal import Dismissal
    from models.tables.expert_wish import ExpertWish

NUMBERS = "numbers"


class Expert(Base):
    """The numbers that identify or reach a person stay sealed until they are asked for; a query
    that will show them says ``undefer_group(NUMBERS)``."""

    __tablename__ = "expert"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    code: Mapped[line] = mapped_column(unique=True)  # ZZ0001
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)
    name: Mapped[line] = mapped_column(index=True)
    name_key: Mapped[line] = mapped_column(index=True)  # zhanglijuan, to sort and to search by
    name_initials: Mapped[line] = mapped_column(index=True)
    sex: Mapped[Sex]
    birth_date: Mapped[date]
    id_number: Mapped[str] = mapped_column(
        Sealed("expert.id_number"), deferred=True, deferred_group=NUMBERS
    )
    id_number_lookup: Mapped[sm3_hex] = mapped_column(unique=True)
    mobile: Mapped[str] = mapped_column(
        Sealed("expert.mobile"), deferred=True, deferred_group=NUMBERS
    )
    home_phone: Mapped[str | None] = mapped_column(
        Sealed("expert.home_phone"), deferred=True, deferred_group=NUMBERS
    )
    work_phone: Mapped[line]
    email: Mapped[line]
    unit_phone: Mapped[line]
    fax: Mapped[line]
    postcode: Mapped[line]
    employment: Mapped[Employment] = mapped_column(default=Employment.SERVING)
    employment_note: Mapped[line]  # 在岗情况“其他”
    employer_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    department: Mapped[line]
    title: Mapped[line]  # 职务（职称）
    school: Mapped[line]
    degree: Mapped[line]
    major: Mapped[line]
    qualification: Mapped[line]
    field: Mapped[line]  # 现从事专业
    years: Mapped[int | None]
    resume: Mapped[text]
    publications: Mapped[text]
    awards: Mapped[text]
    achievements: Mapped[text]
    grade: Mapped[Grade] = mapped_column(index=True)
    standing: Mapped[Standing] = mapped_column(default=Standing.ACTIVE, index=True)
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    age_relaxation: Mapped[text]  # 第五条第六项 the ground, where the limit was relaxed
    certificate_no: Mapped[str | None] = mapped_column(unique=True)
    appointed_from: Mapped[date | None]
    appointed_until: Mapped[date | None]
    created_at: Mapped[instant]

    account: Mapped[Account | None] = relationship()
    recommended_by: Mapped[Section | None] = relationship()  # 推荐股室, which reviews (Art. 7(2))
    employer: Mapped[Unit] = relationship(lazy="joined")
    specialties: Mapped[list["ExpertSpecialty"]] = relationship(
        order_by="ExpertSpecialty.rank", cascade="all, delete-orphan"
    )
    former_employments: Mapped[list["FormerEmployment"]] = relationship(
        cascade="all, delete-orphan"
    )
    interests: Mapped[list["Interest"]] = relationship(cascade="all, delete-orphan")
    absences: Mapped[list["Absence"]] = relationship(
        order_by="Absence.first_day", cascade="all, delete-orphan"
    )
    wish: Mapped["ExpertWish | None"] = relationship(back_populates="expert")
    dismissals: Mapped[list["Dismissal"]] = relationship(
        order_by="Dismissal.id", back_populates="expert"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def owner_account_id(self) -> int | None:
        return self.account_id

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def specialty_codes(self) -> tuple[str, ...]:
        return tuple(specialty.code for specialty in self.specialties)

    @property
    def masked_id_number(self) -> str:
        return f"{self.id_number[:3]}{'*' * 11}{self.id_number[-4:]}"

    @property
    def masked_mobile(self) -> str:
        return f"{self.mobile[:3]}****{self.mobile[-4:]}"


class HasExpert(Protocol):
    @property
    def expert(self) -> Expert: ...


class OfExpert:
    """What an expert's own matters take from the expert: by whom they are reached as one's own.
    Nobody else has a hand in them beforehand."""

    @property
    def owner_account_id(self: HasExpert) -> int | None:
        return self.expert.account_id

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()


class ExpertSpecialty(Base):
    """1 primary (rank 1) and up to 2 secondary specialties, by code and by the name of the day."""

    __tablename__ = "expert_specialty"
    __table_args__ = (
        UniqueConstraint("expert_id", "code"),
        UniqueConstraint("expert_id", "rank"),
        CheckConstraint("rank BETWEEN 1 AND 3", name="at_most_three"),
    )

    id: Mapped[key]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    rank: Mapped[int]
    code: Mapped[line] = mapped_column(index=True)
    name: Mapped[line]


class FormerEmployment(Base):
    """An employer left; within three years it still recuses."""

    __tablename__ = "former_employment"

    id: Mapped[key]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    left_on: Mapped[date]

    unit: Mapped[Unit] = relationship(lazy="joined")


class Interest(Base):
    """A declared interest in a unit or relation to it (Art. 9(6))."""

    __tablename__ = "interest"

    id: Mapped[key]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[InterestKind]
    note: Mapped[text]

    unit: Mapped[Unit] = relationship(lazy="joined")


class Absence(Base):
    """Days on which the expert said beforehand that they cannot come; both ends included."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="ordered"),)

    id: Mapped[key]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    note: Mapped[line]
