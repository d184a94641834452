"""检查点 · what the register had come to on each day, kept outside the database.

A line a day: the day, how many rows, the digest of the last, and a digest that chains the line to
the one before. A database that was brought back from an old backup lacks what later lines name.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import new
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chain import START
from models.errors import Refusal
from models.tables import Event, RegisterHead

_SHORT = 16  # hexadecimal digits on paper
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the register at some time: its number and its digest, or how that begins.
    ``told_by``: where it stands written."""

    number: int | None
    digest: str
    told_by: str

    @property
    def short(self) -> str:
        """As papers print it."""
        return f"{self.number}-{self.digest[:_SHORT]}"


def printed(words: str) -> Head:
    """A head as somebody types it off a paper: ``1234-0cf214b2011b8bfd``, or the digest alone."""
    number, _, digest = "".join(words.split()).lower().rpartition("-")
    is_hex = len(digest) >= _SHORTEST and set(digest) <= set("0123456789abcdef")
    if not is_hex or not ((number.isascii() and number.isdigit()) or not number):
        raise Refusal("链头应如 1234-0cf214b2011b8bfd，请照文书上印的抄写；检查点请写文件名")
    return Head(int(number) if number else None, digest, "这份文书")


def read(path: Path) -> list[Head]:
    """The lines of a checkpoint file; refused where one was edited, removed or moved."""
    heads, seal = [], START
    for place, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        told, _, own = line.rpartition(" ")
        seal = _seal(seal, told)
        day, _, rest = told.partition(" ")
        number, _, digest = rest.partition(" ")
        if own != seal or not number.isdigit():
            raise Refusal(f"检查点文件 {path.name} 从第{place}行起被改动过，不能作为凭据")
        heads.append(Head(int(number), digest, f"{day}的检查点"))
    return heads


def append(path: Path, day: date, head: RegisterHead) -> bool:
    """Add the line of the day; False where it has one."""
    lines = path.read_text().splitlines() if path.exists() else []
    if lines and lines[-1].partition(" ")[0] >= day.isoformat():
        return False
    told = f"{day.isoformat()} {head.number} {head.digest}"
    seal = _seal(lines[-1].rpartition(" ")[2] if lines else START, told)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{told} {seal}\n")
        file.flush()
        os.fsync(handle)
    return True


def lacking(session: Session, heads: Sequence[Head]) -> Iterator[str]:
    """A sentence for each head that the register does not lead to."""
    count = session.scalars(select(RegisterHead)).one().number
    for head in heads:
        if head.number is None:
            if not _holds(session, head):
                yield f"台账里没有{head.told_by}所印的链头：数据库比它旧，或者台账被改写过"
        elif head.number > count:
            yield (
                f"{head.told_by}记到第{head.number}行，这里只有{count}行："
                "这个数据库是用较早的备份恢复的"
            )
        elif not _holds(session, head):
            yield f"{head.told_by}与第{head.number}行不符：第{head.number}行或更早的内容被改写过"


def _holds(session: Session, head: Head) -> bool:
    if head.number == 0:
        return START.startswith(head.digest)
    query = select(Event.number).where(Event.digest.startswith(head.digest))
    if head.number is not None:
        query = query.where(Event.number == head.number)
    return session.scalars(query.limit(1)).first() is not None


def _seal(before: str, told: str) -> str:
    return new("sm3", f"{before} {told}".encode()).hexdigest()
