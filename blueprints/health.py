"""健康检查 · whether the office is up; and for the administrators, what the machine lacks."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy import select, text

from blueprints.access import public, requires
from blueprints.health_checks import findings
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
@requires(Permission.READ_HEALTH)
def status() -> ResponseReturnValue:
    """Everything is tried as the page is asked for, so it takes about a second."""
    found = findings()
    head = db.session.scalars(select(RegisterHead)).one()
    database = db.engine.dialect.name
    return page("health/status.html", "content", head=head, database=database, findings=found)
