"""备份的数据 · every table as lines of JSON, the same from SQLite and PostgreSQL, so that a backup
of either is restored into either. The tables are found by asking the database, not the program: an
older backup has the tables of its own time.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from zipfile import ZipFile

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    ForeignKeyConstraint,
    MetaData,
    Table,
    Text,
    cast,
    func,
    select,
)
from sqlalchemy.schema import AddConstraint, DropConstraint
from sqlalchemy.types import UserDefinedType

from models.backups.container import Sheaf
from models.errors import Refusal

VERSION_TABLE = "alembic_version"
_ROWS_AT_ONCE = 1000
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _Written(UserDefinedType[str]):
    """A column of JSON, its text taken over letter by letter."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSON"


def tables_of(connection: Connection) -> list[Table]:
    """What the database holds, but for the note of its version."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.tables.values() if table.name != VERSION_TABLE]


def copy_out(connection: Connection, sheaf: Sheaf) -> dict[str, Any]:
    """Every row of every table, as they stand in the one transaction of ``connection``; per table
    its columns and how many rows it has."""
    about = {}
    for table in tables_of(connection):
        counted = _Counted(_lines(connection, table))
        sheaf.add(name_of(table), counted)
        about[table.name] = {"columns": [each.name for each in table.columns], "rows": counted.rows}
    return about


def copy_in(connection: Connection, packed: ZipFile, about: Mapping[str, Any]) -> None:
    """Put every row where it stood. The tables are those of the backup's own time; what their
    making put into them goes first."""
    tables = tables_of(connection)
    if {table.name for table in tables} != about.keys():
        raise Refusal("备份里的数据表与它所写的版本不符，不能恢复，请改用另一份")
    keys = [key for table in tables for key in table.foreign_key_constraints]
    with _without(connection, keys):
        for table in tables:
            connection.execute(table.delete())
            _fill(connection, table, packed, about[table.name]["columns"])
    for table in tables:
        _number_on(connection, table)


def name_of(table: Table) -> str:
    return f"tables/{table.name}.jsonl"


class _Counted:
    """Lines, counted as they go by."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.rows = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.rows += 1
            yield line


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    columns = [_as_text(column) for column in table.columns]
    query = select(*columns).order_by(*table.primary_key.columns)
    for row in connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE)):
        yield f"{_write([_plain(value) for value in row])}\n".encode()


def _as_text(column: Column[Any]) -> Any:
    return cast(column, Text) if isinstance(column.type, JSON) else column


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _fill(connection: Connection, table: Table, packed: ZipFile, columns: Sequence[str]) -> None:
    for column in table.columns:
        if isinstance(column.type, JSON):
            column.type = _Written()
    read = [_reader(table.columns[name], connection) for name in columns]
    with packed.open(name_of(table)) as lines:
        rows = (
            {name: take(value) for name, take, value in zip(columns, read, line, strict=True)}
            for line in map(json.loads, lines)
        )
        for batch in _batches(rows):
            connection.execute(table.insert(), batch)


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rows = iter(rows)
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        yield batch


def _reader(column: Column[Any], connection: Connection) -> Any:
    """How a value is read for this column. SQLite keeps moments in UTC without saying so."""
    if isinstance(column.type, DateTime):
        is_told = connection.dialect.name != "sqlite"
        return lambda text: text and _moment(text, is_told)
    if isinstance(column.type, Date):
        return lambda text: text and date.fromisoformat(text)
    return lambda value: value


def _moment(text: str, is_told: bool) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if is_told else moment.replace(tzinfo=None)


@contextmanager
def _without(connection: Connection, keys: Sequence[ForeignKeyConstraint]) -> Iterator[None]:
    """The references between tables taken away inside, and put back, which proves every row. SQLite
    does not watch them unless it is asked to, and is asked at the end."""
    watches = connection.dialect.name != "sqlite"
    for each in keys if watches else ():
        connection.execute(DropConstraint(each))
    yield
    for each in keys if watches else ():
        connection.execute(AddConstraint(each))
    if not watches and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Refusal("备份里的数据互相对不上，不能恢复，请改用另一份")


def _number_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL number new rows after those that are there."""
    for column in table.primary_key.columns:
        if "nextval" in str(getattr(column.server_default, "arg", "")):
            last = connection.scalar(select(func.max(column)))
            counter = func.pg_get_serial_sequence(table.name, column.name)
            if last:
                connection.execute(select(func.setval(counter, last)))
