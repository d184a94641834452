"""The disk is full, the database only reads, or is gone: an answer in words, and no half step."""

from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import OperationalError

from models import chain
from models.db import db
from models.tables import Dispatch, Event, Signature
from models.vocabulary import Post
from models.workflows.dispatch import State
from tests import states
from tests.office import PASSWORD

# How a connection begins that can keep nothing more: a disk that is full, for SQLite takes the
# least number of pages that holds what is there, and a database that only reads.
OUT_OF_ORDER = {
    "sqlite": ("PRAGMA max_page_count = 1", "PRAGMA query_only = ON"),
    "postgresql": ("SET default_transaction_read_only = on",),
}
_OTHERS_GO = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@contextmanager
def every_connection_begins_with(statement):
    def begin(connection, _record):
        connection.execute(statement)
        connection.commit()

    event.listen(db.engine, "connect", begin)
    db.session.remove()
    db.engine.dispose()
    yield
    event.remove(db.engine, "connect", begin)
    db.session.remove()
    db.engine.dispose()


@contextmanager
def every_statement_failing():
    def fail(*_):
        raise OperationalError("", {}, Exception("server closed the connection unexpectedly"))

    event.listen(db.engine, "before_cursor_execute", fail)
    yield
    event.remove(db.engine, "before_cursor_execute", fail)


@pytest.fixture
def signing(app, browser):
    """An endorsed dispatch; its page, open before the deputy who is about to sign."""
    number = states.endorsed().id
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=number)
    return number, page


def sign(page):
    return page.submit(
        "#act form", action="sign", note="同意，" + "按期完成。" * 60, password=PASSWORD
    )


def nothing_happened(number, rows):
    return (
        db.session.get(Dispatch, number).state is State.ENDORSED
        and not db.session.scalars(db.select(Signature).filter_by(action="sign")).all()
        and db.session.scalar(db.select(db.func.count(Event.number))) == rows
        and not chain.verify(db.session()).faults
    )


def rows_now():
    return db.session.scalar(db.select(db.func.count(Event.number)))


def test_a_signature_that_cannot_be_kept_is_answered_in_words_and_leaves_nothing(signing):
    number, page = signing
    rows = rows_now()
    for statement in OUT_OF_ORDER[db.engine.dialect.name]:
        with every_connection_begins_with(statement):
            answer = sign(page)
        assert answer.status == 422
        assert "数据库暂时不能保存" in " ".join(answer.refusals())
        assert "按期完成" in answer.text("#act textarea"), "what was typed is still there"
        assert nothing_happened(number, rows)
    assert sign(page).status == 200  # once it can be kept again, it is
    assert db.session.get(Dispatch, number).state is State.ISSUED


def test_a_database_that_was_restarted_is_found_again(signing):
    number, page = signing
    db.session.remove()
    if db.engine.dialect.name == "postgresql":
        other = create_engine(db.engine.url, isolation_level="AUTOCOMMIT")
        with other.connect() as connection:
            connection.execute(text(_OTHERS_GO))
        other.dispose()
    assert sign(page).status == 200
    assert db.session.get(Dispatch, number).state is State.ISSUED


def test_a_page_of_a_database_that_is_gone_says_so_and_asks_it_nothing(app, browser):
    deputy = browser(Post.DEPUTY)
    with every_statement_failing():
        answer = deputy.visit("/dispatches/")
    assert answer.status == 503
    assert answer.text("h1") == "数据库暂时没有应答"
    assert deputy.visit("/dispatches/").status == 200
