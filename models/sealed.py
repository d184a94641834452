"""字段加密 · personal data is kept sealed: SM4-GCM, the keys outside the database (PIPL Art. 51).

A sealed value is ``key id : nonce : ciphertext`` in hex; the key id and the column's own name are
bound to it, so that a value cannot be moved to another column or relabelled.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from sqlalchemy import Dialect, String, Text, TypeDecorator

_NONCE, _TAG = 12, 16  # bytes


@dataclass(frozen=True)
class Keyring:
    """The keys of one office. ``sealing``: key id → 16 bytes; ``current`` seals what is new."""

    current: str
    sealing: Mapping[str, bytes]
    looking_up: bytes

    @classmethod
    def new(cls) -> "Keyring":
        return cls("1", {"1": secrets.token_bytes(16)}, secrets.token_bytes(32))

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Keyring":
        keys = cast("Mapping[str, str]", stored["sealing"])
        sealing = {name: bytes.fromhex(key) for name, key in keys.items()}
        return cls(str(stored["current"]), sealing, bytes.fromhex(str(stored["looking_up"])))

    def as_json(self) -> dict[str, object]:
        sealing = {name: key.hex() for name, key in self.sealing.items()}
        return {"current": self.current, "sealing": sealing, "looking_up": self.looking_up.hex()}

    def seal(self, value: str, context: str) -> str:
        nonce, body = self._encrypt(value.encode(), context)
        return f"{self.current}:{nonce.hex()}:{body.hex()}"

    def open(self, sealed: str, context: str) -> str:
        """The value again; ValueError when the key is lost or the value was altered."""
        name, nonce, body = sealed.split(":")
        return self._decrypt(name, bytes.fromhex(nonce), bytes.fromhex(body), context).decode()

    def seal_bytes(self, content: bytes, context: str) -> bytes:
        """The same for what a file holds: key id, a colon, nonce and ciphertext as they are."""
        nonce, body = self._encrypt(content, context)
        return self.current.encode() + b":" + nonce + body

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        """The content again; ValueError as for ``open``."""
        name, _, body = sealed.partition(b":")
        return self._decrypt(name.decode(), body[:_NONCE], body[_NONCE:], context)

    def _encrypt(self, content: bytes, context: str) -> tuple[bytes, bytes]:
        nonce = secrets.token_bytes(_NONCE)
        encryptor = Cipher(SM4(self.sealing[self.current]), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(f"{self.current}:{context}".encode())
        return nonce, encryptor.update(content) + encryptor.finalize() + encryptor.tag

    def _decrypt(self, name: str, nonce: bytes, data: bytes, context: str) -> bytes:
        if name not in self.sealing:
            raise ValueError(f"密钥{name}不在密钥文件中，请恢复 keys.json 后重试")
        mode = GCM(nonce, data[-_TAG:])
        decryptor = Cipher(SM4(self.sealing[name]), mode).decryptor()
        decryptor.authenticate_additional_data(f"{name}:{context}".encode())
        try:
            return decryptor.update(data[:-_TAG]) + decryptor.finalize()
        except InvalidTag as altered:
            raise ValueError(f"{context}的密文与密钥不符，请核对 keys.json 与数据库") from altered

    def fingerprints(self) -> dict[str, str]:
        """By what each key is known again without telling it: SM3 of 16 or 32 random bytes."""
        keys = {**self.sealing, "looking_up": self.looking_up}
        return {name: hashlib.new("sm3", b"zexian" + key).hexdigest() for name, key in keys.items()}

    def lookup(self, value: str) -> str:
        """A keyed hash (HMAC-SM3): finds the same value again without telling it."""
        return hmac.new(self.looking_up, value.encode(), "sm3").hexdigest()


_in_use: list[Keyring] = []


def use(keyring: Keyring) -> None:
    """Take ``keyring`` for every sealed column of this process."""
    _in_use[:] = [keyring]


def keyring() -> Keyring:
    return _in_use[0]


class Sealed(TypeDecorator[str]):
    """A text column that the database only ever sees sealed."""

    impl = String(400)
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value and keyring().seal(value, self.context)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return value and keyring().open(value, self.context)


class SealedEntries(TypeDecorator[dict[str, Any]]):
    """What somebody wrote into a form, entry by entry, sealed as one text."""

    impl = Text
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return keyring().seal(json.dumps(value, ensure_ascii=False), self.context)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(keyring().open(value, self.context))
