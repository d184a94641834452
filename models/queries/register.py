"""留痕台账 · the register as people read it: newest first, narrowed by an index, in words."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import Session

from models import clock
from models.editions import FACT
from models.queries.register_words import FAMILIES, label_of, worded
from models.queries.signatures import RECORD
from models.tables import Account, Event, RegisterHead
from models.vocabulary import Post

_DIGESTS = frozenset({RECORD, FACT})


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty entries narrow nothing. Both days are included."""

    first: date | None = None
    last: date | None = None
    family: str = ""
    person: str = ""
    post: str = ""
    matter: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as a timeline tells it."""

    at: datetime
    who: str
    post: str
    what: str
    note: str
    article: int | None

    @classmethod
    def of(cls, event: Event, note: str) -> "Entry":
        """``note``: what is worth telling of it on that page."""
        post = event.post.label if event.post else ""
        return cls(event.at, event.who, post, event.label, note, event.article)


def events_of(session: Session, matter: str) -> list[Event]:
    """The history of a matter, oldest first."""
    return list(session.scalars(select(Event).where(Event.matter == matter).order_by(Event.number)))


def head(session: Session) -> RegisterHead:
    """The last row's number and digest, which prove every row before it."""
    return session.scalars(select(RegisterHead)).one()


def rows(session: Session, wanted: Filter, *, most: int, below: int | None = None) -> list[Event]:
    """The newest ``most`` rows wanted, all older than the row numbered ``below``.

    Nothing is counted and nothing skipped, so the thousandth page costs what the first one does.
    """
    conditions = [
        narrowed(session, value)
        for name, narrowed in _NARROWED.items()
        if (value := getattr(wanted, name))
    ]
    if below is not None:
        conditions.append(Event.number < below)
    query = select(Event).where(*conditions).order_by(Event.number.desc()).limit(most)
    return list(session.scalars(query))


def of_matter(session: Session, matter: str) -> list[Entry]:
    """Everything registered of one matter, oldest first, for a timeline."""
    return [
        Entry.of(event, "，".join(f"{label}{text}" for label, text in _told(event)))
        for event in events_of(session, matter)
    ]


def _told(event: Event) -> list[tuple[str, str]]:
    """What a timeline tells: digests are for the register itself."""
    return facts_of(event, besides=_DIGESTS)


def facts_of(event: Event, besides: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """The facts with their Chinese names, codes in words, money in yuan; empty ones left out."""
    family = event.kind.partition(":")[0]
    return [
        (label_of(name), worded(family, name, value))
        for name, value in event.facts.items()
        if value not in ("", None, [], {}) and name not in besides
    ]


def told_of(event: Event, names: Collection[str]) -> list[str]:
    """Of its facts those of the given names, in words."""
    family = event.kind.partition(":")[0]
    return [
        f"{label_of(name)}{worded(family, name, event.facts[name])}"
        for name in names
        if event.facts.get(name)
    ]


def matter_of(event: Event) -> str:
    """``dispatch:12`` → 派遣12."""
    family, _, number = event.matter.partition(":")
    return f"{FAMILIES.get(family, family)}{number}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.BEIJING)


def _kinds(session: Session, family: str) -> list[str]:
    kinds = session.scalars(select(Event.kind).distinct())
    return [kind for kind in kinds if kind.startswith(f"{family}:")]


def _accounts(session: Session, person: str) -> list[int]:
    named = or_(Account.name == person, Account.login == person.lower())
    return list(session.scalars(select(Account.id).where(named)))


def _mentions(words: str) -> ColumnElement[bool]:
    """In the label or the facts. The facts are kept as JSON, its Chinese escaped on SQLite."""
    escaped = words.encode("unicode_escape").decode("ascii")
    facts = cast(Event.facts, Text)
    return or_(
        Event.label.contains(words, autoescape=True),
        facts.contains(words, autoescape=True),
        facts.contains(escaped, autoescape=True),
        Event.digest.startswith(words, autoescape=True),
    )


# How each entry of a filter narrows the rows.
_NARROWED: Mapping[str, Callable[[Session, Any], ColumnElement[bool]]] = {
    "first": lambda _, day: Event.at >= _midnight(day),
    "last": lambda _, day: Event.at < _midnight(day + timedelta(days=1)),
    "family": lambda session, family: Event.kind.in_(_kinds(session, family)),
    "person": lambda session, person: Event.account_id.in_(_accounts(session, person)),
    "post": lambda _, post: Event.post == Post(post),
    "matter": lambda _, matter: Event.matter == matter,
    "words": lambda _, words: _mentions(words),
}
