"""健康检查 · whether the office is up: it can answer, and its database as well."""

from flask import Blueprint, Response
from sqlalchemy import text

from blueprints.access import public
from models.db import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    db.session.execute(text("SELECT number FROM register_head"))
    return Response("ok\n", mimetype="text/plain")
