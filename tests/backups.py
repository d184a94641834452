"""A place to restore into, and what an office holds, for the tests of backups."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import MetaData, select

from app import create_app
from models import sealed
from models.db import db
from tests.conftest import settings_for


@contextmanager
def empty_office(copies: Any, root: Path, keys: Path | None) -> Iterator[Flask]:
    """Another office, with nothing in it but these keys."""
    before = sealed.keyring()
    root.mkdir(parents=True, exist_ok=True)
    if keys:
        shutil.copy2(keys, root / "keys.json")
    url = copies.empty(root)
    other = create_app(settings_for(root, url))
    with other.app_context():
        yield other
        db.session.remove()
        db.engine.dispose()
    copies.drop(url)
    sealed.use(before)


def everything() -> dict[str, Any]:
    """Every row of every table as the database has it, and the digest of every upload."""
    found = MetaData()
    found.reflect(db.engine)
    with db.engine.connect() as connection:
        return {
            name: connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            for name, table in found.tables.items()
        }


def files_in(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.md5(path.read_bytes()).hexdigest() for path in folder.iterdir()}
