"""签后变动 · what stands in a signed document after each registered act.

Life goes on after a signature: an expert falls ill, a meeting ends. Each act that is registered
says what the signed documents of its matter read after it, so that a change made behind the
office's back is told apart from one that was made in it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.rules.expert_draw_bytes import canonical, sm3
from models.tables import Base, Event, Signature

FACT = "signed"  # in the facts of an event: subject → hex SM3 of its document

_ROWS = 500  # asked for at once


def state(session: Session, events: Sequence[Event]) -> None:
    """Have the last of ``events`` in each matter say what was signed there and what it reads now,
    as the database has it: whatever is in hand may be behind."""
    last = {event.matter: event for event in events}
    signed = _signed_in(session, sorted(last))
    if not signed:
        return
    with Session(bind=session.connection()) as afresh:
        for matter, subject in signed:
            event = last[matter]
            said = {**event.facts.get(FACT, {}), subject: digest_of(document_now(afresh, subject))}
            event.facts = {**event.facts, FACT: said}


def _signed_in(session: Session, matters: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for start in range(0, len(matters), _ROWS):
        query = (
            select(Signature.matter, Signature.subject)
            .where(Signature.matter.in_(matters[start : start + _ROWS]))
            .distinct()
            .order_by(Signature.matter, Signature.subject)
        )
        found += [(row.matter, row.subject) for row in session.execute(query)]
    return found


def subject_of(session: Session, reference: str) -> Any:
    """The row that the register names so; None where there is none any more."""
    family, _, number = reference.partition(":")
    table = _tables().get(family)
    return table and session.get(table, int(number))


def document_now(session: Session, reference: str) -> Any:
    """What the document reads now; None where it is gone or cannot be read."""
    try:
        subject = subject_of(session, reference)
        return subject.document() if subject else None
    except (ValueError, LookupError):  # sealed text or a code that somebody altered by hand
        return None


def digest_of(document: Any) -> str:
    """Hex SM3 of a document; empty where there is none."""
    return "" if document is None else sm3(canonical(document)).hex()


def _tables() -> dict[str, type[Any]]:
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if mapper.inherits is None
    }
