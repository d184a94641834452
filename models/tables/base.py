"""The base class and the column types that every table shares."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

from models import clock
from models.vocabulary import Term


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC and always aware, on a database that forgets time zones as well."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


key = Annotated[int, mapped_column(primary_key=True)]
line = Annotated[str, mapped_column(String(120), default="")]
text = Annotated[str, mapped_column(Text, default="")]
sm3_hex = Annotated[str, mapped_column(String(64), default="")]
instant = Annotated[datetime, mapped_column(Instant, default=clock.now)]
fen = Annotated[int, mapped_column(BigInteger, default=0)]  # money is whole 分, never a float


def _codes(terms: type[Term]) -> list[str]:
    return [term.value for term in terms]


class Base(DeclarativeBase):
    # A registry, not the two class attributes: Flask-SQLAlchemy 3.1 copies the class and
    # SQLAlchemy refuses a copy that has both a registry and a type_annotation_map.
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            dict[str, Any]: JSON,
            list[Any]: JSON,
            datetime: Instant,
            date: Date,
            Term: Enum(Term, native_enum=False, length=32, values_callable=_codes),
        },
    )


S = TypeVar("S", bound=Term)


class InWorkflow(Generic[S]):
    """A row that a workflow moves, kept in its column ``_state``; and the file (卷) under which
    whatever happens to it is registered."""

    @property
    def state(self) -> S:
        return self._state

    @property
    def matter(self) -> str:
        return f"{self.__tablename__}:{self.id}"  # type: ignore[attr-defined]

    @property
    def track(self) -> tuple[Any, ...]:
        """The states it goes through when nothing turns it back."""
        return tuple(self.workflow.track)  # type: ignore[attr-defined]

    def enter(self, state: S) -> None:
        """For ``operations.steps.advance`` alone, which checks first and registers after."""
        self._state = state
        self._entered(state)

    def _entered(self, state: S) -> None:
        """What else changes with the state: a moment to note, a round to count."""
