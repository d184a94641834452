"""邮箱和手机号 · what an address outside the house must look like, and how it is shown."""

import re

from models.errors import Refusal
from models.vocabulary import DeliveryChannel

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,20}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LONGEST = 100


def email(text: str) -> str | None:
    """An e-mail address as it is written to; None for nothing; refused where it is none."""
    found = text.strip()
    if found and not fits(DeliveryChannel.EMAIL, found):
        raise Refusal("邮箱地址不对，应如 name@example.com", field="email")
    return found or None


def mobile(text: str) -> str | None:
    """A mobile number in its eleven digits; None for nothing; refused where it is none."""
    found = re.sub(r"[\s-]", "", text)
    if found and not fits(DeliveryChannel.SMS, found):
        raise Refusal("手机号应为11位数字，以1开头", field="mobile")
    return found or None


def fits(channel: DeliveryChannel, address: str) -> bool:
    """Whether it can be written to at all: a roster may hold anything."""
    form = _MOBILE if channel is DeliveryChannel.SMS else _EMAIL
    return len(address) <= _LONGEST and bool(form.fullmatch(address))


def masked(channel: DeliveryChannel, address: str) -> str:
    """Enough for whoever knows it to recognise it."""
    if channel is DeliveryChannel.SMS:
        return f"{address[:3]}****{address[-4:]}"
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}"
