"""通知外发 · two days of mail and SMS; since then both are shut, and the log is left."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from models import channels, clock
from models.channels import Channels, Mail, Sms
from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.office import MAIN, Door
from models.operations.contacts import keep_contact
from models.operations.deliveries import Claim, arrived, failed, take_up
from models.operations.notice_words import change_words
from models.rules.delivery_retries import MOST_ATTEMPTS
from models.rules.notice_words import USUAL, Words
from models.tables import Delivery, Holding
from models.vocabulary import DeliveryChannel, NoticeKind

_OPEN = Channels(
    Mail("127.0.0.1", 25, "zexian@example.com", "none"), Sms("http://127.0.0.1:9/send")
)
_WORDS = Words("", "【择贤】您有新的任务通知（{matter}），请当日登录系统，答复能否参加。")
_SOON, _A_WHILE = timedelta(seconds=20), timedelta(hours=2, seconds=1)
_REFUSED = {
    DeliveryChannel.EMAIL: "邮件服务器没有收下（451）",
    DeliveryChannel.SMS: "短信平台没有收下（503）",
}
_EVERY = 9  # of so many one is refused at first; the first of all for good


def outside(world: World, door: Door) -> Steps:
    yield (world.diary.present - 2) * DAY + HOUR
    for number, by in enumerate(_staff(world)):
        name = by.account.login.replace("_", ".")
        keep_contact(f"{name}@example.com", f"1900009{number:04}", USUAL, by=by)
    if door.sysadmin:
        change_words(NoticeKind.ASSIGNMENT, DeliveryChannel.SMS, _WORDS, by=door.sysadmin)
    channels.use(_OPEN)
    yield world.diary.present * DAY + HOUR
    channels.use(Channels())
    _carry(list(db.session.scalars(select(Delivery.queued_at).order_by(Delivery.queued_at))))


def _staff(world: World) -> Iterator[Holding]:
    office = world.office
    yield from (office.others["leader"], office.others["office"])
    yield from (office.clerks[MAIN], office.heads[MAIN], office.deputies[MAIN])


def _carry(queued: list[datetime]) -> None:
    """Each soon after it was written; a few were refused, and tried again until they arrived."""
    tried: Counter[int] = Counter()
    rounds = [at + _SOON for at in queued]
    rounds += [rounds[-1] + n * _A_WHILE for n in range(1, MOST_ATTEMPTS)] if rounds else []
    for at in rounds:
        with clock.held_at(at):
            for channel in DeliveryChannel:
                while claim := take_up(channel):
                    tried[claim.delivery_id] += 1
                    _settle(claim, tried, _REFUSED[channel])


def _settle(claim: Claim, tried: Counter[int], refusal: str) -> None:
    is_first = claim.delivery_id == min(tried)
    if is_first or (claim.delivery_id % _EVERY == 0 and tried[claim.delivery_id] == 1):
        failed(claim, refusal)
    else:
        arrived(claim, f"D{claim.delivery_id:05}")
    db.session.flush()
