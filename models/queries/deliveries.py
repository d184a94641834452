"""通知发送 · who is told outside the house, in which words, and what became of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, undefer_group

from models import clock
from models.rules import addresses
from models.rules.notice_words import USUAL, Words, own_words
from models.tables import Account, Contact, Delivery, Expert, Notice, NoticeTemplate
from models.tables.expert import NUMBERS
from models.vocabulary import DeliveryChannel, DeliveryState, NoticeKind

MOST_AT_ONCE = 500  # sent again by one click
_ALMOST_A_DAY = timedelta(days=1, microseconds=-1)
_WAITING = (DeliveryState.QUEUED, DeliveryState.FAILED)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody is told by each channel, and of what. ``own``: what they wrote themselves."""

    own: Contact | None
    addresses: Mapping[DeliveryChannel, str]

    def wants(self, kind: NoticeKind, channel: DeliveryChannel) -> bool:
        return kind in self.kinds(channel)

    def kinds(self, channel: DeliveryChannel) -> frozenset[NoticeKind]:
        if self.own is None:
            return USUAL[channel]
        return frozenset(NoticeKind(kind) for kind in self.own.kinds.get(channel.value, ()))


def reach_of(session: Session, account_id: int) -> Reach:
    """By what the person wrote, or else for an expert what the roster has."""
    own = session.get(Contact, account_id)
    query = select(Expert).where(Expert.account_id == account_id)
    expert = session.scalar(query.options(undefer_group(NUMBERS)))
    email = (own and own.email) or (expert and expert.email)
    mobile = (own and own.mobile) or (expert and expert.mobile)
    found = {DeliveryChannel.EMAIL: email, DeliveryChannel.SMS: mobile}
    fitting = {way: to for way, to in found.items() if to and addresses.fits(way, to)}
    return Reach(own, fitting)


def template_of(
    session: Session, kind: NoticeKind, channel: DeliveryChannel
) -> NoticeTemplate | None:
    """The last edition of the words; None while the program's own are in force."""
    query = select(NoticeTemplate).where(
        NoticeTemplate.kind == kind, NoticeTemplate.channel == channel
    )
    return session.scalar(query.order_by(NoticeTemplate.edition.desc()).limit(1))


def words_of(template: NoticeTemplate | None, kind: NoticeKind, channel: DeliveryChannel) -> Words:
    return Words(template.subject, template.text) if template else own_words(kind, channel)


def editions_of(
    session: Session, kind: NoticeKind, channel: DeliveryChannel
) -> list[NoticeTemplate]:
    """The newest first, each with who wrote it."""
    query = select(NoticeTemplate).where(
        NoticeTemplate.kind == kind, NoticeTemplate.channel == channel
    )
    newest = query.order_by(NoticeTemplate.edition.desc()).options(
        joinedload(NoticeTemplate.account)
    )
    return list(session.scalars(newest))


def editions(session: Session) -> Mapping[tuple[NoticeKind, DeliveryChannel], int]:
    """The edition in force of whatever words were changed."""
    query = select(NoticeTemplate.kind, NoticeTemplate.channel, func.max(NoticeTemplate.edition))
    grouped = query.group_by(NoticeTemplate.kind, NoticeTemplate.channel)
    return {(kind, channel): edition for kind, channel, edition in session.execute(grouped)}


def due(session: Session, channel: DeliveryChannel, now: datetime) -> Delivery | None:
    """The one that has waited longest for its next try."""
    query = select(Delivery).where(
        Delivery.channel == channel, Delivery.status.in_(_WAITING), Delivery.next_try_at <= now
    )
    return session.scalar(query.order_by(Delivery.next_try_at, Delivery.id).limit(1))


def are_due(session: Session, now: datetime) -> bool:
    waits = select(1).where(Delivery.status.in_(_WAITING), Delivery.next_try_at <= now)
    return bool(session.scalar(select(waits.exists())))


def waits_again(session: Session, delivery: Delivery) -> bool:
    """Whether another copy of it is on its way."""
    copies = select(1).where(
        Delivery.notice_id == delivery.notice_id,
        Delivery.channel == delivery.channel,
        Delivery.status.in_(_WAITING),
    )
    return bool(session.scalar(select(copies.exists())))


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the log is looked for; empty entries narrow nothing."""

    words: str = ""  # a person's name, or part of a number
    status: str = ""
    channel: str = ""
    kind: str = ""
    day: date | None = None


def listed(wanted: Filter) -> Select[Delivery]:
    """The newest first, each with its notice and whose it is."""
    query = select(Delivery).join(Delivery.notice).join(Notice.account)
    told = contains_eager(Delivery.notice).contains_eager(Notice.account)
    return query.options(told).where(*_conditions(wanted)).order_by(Delivery.id.desc())


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.words:
        in_number = Delivery.number.contains(wanted.words, autoescape=True)
        yield (Account.name == wanted.words) | in_number
    if wanted.status:
        yield Delivery.status == DeliveryState(wanted.status)
    if wanted.channel:
        yield Delivery.channel == DeliveryChannel(wanted.channel)
    if wanted.kind:
        yield Notice.kind == NoticeKind(wanted.kind)
    if wanted.day:
        begins = datetime.combine(wanted.day, time(), clock.BEIJING)
        yield Delivery.queued_at.between(begins, begins + _ALMOST_A_DAY)


@dataclass(frozen=True, slots=True)
class Day:
    """How many were asked for on one day, and what became of them."""

    on: date
    total: int
    sent: int
    waiting: int
    given_up: int


def per_day(session: Session, days: int) -> list[Day]:
    """Of the last ``days`` days those on which anything was to be sent, today's first."""
    today = datetime.combine(clock.today(), time(), clock.BEIJING)
    begins = [today - timedelta(days=ago) for ago in range(days)]
    sums = [
        func.sum(case((Delivery.queued_at.between(day, day + _ALMOST_A_DAY), 1), else_=0))
        for day in begins
    ]
    query = select(Delivery.status, *sums).where(Delivery.queued_at >= begins[-1])
    rows = session.execute(query.group_by(Delivery.status))
    counts = {row[0]: row[1:] for row in rows}
    found = [_day(day.date(), n, counts) for n, day in enumerate(begins)]
    return [day for day in found if day.total]


def _day(on: date, n: int, counts: Mapping[DeliveryState, Sequence[int]]) -> Day:
    of = {status: counts[status][n] if status in counts else 0 for status in DeliveryState}
    return Day(
        on,
        total=sum(of.values()),
        sent=of[DeliveryState.SENT],
        waiting=sum(of[status] for status in _WAITING),
        given_up=of[DeliveryState.GIVEN_UP],
    )


def count_given_up(session: Session) -> int:
    query = select(func.count()).where(Delivery.status == DeliveryState.GIVEN_UP)
    return session.scalar(query) or 0


def given_up(session: Session, channels: Collection[DeliveryChannel]) -> list[Delivery]:
    """Those that could be sent again by one of the ``channels``."""
    query = select(Delivery).where(
        Delivery.status == DeliveryState.GIVEN_UP, Delivery.channel.in_(channels)
    )
    return list(session.scalars(query.order_by(Delivery.id).limit(MOST_AT_ONCE)))
