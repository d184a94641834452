"""An office with people in it, on SQLite or PostgreSQL, and a browser signed in as any of them.

The office is built once a process, by the migrations; each test works on its own copy of it.
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
from sqlalchemy import URL, create_engine, make_url, text

from app import create_app
from models import clock
from models.db import db
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


class SqliteCopies:
    """A file, copied for each test."""

    def __init__(self, root: Path) -> None:
        self.template = URL.create("sqlite", database=str(root / "template.db"))

    def copy(self, root: Path) -> URL:
        target = root / "office.db"
        shutil.copyfile(str(self.template.database), target)
        return URL.create("sqlite", database=str(target))

    def empty(self, root: Path) -> URL:
        return URL.create("sqlite", database=str(root / "empty.db"))

    def drop(self, url: URL) -> None:
        """The folder of the test goes with it."""


class PostgresCopies:
    """A template database, copied by the server for each test."""

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
        open_office()
        db.session.remove()
        if not server:  # so that the file is whole without its log beside it
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    copies.instance = root  # type: ignore[union-attr]
    return copies


@pytest.fixture
def app(copies: Any, tmp_path: Path) -> Iterator[Flask]:
    url = copies.copy(tmp_path)
    shutil.copyfile(copies.instance / "keys.json", tmp_path / "keys.json")
    app = create_app(settings_for(tmp_path, url))
    with app.app_context(), clock.held_at(NOON):
        yield app
        db.session.remove()
        db.engine.dispose()
    copies.drop(url)


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
