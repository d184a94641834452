"""通知方式 · where a person wants to be told outside the program, and of what."""

from collections.abc import Collection, Mapping

from models import clock
from models.db import db
from models.operations.register import register
from models.rules import addresses
from models.tables import Contact, Holding
from models.vocabulary import DeliveryChannel, NoticeKind

Kinds = Mapping[DeliveryChannel, Collection[str]]


def keep_contact(email: str, mobile: str, kinds: Kinds, *, by: Holding) -> Contact:
    """Each keeps one's own. In the program everything is told all the same; the register says that
    it was changed, and not to what."""
    contact = db.session.get(Contact, by.account_id)
    if contact is None:
        contact = Contact(account_id=by.account_id)
        db.session.add(contact)
    before = (contact.email, contact.mobile, contact.kinds)
    contact.email, contact.mobile = addresses.email(email), addresses.mobile(mobile)
    contact.kinds = {
        channel.value: [kind.value for kind in NoticeKind if kind in chosen]
        for channel, chosen in kinds.items()
    }
    contact.changed_at = clock.now()
    labels = ("邮箱", "手机号", "通知种类")
    after = (contact.email, contact.mobile, contact.kinds)
    changed = [label for label, old, new in zip(labels, before, after, strict=True) if old != new]
    register("account:contact", "修改通知方式", by=by, subject=by.account, changed=changed)
    return contact
