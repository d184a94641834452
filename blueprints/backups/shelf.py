"""备份存放处 · the folder where the nightly backups lie, which of them are kept, and the key."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.backups.keys import BackupKey
from models.errors import Refusal

_NAME = re.compile(r"zexian-(\d{4}-\d\d-\d\d)\.zip\.age")


@dataclass(frozen=True, slots=True)
class Shelf:
    """As the environment tells it: ``BACKUP_DIR``, ``BACKUP_KEY_FILE``, and how many backups of
    days and of weeks are kept."""

    folder: Path
    daily: int
    weekly: int

    def path_on(self, day: date) -> Path:
        return self.folder / f"zexian-{day.isoformat()}.zip.age"

    def backups(self) -> list[Path]:
        """The newest first."""
        found = (path for path in self.folder.glob("zexian-*") if _NAME.fullmatch(path.name))
        return sorted(found, reverse=True)

    def surplus(self) -> list[Path]:
        """Those that neither the last days nor the last weeks have a claim on."""
        found = self.backups()
        kept = {*found[: self.daily], *_first_of_weeks(found)[: self.weekly]}
        return [path for path in found if path not in kept]


def shelf() -> Shelf | None:
    """None where this machine keeps no nightly backups."""
    folder = os.environ.get("BACKUP_DIR")
    if not folder:
        return None
    if not Path(folder).is_dir():
        raise Refusal(f"没有 BACKUP_DIR 所指的目录 {folder}，或者磁盘没有挂上")
    return Shelf(Path(folder), _number("BACKUP_DAILY", 7), _number("BACKUP_WEEKLY", 8))


def key() -> BackupKey:
    """The key that the environment names."""
    path = os.environ.get("BACKUP_KEY_FILE")
    if not path:
        raise Refusal("没有设 BACKUP_KEY_FILE：先用 flask backup-key 文件 做一个备份密钥，再设上")
    return BackupKey.at(Path(path))


def _first_of_weeks(found: Sequence[Path]) -> list[Path]:
    """The earliest backup of each week, the newest week first: a claim that no later day takes
    away."""
    weeks = {_day_of(path).isocalendar()[:2]: path for path in found}
    return list(weeks.values())


def _day_of(path: Path) -> date:
    named = _NAME.fullmatch(path.name)
    return date.fromisoformat(named[1]) if named else date.min


def _number(name: str, usual: int) -> int:
    told = os.environ.get(name, str(usual))
    if not told.isascii() or not told.isdigit() or int(told) < 1:
        raise Refusal(f"{name} 应为不小于1的整数")
    return int(told)
