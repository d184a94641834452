"""动态口令 · codes by time (RFC 6238), and the recovery codes that stand for them."""

import unicodedata
from datetime import datetime

from pyotp import TOTP
from pyotp.exceptions import OTPVerificationError

_WINDOW = 1  # a telephone's clock may be half a minute off
_ISSUER = "择贤"


def address_of(secret: str, login: str) -> str:
    """What the QR code says to a telephone."""
    return TOTP(secret).provisioning_uri(name=login, issuer_name=_ISSUER)


def step_of(secret: str, typed: str, at: datetime) -> int | None:
    """The half-minute to which ``typed`` belongs; None for a code of no time near ``at``."""
    try:
        return TOTP(secret).verify_and_get_timecode(
            "".join(typed.split()), for_time=at, valid_window=_WINDOW
        )
    except OTPVerificationError:
        return None


def plain(typed: str) -> str:
    """A recovery code as it is hashed, however it was typed: its digits."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isdecimal())
