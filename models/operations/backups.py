"""备份登记 · that a backup was made, and that one was tried; the health page reads it again."""

from collections.abc import Sequence

from models.operations.register import register


def record_backup(name: str, *, size: int, seconds: float) -> None:
    register("backup:make", "备份", by=None, file=name, size=size, seconds=seconds)


def record_removal(name: str) -> None:
    register("backup:remove", "删除旧备份", by=None, file=name)


def record_drill(name: str, *, size: int, seconds: float, faults: Sequence[str]) -> None:
    """``faults``: what did not come out; empty where the office came back whole."""
    kind, label = ("drill:fail", "恢复演练未通过") if faults else ("drill:pass", "恢复演练通过")
    register(
        kind, label, by=None, file=name, size=size, seconds=seconds, reason="；".join(faults)[:500]
    )
