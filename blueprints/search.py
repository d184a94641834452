"""搜索 · anything from one box, as far as the post may see it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page
from models import policy
from models.db import db
from models.queries import search
from models.vocabulary import Permission

bp = Blueprint("search", __name__, url_prefix="/search")

_MOST = 20


@bp.get("/")
@requires(Permission.USE_DESK)
def results() -> ResponseReturnValue:
    words = request.args.get("q", "").strip()[:60]
    sees_roster = words and policy.may(me(), Permission.READ_ROSTER)
    sees_dispatches = words and policy.may(me(), Permission.READ_DISPATCH)
    experts = db.session.scalars(search.experts(words).limit(_MOST)) if sees_roster else ()
    units = db.session.scalars(search.units(words).limit(_MOST)) if sees_roster else ()
    dispatches = (
        db.session.scalars(search.dispatches(words, me()).limit(_MOST)) if sees_dispatches else ()
    )
    return page(
        "search/results.html", "results", words=words,
        experts=list(experts), dispatches=list(dispatches), units=list(units),
    )  # fmt: skip
