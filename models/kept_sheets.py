"""待确认的表 · a sheet between the two clicks of an import: sealed, under a random name, for a day.

It holds ID numbers, so it never lies on the disk in clear; it opens only for the account that
handed it in.
"""

import json
import os
import re
import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models import clock
from models.sealed import keyring

_NAME = re.compile("[0-9a-f]{32}")
_SUFFIX = ".sheet"
_KEPT_FOR = 24 * 3600  # seconds


class KeptSheets:
    """The sheets one account has handed in and not yet confirmed. ``folder`` is the uploads'."""

    def __init__(self, folder: Path, account_id: int) -> None:
        self._folder, self._context = folder, f"sheet of account {account_id}"

    def keep(self, rows: Sequence[Sequence[object]]) -> str:
        """Seal the rows and return the random name they are kept under."""
        self._sweep()
        name = secrets.token_hex(16)
        path = self._path(name)
        path.touch(mode=0o600)
        path.write_text(keyring().seal(json.dumps(rows, default=_as_text), self._context))
        now = clock.now().timestamp()
        os.utime(path, (now, now))
        return name

    def rows(self, name: str) -> list[list[object]] | None:
        """The rows again; None when they are gone, or are somebody else's."""
        try:
            sealed = self._path(name).read_text()
            rows: list[list[object]] = json.loads(keyring().open(sealed, self._context))
        except (FileNotFoundError, ValueError):
            return None
        return rows

    def discard(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("not a name that was given")
        return self._folder / f"{name}{_SUFFIX}"

    def _sweep(self) -> None:
        """Nobody came back for these."""
        for path in self._folder.glob(f"*{_SUFFIX}"):
            if clock.now().timestamp() - path.stat().st_mtime > _KEPT_FOR:
                path.unlink(missing_ok=True)


def _as_text(cell: object) -> str:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell)
