"""An office with people in it, on SQLite or PostgreSQL, and a browser signed in as any of them.

The program is set up and the office built once a process, by the migrations; each test finds the
office as it was built.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import URL, create_engine, inspect, make_url, text

from app import create_app
from blueprints.jobs import queue
from blueprints.limits import limiter
from models import clock, pens, sealed
from models.db import db
from models.instance import Instance
from models.tables import Account, Holding, Section
from models.vocabulary import Post
from tests.office import open_office
from tests.pages.browser import Browser

NOON = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)  # a Monday, noon in Beijing


def settings_for(root: Path, url: URL) -> dict[str, Any]:
    return {
        "TESTING": True,
        "SECRET_KEY": "test",
        "INSTANCE_DIR": root,
        "SQLALCHEMY_DATABASE_URI": url.render_as_string(hide_password=False),
    }


# Of a PostgreSQL: whoever still holds a connection, what guards the tables, whether a copy was
# seeded, and how far its numbering has come.
_OTHERS_GO = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_GUARDS = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
_SEEDED = "SELECT 1 FROM pg_namespace WHERE nspname = 'seed'"
_NUMBERING = """SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
    FROM pg_sequences WHERE schemaname = 'public'"""


class SqliteCopies:
    """A file, copied for each test."""

    def __init__(self, root: Path) -> None:
        self.template = URL.create("sqlite", database=str(root / "template.db"))

    def copy(self, root: Path) -> URL:
        target = root / "office.db"
        shutil.copyfile(str(self.template.database), target)
        return URL.create("sqlite", database=str(target))

    def renew(self, url: URL) -> None:
        """Put a copy back as it was made."""
        for beside in ("-wal", "-shm"):
            Path(f"{url.database}{beside}").unlink(missing_ok=True)
        shutil.copyfile(str(self.template.database), str(url.database))

    def empty(self, root: Path) -> URL:
        return URL.create("sqlite", database=str(root / "empty.db"))

    def drop(self, url: URL) -> None:
        """The folder of the test goes with it."""


class PostgresCopies:
    """A template database, copied by the server. Copying takes it half a second, so a copy keeps
    beside its tables what stood in them, and is filled from there again."""

    def __init__(self, server: URL, worker: str) -> None:
        self._server, self._worker, self._count = server, worker, 0
        self.template = server.set(database=f"template_{worker}")
        self._run(
            f"DROP DATABASE IF EXISTS template_{worker}", f"CREATE DATABASE template_{worker}"
        )

    def copy(self, root: Path) -> URL:
        return self._create(f"template_{self._worker}")

    def empty(self, root: Path) -> URL:
        return self._create("template1")

    def renew(self, url: URL) -> None:
        """Put a copy back as it was made: its rows or, where a guard was taken away, all of it."""
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(_OTHERS_GO))
            is_kept = connection.scalar(text(_SEEDED)) is not None
            is_guarded = is_kept and connection.scalar(text(_GUARDS)) == self._guards
            if is_guarded:
                connection.execute(text(self._refill))
        engine.dispose()
        if not is_guarded:
            self._run(
                f"DROP DATABASE {url.database} WITH (FORCE)",
                f"CREATE DATABASE {url.database} TEMPLATE template_{self._worker}",
            )
            self._seed(url)

    def _seed(self, url: URL) -> None:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        tables = [f'"{name}"' for name in inspect(engine).get_table_names()]
        with engine.connect() as connection:
            self._guards = connection.scalar(text(_GUARDS))
            numbering = connection.execute(text(_NUMBERING)).all()
            connection.execute(text("CREATE SCHEMA seed"))
            for name in tables:
                connection.execute(text(f"CREATE TABLE seed.{name} AS TABLE public.{name}"))
        engine.dispose()
        self._refill = ";".join(
            [
                "SET session_replication_role = replica",  # neither guards nor references hold
                *(f"DELETE FROM public.{name}" for name in tables),
                *(f"INSERT INTO public.{name} SELECT * FROM seed.{name}" for name in tables),
                *(f"SELECT setval('public.{name}', {at}, {used})" for name, at, used in numbering),
                "RESET session_replication_role",
            ]
        )

    def _create(self, template: str) -> URL:
        self._count += 1
        name = f"test_{self._worker}_{self._count}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._server.set(database=name)

    def drop(self, url: URL) -> None:
        self._run(f"DROP DATABASE {url.database} WITH (FORCE)")

    def _run(self, *statements: str) -> None:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> SqliteCopies | PostgresCopies:
    """The built office, ready to be copied."""
    root = tmp_path_factory.mktemp("instance")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    server = os.environ.get("DATABASE_URL", "")
    copies = PostgresCopies(make_url(server), worker) if server else SqliteCopies(root)
    app = create_app(settings_for(root, copies.template))
    with app.app_context(), clock.held_at(NOON):
        flask_migrate.upgrade()
        pens_of_all = open_office()
        db.session.remove()
        if not server:  # so that the file is whole without its log beside it
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    copies.instance, copies.pens = root, pens_of_all  # type: ignore[union-attr]
    return copies


@pytest.fixture(scope="session")
def house(copies: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The program itself: taking in its addresses and its templates is what takes long."""
    url = copies.copy(tmp_path_factory.mktemp("database"))
    yield create_app(settings_for(tmp_path_factory.mktemp("office"), url))
    copies.drop(url)


@pytest.fixture
def app(house: Flask, copies: Any) -> Iterator[Flask]:
    """The office as it was built, with nothing in its folder but its keys."""
    renew(house, copies)
    settings = dict(house.config)
    with house.app_context(), clock.held_at(NOON), pens.own_hands():
        for pen in copies.pens:  # whoever calls an operation has confirmed who acts
            pens.take_up(pen)
        limiter.reset()
        yield house
        db.session.remove()
        db.engine.dispose()
    house.config.update(settings)


def renew(house: Flask, copies: Any) -> None:
    instance = house.extensions["instance"]
    shutil.rmtree(instance.root)
    Instance.at(instance.root)
    shutil.copyfile(copies.instance / "keys.json", instance.root / "keys.json")
    copies.renew(make_url(house.config["SQLALCHEMY_DATABASE_URI"]))
    sealed.use(instance.keyring())  # another office may have been opened in between
    queue.init_app(house)


@pytest.fixture
def person(app: Flask):
    """``person(Post.DEPUTY)``: the holding of that post, or of the account with that login."""

    def find(who: Post | str) -> Holding:
        login = who.value if isinstance(who, Post) else who
        return db.session.scalars(
            db.select(Holding).join(Holding.account).where(Account.login == login)
        ).one()

    return find


@pytest.fixture
def mines(app: Flask) -> Section:
    return db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()


@pytest.fixture
def browser(app: Flask, person):
    """``browser(Post.DEPUTY)``: a browser signed in as that person; ``browser(None)``: nobody."""
    return lambda who: Browser(app, person(who).account if who else None)
