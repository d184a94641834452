"""健康检查 · whether the office is up; and for the system administrator, what the machine lacks."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy import select, text

from blueprints.access import public, requires
from blueprints.documents import font_gaps
from blueprints.pages import page
from models.db import db
from models.tables import RegisterHead
from models.vocabulary import Permission

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    db.session.execute(text("SELECT number FROM register_head"))
    return Response("ok\n", mimetype="text/plain")


@bp.get("/status")
@requires(Permission.CHANGE_SETTINGS)
def status() -> ResponseReturnValue:
    """A paper is rendered to see what the fonts can draw, so it takes half a second."""
    head = db.session.scalars(select(RegisterHead)).one()
    database = db.engine.dialect.name
    return page("health/status.html", "content", head=head, database=database, gaps=font_gaps())
