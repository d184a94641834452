"""备份密钥 · the key that seals backups: an age identity in a file of its own.

It is not one of the office's keys: those never go into a backup. Whoever has the file, this key and
``keys.json`` has the office; with any two of the three nobody can read an ID number.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pyrage import IdentityError, RecipientError
from pyrage.x25519 import Identity, Recipient

from models.errors import Refusal

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class BackupKey:
    """``identity`` opens what ``recipient`` sealed; a machine that only makes backups may do
    without it."""

    recipient: Recipient
    identity: Identity | None

    @classmethod
    def at(cls, path: Path) -> "BackupKey":
        """The key in the file; refused where others may read it or there is none in it."""
        try:
            if path.stat().st_mode & _OTHERS:
                raise Refusal(f"本机其他用户能打开备份密钥 {path}，请先执行 chmod 600 {path}")
            lines = [line.strip() for line in path.read_text().splitlines()]
        except (OSError, UnicodeDecodeError) as lost:
            raise Refusal(f"读不了备份密钥 {path}，请核对 BACKUP_KEY_FILE") from lost
        return cls._written([line for line in lines if line and not line.startswith("#")], path)

    @classmethod
    def _written(cls, lines: list[str], path: Path) -> "BackupKey":
        try:
            if lines and lines[0].startswith("age1"):
                return cls(Recipient.from_str(lines[0]), None)
            identity = Identity.from_str(lines[0] if lines else "")
        except (IdentityError, RecipientError) as wrong:
            raise Refusal(f"{path} 里没有备份密钥，请用 flask backup-key 另做一个") from wrong
        return cls(identity.to_public(), identity)

    def opening(self) -> Identity:
        if self.identity is None:
            raise Refusal("这里只有加密用的公钥，打不开备份；请用完整的备份密钥文件")
        return self.identity


def make(path: Path) -> str:
    """Write a new key into a file that only its owner may read; what may be told of it."""
    identity = Identity.generate()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise Refusal(f"{path} 已经存在，不覆盖；请换一个文件名") from there
    except OSError as away:
        raise Refusal(f"{path} 写不了（{away.strerror}），请核对目录") from away
    with os.fdopen(handle, "w") as file:
        file.write(f"# 择贤备份密钥，公钥 {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())
