"""The instance: what belongs to one installation: its keys, its uploads, its database."""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.sealed import Keyring


@dataclass(frozen=True)
class Instance:
    """A folder that only the office's own account may read."""

    root: Path

    @classmethod
    def at(cls, root: str | Path) -> "Instance":
        instance = cls(Path(root).resolve())
        instance.uploads.mkdir(parents=True, exist_ok=True)
        return instance

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.root / 'zexian.db'}"

    def secret_key(self) -> str:
        return self._kept("secret_key", lambda: secrets.token_hex(32))

    def keyring(self) -> Keyring:
        stored = self._kept("keys.json", lambda: json.dumps(Keyring.new().as_json()))
        return Keyring.from_json(json.loads(stored))

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        """The file's content; made once, whole and unreadable for others, if it is not there."""
        path = self.root / name
        if not path.exists():
            draft = path.with_name(f"{name}.{secrets.token_hex(4)}")
            draft.touch(mode=0o600)
            draft.write_text(make())
            try:
                os.link(draft, path)  # of two processes that start at once, one makes it
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text()
