"""告知书 · the texts in force, those an expert was told, and every version there was."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Assignment, BriefingText
from models.vocabulary import BriefingKind

_ORDER = list(BriefingKind)


def every(session: Session) -> dict[BriefingKind, list[BriefingText]]:
    """Kind → its versions, the newest first."""
    found = list(session.scalars(select(BriefingText).order_by(BriefingText.version.desc())))
    return {kind: [each for each in found if each.kind is kind] for kind in BriefingKind}


def in_force(session: Session, at: datetime | None = None) -> list[BriefingText]:
    """One text a kind: the newest, or the one that was read ``at`` that moment."""
    return [
        next((each for each in versions if at is None or each.since <= at), versions[-1])
        for versions in every(session).values()
    ]


def told(session: Session, part: Assignment) -> list[BriefingText]:
    """What the expert acknowledged; before that, what there is to acknowledge."""
    if part.briefings:
        return sorted(part.briefings, key=lambda each: _ORDER.index(each.kind))
    return in_force(session, part.briefed_at)


def lines_of(texts: Iterable[BriefingText]) -> list[str]:
    """Item by item, as a paper lists them."""
    return [line for text in texts for line in text.lines]
