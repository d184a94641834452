"""遴选聘任总览 · where everyone stands between the form and the certificate (Art. 6, 7)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from blueprints.access import requires
from blueprints.pages import page
from models.db import db
from models.queries import selection
from models.vocabulary import Permission

bp = Blueprint("selection", __name__, url_prefix="/selection")


@bp.get("/")
@requires(Permission.READ_PROPOSAL)
def index() -> ResponseReturnValue:
    return page(
        "selection/index.html", "selection",
        stages=selection.stages(db.session()), cycles=selection.running_cycles(db.session()),
        proposals=selection.running_proposals(db.session()),
    )  # fmt: skip
