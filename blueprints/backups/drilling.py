"""恢复演练 · a backup taken back in a scratch place, and every verification run on it."""

import time
from dataclasses import dataclass
from pathlib import Path

from blueprints.backups.place import Place, here
from blueprints.backups.staging import staged
from models.backups.keys import BackupKey
from models.db import unit_of_work
from models.errors import Refusal
from models.operations.backups import record_drill

_PASSED = "✓"


@dataclass(frozen=True, slots=True)
class Report:
    """``lines``: what each verification said; ``faults``: those that did not pass."""

    lines: tuple[str, ...]
    faults: tuple[str, ...]
    seconds: float
    size: int


def drill(path: Path, key: BackupKey) -> Report:
    """Try the backup, and register what came out."""
    begun = time.monotonic()
    lines, faults = _tried(path, key)
    seconds = round(time.monotonic() - begun, 1)
    report = Report(tuple(lines), tuple(faults), seconds, path.stat().st_size)
    with unit_of_work():
        record_drill(path.name, size=report.size, seconds=seconds, faults=faults)
    return report


def _tried(path: Path, key: BackupKey) -> tuple[list[str], list[str]]:
    try:
        with staged(path, key, here()) as (place, about):
            restored = f"恢复：{len(about.tables)}张表{about.count}行，{len(about.entries)}个文件"
            proofs = _proofs(place)
    except Refusal as refusal:
        return [], [refusal.message]
    return [restored, *proofs], [line for line in proofs if not line.startswith(_PASSED)]


def _proofs(place: Place) -> list[str]:
    """What every verification said; what came in their stead, where they broke off."""
    done = place.run("verify", "all")
    lines = done.stdout.splitlines()
    is_told = done.returncode == 0 or any(not line.startswith(_PASSED) for line in lines)
    return lines if is_told else [*lines, *done.stderr.strip().splitlines()[-1:]]
