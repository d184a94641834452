"""The session, and the one place that commits. Of ``models``, only this module knows Flask.

On SQLite a unit of work begins with ``BEGIN IMMEDIATE``: a writer that read first and asked for
the lock later would lose another's update or be told that the database is locked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DataError, IntegrityError, InternalError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from models import chain, editions
from models.errors import Refusal
from models.tables import Base, Event

db = SQLAlchemy(model_class=Base)
migrate = Migrate()
log = structlog.get_logger("zexian")

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_PENDING, _UNDOING = "pending events", "what to undo"
_BUSY = "刚刚已有人办理，请按最新状态重新办理"
_NO_ANSWER = (
    "数据库暂时不能保存（磁盘已满、只读或正在重启），这次办理没有得到确认；"
    "请稍候打开这件事核对，没有变化的再办一次，仍然不行的请告诉系统管理员"
)
_TOO_MUCH = "有的内容过长，或者数字、日期超出范围，没有保存；请改短、改正后再提交"
_ANSWERED = (
    StaleDataError, IntegrityError, DataError, OverflowError, OperationalError,
    InternalError,  # a PostgreSQL that only reads
)  # fmt: skip
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
    except _ANSWERED as error:
        raise Refusal(_answer_to(error)) from error
    finally:
        db.session.rollback()
        _writing.reset(token)
        for undo in db.session.info.pop(_UNDOING, ()):
            undo()
        db.session.info[_PENDING] = []


@contextmanager
def refusals_counted() -> Iterator[None]:
    """A unit of work that is kept although it ends in a refusal, which is raised after it: failures
    at the door count."""
    refused: Refusal | None = None
    with unit_of_work():
        try:
            yield
        except Refusal as refusal:
            refused = refusal
    if refused:
        raise refused


def _answer_to(error: Exception) -> str:
    """What to tell whoever asked for what the database did not keep; an outage goes to the log."""
    if isinstance(error, StaleDataError | IntegrityError):
        return _BUSY
    if isinstance(error, DataError | OverflowError):
        return _TOO_MUCH
    log.error("database", kind=type(error.__cause__).__name__)
    return _NO_ANSWER
