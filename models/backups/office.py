"""备份内容 · what of an office goes into a backup, what is told about it, and whether it may come
back here. The keys stay out; only their fingerprints go in.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from zipfile import ZipFile

from sqlalchemy import Connection, String, column, select, table, text
from sqlalchemy.orm import Session

from models import chain, clock
from models.backups import rows
from models.backups.container import Sheaf
from models.errors import Refusal
from models.sealed import Keyring

FORMAT = "zexian-backup/1"
_FOLDERS = ("uploads", "jobs")
_PIECE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class About:
    """What the manifest says."""

    made_at: str
    revision: str
    number: int
    head: str
    keys: Mapping[str, str]
    tables: Mapping[str, Any]
    entries: Mapping[str, str]

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> "About":
        if manifest.get("format") != FORMAT:
            raise Refusal("这不是本程序能读的备份，请核对文件")
        register = manifest["register"]
        return cls(
            manifest["made_at"], manifest["revision"], register["number"], register["head"],
            manifest["keys"], manifest["tables"], manifest["entries"],
        )  # fmt: skip

    @property
    def count(self) -> int:
        """How many rows all tables have."""
        return sum(table["rows"] for table in self.tables.values())

    def refuse_other(self, keyring: Keyring) -> None:
        """Without the keys of its time nobody could read what the backup keeps sealed."""
        here = keyring.fingerprints()
        if any(here.get(name) != told for name, told in self.keys.items()):
            raise Refusal(
                "这里的 keys.json 与备份时的不是同一份，身份证号等将无法读出；"
                "请把另行保存的 keys.json 放进 INSTANCE_DIR 后再恢复"
            )


def pack(sheaf: Sheaf, connection: Connection, root: Path, keyring: Keyring) -> None:
    """Everything of the office as it stands in the transaction of ``connection``. Files are packed
    after the rows that name them: what a row names was written before."""
    version = select(column("version_num", String)).select_from(table(rows.VERSION_TABLE))
    revision = connection.scalar(version)
    number, head = connection.execute(text("SELECT number, digest FROM register_head")).one()
    tables = rows.copy_out(connection, sheaf)
    for path in _files(root):
        with suppress(FileNotFoundError):  # what a job was made of goes when it is done
            sheaf.add(path.relative_to(root).as_posix(), _pieces(path))
    sheaf.close_with(
        {
            "format": FORMAT,
            "made_at": clock.now().isoformat(),
            "revision": revision,
            "register": {"number": number, "head": head},
            "keys": keyring.fingerprints(),
            "tables": tables,
        }
    )


def lay_out(packed: ZipFile, about: About, root: Path) -> None:
    """Put the files of the backup where the office keeps them: those it has a digest of."""
    for folder in _FOLDERS:
        (root / folder).mkdir(mode=0o700, exist_ok=True)
    for name in about.entries:
        if name.startswith(tuple(f"{folder}/" for folder in _FOLDERS)):
            path = _inside(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with packed.open(name) as source, path.open("wb") as target:
                copyfileobj(source, target)


def prove(connection: Connection, about: About) -> None:
    """Refuse a database whose register is not whole, or is not the one the manifest tells of."""
    verdict = chain.verify(Session(connection))
    if verdict.faults:
        raise Refusal(f"备份里的留痕台账已被改动：{verdict.faults[0]}；请改用另一份")
    if (verdict.rows, verdict.digest) != (about.number, about.head):
        raise Refusal("备份里的留痕台账与它的清单不符，请改用另一份")


def _files(root: Path) -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from (path for path in sorted((root / folder).rglob("*")) if path.is_file())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _inside(root: Path, name: str) -> Path:
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise Refusal("备份里有不该有的文件名，不能恢复，请改用另一份")
    return path
