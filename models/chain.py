"""链式台账 · every register row carries SM3 over the row before it and itself.

Whoever keeps one digest on paper can prove later whether any earlier row was edited, removed,
inserted or moved.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import new
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Event, RegisterHead

START = "0" * 64
_COLUMNS = (
    "number", "at", "kind", "label", "account_id", "actor_name", "post", "address",
    "article", "matter", "subject", "facts",
)  # fmt: skip


def digest_of(previous: str, row: dict[str, Any]) -> str:
    """Hex SM3 of the previous digest and the canonical JSON of the row's own columns."""
    content = {name: row[name] for name in _COLUMNS} | {"at": row["at"].isoformat()}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return new("sm3", previous.encode() + text.encode()).hexdigest()


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
        event.digest = digest_of(head.digest, {name: getattr(event, name) for name in _COLUMNS})
        head.number, head.digest = event.number, event.digest
    session.add_all(events)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``faults``: a sentence for each row that is not as it was written; empty when whole."""

    rows: int
    digest: str
    faults: tuple[str, ...]


def verify(session: Session) -> Verdict:
    """Walk the register from its first row and name each that was edited, removed or inserted."""
    columns = [getattr(Event, name) for name in (*_COLUMNS, "previous", "digest")]
    rows = session.execute(select(*columns).order_by(Event.number)).mappings()
    count, last, faults = _walk(dict(row) for row in rows)
    head = session.scalars(select(RegisterHead)).one()
    if (head.number, head.digest) != (count, last):
        faults.append(f"末行与链头不符：链头记为第{head.number}行，台账止于第{count}行")
    return Verdict(count, last, tuple(faults))


def _walk(rows: Iterable[dict[str, Any]]) -> tuple[int, str, list[str]]:
    number, previous, faults = 0, START, []
    for row in rows:
        if row["number"] != number + 1:
            faults.append(f"第{number + 1}行至第{row['number'] - 1}行缺失")
        elif row["previous"] != previous:
            faults.append(f"第{row['number']}行与前一行不相接")
        if row["digest"] != digest_of(row["previous"], row):
            faults.append(f"第{row['number']}行内容被改动（{row['label']}）")
        number, previous = row["number"], row["digest"]
    return number, previous, faults
