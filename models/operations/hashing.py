"""密码散列 · argon2id (RFC 9106, low memory), only a few at a time."""

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

AT_ONCE = 4  # each takes 64 MiB: fifty people who sign in together wait for one another
TURNS = threading.BoundedSemaphore(AT_ONCE)

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hashed(password: str) -> str:
    with TURNS:
        return _HASHER.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether ``password`` is the one; it takes a tenth of a second either way."""
    with TURNS:
        try:
            return _HASHER.verify(password_hash, password)
        except VerificationError:
            return False


NOBODYS = hashed(secrets.token_hex(8))  # an unknown name takes as long as a wrong password
