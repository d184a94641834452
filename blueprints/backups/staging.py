"""展开备份 · a backup laid out in a place of its own and proved, before anybody relies on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app

from blueprints.backups.place import Place, scratch
from models import sealed
from models.backups import container, office, rows
from models.backups.keys import BackupKey
from models.backups.office import About
from models.errors import Refusal

_NEWER = "备份来自更新版本的程序，本程序读不了；请先把程序升级到不低于备份时的版本"


@contextmanager
def staged(path: Path, key: BackupKey, beside: Place) -> Iterator[tuple[Place, About]]:
    """The office of the backup, brought up to date and proved; gone afterwards."""
    with scratch(beside) as place:
        about = _lay_out(path, key, place)
        yield place, about


def _lay_out(path: Path, key: BackupKey, place: Place) -> About:
    with container.opened(path, key.opening(), place.root) as (packed, manifest):
        about = About.of(manifest)
        about.refuse_other(sealed.keyring())
        _refuse_newer(about.revision)
        office.lay_out(packed, about, place.root)
        _fill(place, packed, about)
    if about.revision != _script().get_current_head():
        _upgrade(place, "head")
    return about


def _fill(place: Place, packed: ZipFile, about: About) -> None:
    _upgrade(place, about.revision)
    with place.connection() as connection:
        rows.copy_in(connection, packed, about.tables)
        office.prove(connection, about)


def _refuse_newer(revision: str) -> None:
    try:
        _script().get_revision(revision)
    except CommandError as unknown:
        raise Refusal(_NEWER) from unknown


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(Path(current_app.root_path) / "migrations"))


def _upgrade(place: Place, revision: str) -> None:
    done = place.run("db", "upgrade", revision)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["没有说明原因"])[-1]
        raise Refusal(f"建不了备份的数据表：{reason}")
