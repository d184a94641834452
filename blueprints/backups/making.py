"""备份 · the office as one sealed file, made while people go on working."""

import time
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from models import sealed
from models.backups import container, office
from models.backups.container import Sheaf
from models.backups.keys import BackupKey
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.backups import record_backup

_STILL = {"postgresql": "REPEATABLE READ"}  # SQLite's readers see one state by themselves


def make(path: Path, key: BackupKey) -> None:
    """Make it and register that it was made."""
    begun = time.monotonic()
    container.write(path, key.recipient, _pack)
    seconds = round(time.monotonic() - begun, 1)
    with unit_of_work():
        record_backup(path.name, size=path.stat().st_size, seconds=seconds)


def _pack(sheaf: Sheaf) -> None:
    root: Path = current_app.extensions["instance"].root
    try:
        with _standing_still() as connection:
            office.pack(sheaf, connection, root, sealed.keyring())
    except SQLAlchemyError as unread:
        raise Refusal(f"备份没有做成：数据库读不了（{type(unread).__name__}）") from unread


def _standing_still() -> Connection:
    """A connection that sees the one state of the database, whoever writes meanwhile."""
    connection = db.engine.connect()
    if level := _STILL.get(connection.dialect.name):
        connection = connection.execution_options(isolation_level=level)
    return connection
