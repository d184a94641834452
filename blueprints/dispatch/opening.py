"""突击检查 · opening the file of one: told when its hour has come, written down before."""

from flask import request

from blueprints.access import me
from models.db import db, unit_of_work
from models.operations import unannounced as operations
from models.queries import unannounced
from models.tables import Dispatch


def tell_if_due(dispatch: Dispatch) -> None:
    """Nobody who looks after the hour waits for the machine's timer."""
    if request.method == "GET" and unannounced.is_due(dispatch):
        with unit_of_work():
            operations.reveal(dispatch)


def open_file(dispatch: Dispatch) -> None:
    """I read where it goes."""
    tell_if_due(dispatch)
    if not dispatch.told.is_hidden or unannounced.has_opened(db.session(), dispatch, me()):
        return
    with unit_of_work():
        operations.note_reader(dispatch, by=me())
