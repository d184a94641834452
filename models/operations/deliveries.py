"""通知发送 · a notice goes outside, is tried, tried again, given up; sent again by hand.

The row is the work, and the other side tells a letter by its ``key``: one that was tried and not
heard of is tried again under the same key, so that a double can be dropped there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models import channels, clock
from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import deliveries
from models.queries.numbers import number_of
from models.queries.parameters import value_of
from models.rules.delivery_retries import GRACE, MOST_ATTEMPTS, next_try
from models.rules.notice_words import filled
from models.rules.public_words import unfit_for_the_public
from models.sealed import keyring
from models.settings import SYSTEM_ADDRESS
from models.tables import Account, Delivery, Holding, Notice
from models.vocabulary import DeliveryChannel, DeliveryState

_UNHEARD = "发送时中断，没有得到对方答复"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is carried. ``key`` is the same however often it is tried."""

    to: str
    subject: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Claim:
    """That one worker and no other makes this attempt."""

    delivery_id: int
    version: int
    letter: Letter


def send_outside(notice: Notice, *, step: str = "", number: str = "") -> None:
    """Put the notice on every open channel by which its reader wants to be told of such things.
    ``step``: what is to be done; ``number``: of the matter, where it is known already."""
    ways = list(_ways(notice))
    if not ways:
        return
    values = what_may_be_said(notice, step=step, number=number)
    for channel, to in ways:
        template = deliveries.template_of(db.session(), notice.kind, channel)
        words = filled(deliveries.words_of(template, notice.kind, channel), values)
        db.session.add(
            Delivery(
                notice=notice, channel=channel, to=to, number=values["matter"],
                subject=words.subject[:120], text=words.text,
                edition=template.edition if template else 0,
            )
        )  # fmt: skip


def what_may_be_said(notice: Notice, *, step: str = "", number: str = "") -> dict[str, str]:
    """Of a notice, outside: the number of its matter, what kind it is, the step, the day."""
    name = number or number_of(db.session(), notice.matter)
    return {
        "matter": notice.kind.label if unfit_for_the_public(name) else name,
        "kind": notice.kind.label,
        "step": step or notice.kind.label,
        "due": f"{notice.due_on.month}月{notice.due_on.day}日" if notice.due_on else "",
        "address": value_of(db.session(), SYSTEM_ADDRESS),
    }


def take_up(channel: DeliveryChannel) -> Claim | None:
    """The next attempt on the channel, counted before it is made; None while nothing is due."""
    now = clock.now()
    while delivery := deliveries.due(db.session(), channel, now):
        if delivery.attempts >= MOST_ATTEMPTS:  # the last was never heard of
            delivery.status, delivery.message = DeliveryState.GIVEN_UP, _UNHEARD
            db.session.flush()
            continue
        delivery.attempts += 1
        delivery.next_try_at, delivery.message = now + GRACE, _UNHEARD
        db.session.flush()
        letter = Letter(delivery.to, delivery.subject, delivery.text, key_of(delivery.id))
        return Claim(delivery.id, delivery.version, letter)
    return None


def arrived(claim: Claim, reference: str) -> None:
    """The other side has taken it, and calls it ``reference``."""
    if delivery := _held(claim):
        delivery.status, delivery.sent_at = DeliveryState.SENT, clock.now()
        delivery.message, delivery.reference = "", reference[:120]


def failed(claim: Claim, message: str) -> None:
    """It was not taken, or nobody knows; ``message`` says why, without naming anybody."""
    if delivery := _held(claim):
        again = next_try(delivery.attempts, clock.now())
        delivery.status = DeliveryState.FAILED if again else DeliveryState.GIVEN_UP
        delivery.next_try_at = again or delivery.next_try_at
        delivery.message = message[:120]


def send_again(delivery: Delivery, *, by: Holding) -> None:
    """What was given up is tried anew; what was sent is sent once more, under a key of its own.
    It goes where its reader now wants it."""
    if delivery.status not in {DeliveryState.SENT, DeliveryState.GIVEN_UP}:
        raise Refusal("这一条还在发送中，会自动重试，不用重新发送")
    if delivery.channel not in channels.in_use().open:
        raise Refusal(f"{delivery.channel.label}渠道没有开通，请先由系统管理员设置")
    was_sent = delivery.status is DeliveryState.SENT
    if was_sent and deliveries.waits_again(db.session(), delivery):
        raise Refusal("这一条刚刚已经列入重新发送，结果见发送记录")
    again = _copy_of(delivery) if was_sent else _anew(delivery)
    register(
        "delivery:send_again", "重新发送通知", by=by, subject=again,
        number=delivery.number, carrier=delivery.channel.value, note=delivery.notice.kind.label,
    )  # fmt: skip


def send_all_again(*, by: Holding) -> int:
    """Everything that was given up and can be tried; how many that were."""
    found = deliveries.given_up(db.session(), channels.in_use().open)
    if not found:
        raise Refusal("没有可以重新发送的通知：已放弃的都在没有开通的渠道上，或者都已发出")
    for delivery in found:
        _anew(delivery)
    register("delivery:send_again", "重新发送全部已放弃的通知", by=by, count=len(found))
    return len(found)


def key_of(delivery_id: int) -> str:
    """By which the other side knows it again; it tells nothing of what it is the key of."""
    return keyring().lookup(f"delivery:{delivery_id}")[:32]


def _ways(notice: Notice) -> Iterator[tuple[DeliveryChannel, str]]:
    """Asked only where a channel is open at all."""
    opened = channels.in_use().open
    account = db.session.get(Account, notice.account_id) if opened else None
    if account is None or not account.is_enabled:
        return
    reach = deliveries.reach_of(db.session(), account.id)
    for channel in opened:
        if channel in reach.addresses and reach.wants(notice.kind, channel):
            yield channel, reach.addresses[channel]


def _held(claim: Claim) -> Delivery | None:
    """The delivery, unless somebody else has tried it since."""
    delivery = db.session.get(Delivery, claim.delivery_id)
    return delivery if delivery and delivery.version == claim.version else None


def _anew(delivery: Delivery) -> Delivery:
    delivery.to = _address_now(delivery)
    delivery.status, delivery.attempts = DeliveryState.QUEUED, 0
    delivery.next_try_at, delivery.message = clock.now(), ""
    return delivery


def _copy_of(delivery: Delivery) -> Delivery:
    copy = Delivery(
        notice=delivery.notice, channel=delivery.channel, to=_address_now(delivery),
        number=delivery.number, subject=delivery.subject, text=delivery.text,
        edition=delivery.edition,
    )  # fmt: skip
    db.session.add(copy)
    return copy


def _address_now(delivery: Delivery) -> str:
    reach = deliveries.reach_of(db.session(), delivery.notice.account_id)
    return reach.addresses.get(delivery.channel, delivery.to)
