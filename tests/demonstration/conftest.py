"""A small year of the demonstration, made once for all that look at it."""

from datetime import UTC, datetime

import pytest

from app import create_app
from models import clock, sealed
from models.db import db
from models.demonstration.courses import FEWEST
from tests.conftest import settings_for

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday, eight in the evening


class Command:
    """``flask demo``, and the program whose office it filled."""

    def __init__(self, app) -> None:
        self.app = app

    def __call__(self, *options: str):
        return self.app.test_cli_runner().invoke(args=["demo", *options], catch_exceptions=False)


@pytest.fixture(scope="package")
def flask_demo(copies, tmp_path_factory):
    """``flask_demo()`` runs the command; it has been run once, on a database with nothing in it."""
    root = tmp_path_factory.mktemp("demonstration")
    url = copies.empty(root)
    app = create_app(settings_for(root, url))
    with app.app_context(), clock.held_at(NOW):
        command = Command(app)
        assert command("--dispatches", str(FEWEST)).exit_code == 0
        yield command
        db.session.remove()
        db.engine.dispose()
    copies.drop(url)


@pytest.fixture
def year(flask_demo):
    """The session in which the year can be looked at."""
    sealed.use(flask_demo.app.extensions["instance"].keyring())
    return db.session()
