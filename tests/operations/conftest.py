"""Several people who act at the same moment; and whether what was played left the office sound."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from flask import Flask

from models import clock
from models.db import db
from models.errors import Refusal
from models.queries import invariants
from tests.conftest import NOON

Act = Callable[[], None]


@pytest.fixture
def everything_holds(app: Flask) -> Iterator[None]:
    """After the scenario the quick invariants are looked at."""
    yield
    db.session.rollback()
    faults = invariants.faults(db.session(), invariants.QUICK)
    assert [(check.name, *fault) for check, fault in faults] == []


@pytest.fixture
def at_once(app: Flask):
    """``at_once(act, act, …)``: all begin together; the refusals they met, in words."""

    def run(*acts: Act) -> list[str]:
        db.session.remove()
        start = Barrier(len(acts))
        with ThreadPoolExecutor(len(acts)) as people:
            each = [copy_context() for _ in acts]  # whoever acts has a pen in hand
            said = people.map(lambda mine, act: mine.run(attempt, act, start), each, acts)
            return [words for words in said if words]

    def attempt(act: Act, start: Barrier) -> str:
        with app.app_context(), clock.held_at(NOON):
            start.wait()
            try:
                act()
            except Refusal as refusal:
                return refusal.message
        return ""

    return run
