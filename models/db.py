"""The session, and the one place that commits. Of ``models``, only this module knows Flask.

On SQLite a unit of work begins with ``BEGIN IMMEDIATE``: a writer that read first and asked for
the lock later would lose another's update or be told that the database is locked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from models import chain, editions
from models.errors import Refusal
from models.tables import Base, Event

db = SQLAlchemy(model_class=Base)
migrate = Migrate()

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_PENDING, _UNDOING = "pending events", "what to undo"
_BUSY = "刚刚已有人办理，请按最新状态重新办理"
_TOO_MUCH = "有的内容过长，或者数字、日期超出范围，没有保存；请改短、改正后再提交"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000")


def init_app(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, compare_type=True, render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _tame_sqlite(db.engine)


def _tame_sqlite(engine: Engine) -> None:
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def enlist(entry: Event) -> None:
    """Have ``entry`` chained to the register when the unit of work around it commits."""
    db.session.info.setdefault(_PENDING, []).append(entry)


def unless_kept(undo: Callable[[], object]) -> None:
    """Have ``undo`` called should the unit of work around it be given up: for what is done outside
    the database. A machine that stops in between undoes nothing."""
    db.session.info.setdefault(_UNDOING, []).append(undo)


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Keep everything done inside, or nothing. What was read before is read again inside."""
    db.session.rollback()
    db.session.info.update({_PENDING: [], _UNDOING: []})
    token = _writing.set(True)
    try:
        yield
        db.session.flush()
        if events := db.session.info[_PENDING]:
            editions.state(db.session(), events)
            chain.append(db.session(), events)
        db.session.info[_UNDOING] = []  # a commit that breaks off may have been kept
        db.session.commit()
    except StaleDataError as stale:
        raise Refusal(_BUSY) from stale
    except IntegrityError as clash:
        raise Refusal(_BUSY) from clash
    except (DataError, OverflowError) as beyond:
        raise Refusal(_TOO_MUCH) from beyond
    finally:
        db.session.rollback()
        _writing.reset(token)
        for undo in db.session.info.pop(_UNDOING, ()):
            undo()
        db.session.info[_PENDING] = []
