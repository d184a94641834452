"""恢复演练 · a backup taken back in a scratch place, and every verification run on it."""

import time
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from flask.cli import AppGroup

from blueprints.backups.place import Place, here
from blueprints.backups.staging import staged
from models.backups.keys import BackupKey
from models.db import unit_of_work
from models.errors import Refusal
from models.operations.backups import record_drill

_WHOLE = "check"  # proves the invariants of the whole database, where the program has it


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
            proofs = [_proof(place, command) for command in _verifications()]
    except Refusal as refusal:
        return [], [refusal.message]
    return [restored, *(line for line, _ in proofs)], [line for line, good in proofs if not good]


def _proof(place: Place, command: tuple[str, ...]) -> tuple[str, bool]:
    done = place.run(*command)
    said = (done.stdout.strip() or done.stderr.strip()).splitlines() or ["没有说明"]
    text = "；".join(said[:3]) if done.returncode else said[-1]
    return f"{' '.join(command)}：{text}", done.returncode == 0


def _verifications() -> list[tuple[str, ...]]:
    """Every command that proves something, as the program has them."""
    commands = current_app.cli.commands
    verify = commands["verify"]
    names = sorted(verify.commands) if isinstance(verify, AppGroup) else []
    whole = [(_WHOLE,)] if _WHOLE in commands else []
    return [*(("verify", name) for name in names), *whole]
