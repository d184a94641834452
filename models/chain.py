"""链式台账 · every register row carries SM3 over the row before it and itself.

Whoever keeps one digest on paper can prove later whether any earlier row was edited, removed,
inserted or moved.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import new
from typing import Any

from sqlalchemy import DateTime, String, Text, select, type_coerce
from sqlalchemy.orm import Session

from models.tables import Event, RegisterHead

START = "0" * 64
_ROWS_AT_ONCE = 2000
_MOST_LOOKED_AT = 50  # rows held against each other's numbers
_row = Event.__table__.c
# A walk reads plain values: the code of a post, the facts as they are written. Making objects of
# a hundred thousand rows first takes longer than to prove them.
_WALKED = (
    _row.previous, _row.digest, _row.facts.cast(Text),
    _row.number, type_coerce(_row.at, DateTime(timezone=True)), _row.kind, _row.label,
    _row.account_id, _row.actor_name, type_coerce(_row.post, String), _row.address, _row.article,
    _row.matter, _row.subject,
)  # fmt: skip
_EXPORTED = (
    "previous", "digest", "facts", "number", "at", "kind", "label", "account", "name", "post",
    "address", "article", "matter", "subject",
)  # fmt: skip
_read = json.JSONDecoder().raw_decode
_canonical = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    check_circular=False,  # what comes out of a row cannot hold itself: half the time is saved
).encode


def digest_of(previous: str, own: Sequence[Any]) -> str:
    """Hex SM3 of the previous digest and the row's own columns, in their order, as a canonical
    JSON array; the moment in ISO 8601, UTC."""
    number, at, *rest = own
    text = _canonical([number, _in_utc(at), *rest])
    return new("sm3", f"{previous}{text}".encode()).hexdigest()


def _in_utc(at: datetime) -> str:
    """A database that forgets time zones keeps UTC."""
    return at.astimezone(UTC).isoformat() if at.tzinfo else f"{at.isoformat()}+00:00"


def head_of(session: Session) -> RegisterHead:
    """The head of the register, locked until the transaction ends."""
    return session.scalars(select(RegisterHead).with_for_update()).one()


def append(session: Session, events: Sequence[Event]) -> None:
    """Chain ``events`` to the register, last of all in their transaction.

    The head is locked until that transaction ends, so that rows are chained in the order in which
    they become visible.
    """
    head = head_of(session)
    for event in events:
        event.number, event.previous = head.number + 1, head.digest
        event.digest = digest_of(head.digest, _own_of(event))
        head.number, head.digest = event.number, event.digest
    session.add_all(events)


def _own_of(event: Event) -> tuple[Any, ...]:
    return (
        event.number, event.at, event.kind, event.label, event.account_id, event.actor_name,
        event.post, event.address, event.article, event.matter, event.subject, event.facts,
    )  # fmt: skip


def exported(session: Session) -> Iterator[str]:
    """Every row as a line of canonical JSON, under the names that ``script/verify_register.py``
    knows; with them anybody computes the digests again."""
    for previous, digest, facts, number, at, *rest in _rows(session):
        values = (previous, digest, _read(facts)[0], number, _in_utc(at), *rest)
        yield _canonical(dict(zip(_EXPORTED, values, strict=True)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """``faults``: a sentence for each row that is not as it was written; empty when whole."""

    rows: int
    digest: str
    faults: tuple[str, ...]


def verify(session: Session) -> Verdict:
    """Walk the register from its first row and name each that was edited, removed or inserted."""
    count, last, faults = _walk(_rows(session))
    head = session.scalars(select(RegisterHead)).one()
    if (head.number, head.digest) != (count, last):
        faults.append(f"末行与链头不符：链头记为第{head.number}行，台账止于第{count}行")
    return Verdict(count, last, tuple(faults))


def _rows(session: Session) -> Iterable[Sequence[Any]]:
    query = select(*_WALKED).order_by(_row.number)
    return session.connection().execute(query.execution_options(yield_per=_ROWS_AT_ONCE))


def _walk(rows: Iterable[Sequence[Any]]) -> tuple[int, str, list[str]]:
    last, head, faults = 0, START, []
    altered: list[tuple[str, str, list[Any], str]] = []
    for previous, digest, facts, *own in rows:
        number, label = own[0], own[3]
        if number != last + 1:
            faults.append(f"第{last + 1}行至第{number - 1}行缺失")
        elif previous != head:
            faults.append(f"第{number}行与前一行不相接")
        if not _is_as_written(digest, previous, own, facts):
            faults.append(f"第{number}行内容被改动（{label}）")
            altered.append((digest, previous, own, facts))
        last, head = number, digest
    return last, head, faults + _moved(altered[:_MOST_LOOKED_AT])


def _moved(altered: Sequence[tuple[str, str, list[Any], str]]) -> list[str]:
    """Of rows that are not as they were written, those that were under another's number."""
    numbers = [own[0] for _, _, own, _ in altered]
    return [
        f"第{own[0]}行原是第{number}行，两行被调换"
        for digest, previous, own, facts in altered
        for number in numbers
        if number != own[0] and _is_as_written(digest, previous, [number, *own[1:]], facts)
    ]


def _is_as_written(digest: str, previous: str, own: Sequence[Any], facts: str) -> bool:
    try:
        told, end = _read(facts)
    except ValueError:
        return False
    return end == len(facts) and digest == digest_of(previous, [*own, told])
