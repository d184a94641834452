"""签名笔 · Ed25519: made for one person, locked under their password, held only while they sign.

The private half never lies open: argon2id (RFC 9106) makes a key of the password, AES-256-GCM
locks the private half with it, bound to the public half. Without the password nobody signs, the
keeper of the machine included.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SALT, _NONCE, _KEY = 16, 12, 32  # bytes


@dataclass(frozen=True)
class Lock:
    """What a password makes of a salt: it takes a tenth of a second, so make it once."""

    salt: bytes
    key: bytes

    @classmethod
    def of(cls, password: str, salt: bytes | None = None) -> "Lock":
        """A lock with a salt of its own, or the one that was made with ``salt``."""
        salt = salt or secrets.token_bytes(_SALT)
        profile = RFC_9106_LOW_MEMORY
        key = hash_secret_raw(
            password.encode(),
            salt,
            time_cost=profile.time_cost,
            memory_cost=profile.memory_cost,
            parallelism=profile.parallelism,
            hash_len=_KEY,
            type=Type.ID,
        )
        return cls(salt, key)


@dataclass(frozen=True)
class Pen:
    """A private half, open. ``public``: the other half in hex."""

    private: Ed25519PrivateKey

    @classmethod
    def new(cls) -> "Pen":
        return cls(Ed25519PrivateKey.generate())

    @property
    def public(self) -> str:
        return self.private.public_key().public_bytes_raw().hex()

    def sign(self, record: bytes) -> str:
        """The signature of ``record``, 64 bytes in hex."""
        return self.private.sign(record).hex()

    def locked(self, lock: Lock) -> str:
        """``salt:nonce:ciphertext`` in hex, as it is kept."""
        nonce = secrets.token_bytes(_NONCE)
        body = AESGCM(lock.key).encrypt(
            nonce, self.private.private_bytes_raw(), self.public.encode()
        )
        return f"{lock.salt.hex()}:{nonce.hex()}:{body.hex()}"


def unlock(locked: str, public: str, password: str) -> Pen | None:
    """The pen again; None for another password, or where what was kept has been altered."""
    try:
        salt, nonce, body = map(bytes.fromhex, locked.split(":"))
        private = AESGCM(Lock.of(password, salt).key).decrypt(nonce, body, public.encode())
    except (InvalidTag, ValueError, HashingError):
        return None
    return Pen(Ed25519PrivateKey.from_private_bytes(private))


def is_signed(record: bytes, seal: str, public: str) -> bool:
    """Whether ``seal`` is the signature of this very ``record`` by the key ``public``."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(seal), record)
    except (InvalidSignature, ValueError):
        return False
    return True


_NONE: Mapping[str, Pen] = {}
_in_hand: ContextVar[Mapping[str, Pen]] = ContextVar("pens in hand", default=_NONE)


def in_hand(public: str) -> Pen | None:
    """The pen of this public half, if it was unlocked for what is done now."""
    return _in_hand.get().get(public)


def take_up(pen: Pen) -> None:
    """Hold ``pen`` for as long as these hands are one's own (``own_hands``)."""
    _in_hand.set({**_in_hand.get(), pen.public: pen})


@contextmanager
def own_hands() -> Iterator[None]:
    """Inside, nobody's pen is in hand until it is taken up, and none stays so afterwards."""
    token = _in_hand.set(_NONE)
    try:
        yield
    finally:
        _in_hand.reset(token)
