"""通知渠道 · which ways out of the house are open, as whoever runs the machine has set them up."""

import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from models.rules.addresses import fits
from models.vocabulary import DeliveryChannel

NAMES = (
    "SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD", "SMTP_PASSWORD_FILE", "SMTP_FROM",
    "SMTP_TLS", "SMS_URL", "SMS_TOKEN", "SMS_TOKEN_FILE",
)  # fmt: skip
W = TypeVar("W")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PORTS = {"starttls": 587, "ssl": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Mail:
    """``tls``: ``starttls``, ``ssl``, or ``none`` on one's own machine or without a password."""

    host: str
    port: int
    sender: str
    tls: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sms:
    url: str
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Channels:
    """``faults``: why a channel that somebody began to set up stays shut, in a sentence."""

    mail: Mail | None = None
    sms: Sms | None = None
    faults: Mapping[DeliveryChannel, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "Channels":
        """As the environment has them; a channel that is not set up right is shut, and the office
        goes on."""
        faults: dict[DeliveryChannel, str] = {}
        mail = _unless_wrong(_mail, settings, DeliveryChannel.EMAIL, faults)
        sms = _unless_wrong(_sms, settings, DeliveryChannel.SMS, faults)
        return cls(mail, sms, faults)

    @property
    def open(self) -> tuple[DeliveryChannel, ...]:
        ways = {DeliveryChannel.EMAIL: self.mail, DeliveryChannel.SMS: self.sms}
        return tuple(channel for channel, way in ways.items() if way)


def _unless_wrong(
    read: Callable[[Mapping[str, str]], W | None],
    settings: Mapping[str, str],
    channel: DeliveryChannel,
    faults: dict[DeliveryChannel, str],
) -> W | None:
    try:
        return read(settings)
    except ValueError as wrong:
        faults[channel] = str(wrong)
        return None


def _mail(settings: Mapping[str, str]) -> Mail | None:
    host = settings.get("SMTP_HOST", "")
    if not host:
        return None
    sender, tls = settings.get("SMTP_FROM", ""), settings.get("SMTP_TLS", "starttls")
    if not fits(DeliveryChannel.EMAIL, sender):
        raise ValueError("SMTP_FROM 应为发信地址，如 zexian@example.com")
    if tls not in _PORTS:
        raise ValueError("SMTP_TLS 应为 starttls、ssl 或 none")
    user, password = settings.get("SMTP_USER", ""), _secret(settings, "SMTP_PASSWORD")
    if tls == "none" and user and host not in _LOOPBACK:
        raise ValueError("SMTP_TLS 为 none 时密码会以明文传送，请改为 starttls 或 ssl")
    return Mail(host, _port(settings, _PORTS[tls]), sender, tls, user, password)


def _sms(settings: Mapping[str, str]) -> Sms | None:
    url = settings.get("SMS_URL", "")
    if not url:
        return None
    address = urlsplit(url)
    is_safe = address.scheme == "https" or (
        address.scheme == "http" and address.hostname in _LOOPBACK
    )
    if not is_safe or not address.hostname:
        raise ValueError("SMS_URL 应为 https 地址（本机可用 http）")
    return Sms(url, _secret(settings, "SMS_TOKEN"))


def _port(settings: Mapping[str, str], usual: int) -> int:
    text = settings.get("SMTP_PORT", "") or str(usual)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ValueError("SMTP_PORT 应为1至65535的整数")
    return int(text)


def _secret(settings: Mapping[str, str], name: str) -> str:
    """As given, or from a file that nobody else can read."""
    path = settings.get(f"{name}_FILE", "")
    if not path:
        return settings.get(name, "")
    file = Path(path)
    if not file.is_file():
        raise ValueError(f"{name}_FILE 指的文件不存在")
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValueError(f"{name}_FILE 指的文件别人也能读，请执行 chmod 600")
    try:
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError) as unreadable:
        raise ValueError(f"{name}_FILE 指的文件读不出来") from unreadable


_in_use: list[Channels] = [Channels()]


def use(channels: Channels) -> None:
    """Take ``channels`` for every notice of this process."""
    _in_use[:] = [channels]


def in_use() -> Channels:
    return _in_use[0]


@contextmanager
def opened(channels: Channels) -> Iterator[None]:
    """Have ``channels`` open inside."""
    before = in_use()
    use(channels)
    try:
        yield
    finally:
        use(before)
