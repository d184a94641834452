"""附件核对 · every stored file, and whether its content is what was stored."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.packages import digest_of_file
from models.tables import ArchivePackage, Destruction, StoredFile
from models.workflows.destruction import State


def every(session: Session) -> Iterator[StoredFile]:
    """But for packages of the archive that were destroyed after their term."""
    gone = (
        select(ArchivePackage.file_id)
        .join(Destruction, Destruction.package_id == ArchivePackage.id)
        .where(Destruction._state == State.DESTROYED)
    )
    query = select(StoredFile).where(StoredFile.id.not_in(gone)).order_by(StoredFile.id)
    yield from session.scalars(query.execution_options(yield_per=500))


def fault_of(stored: StoredFile, folder: Path) -> str:
    """What is wrong with it, in a sentence; empty where nothing is."""
    path = folder / stored.path
    if not path.exists():
        return f"附件{stored.id}“{stored.name}”不在了，请从备份中恢复"
    if digest_of_file(path) != stored.digest:
        return f"附件{stored.id}“{stored.name}”与存入时不一致，请从备份中恢复"
    return ""
