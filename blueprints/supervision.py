"""监督 · the supervisor's desk: every draw, what stands out, and the reason it does."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from blueprints.access import requires
from blueprints.pages import Query, page, page_size
from models.db import db
from models.queries import supervision
from models.queries.delegations import running
from models.rules.article_11_rotation import fit_of
from models.vocabulary import Permission, SelectionWay
from models.workflows.draw import State

bp = Blueprint("supervision", __name__, url_prefix="/supervision")

_SHOWN = 40  # experts in the picture; the table has them all


_WAYS = {way.value: way.label for way in SelectionWay if way is not SelectionWay.RANDOM}


class WayQuery(Query):
    way = SelectField("选取方式", choices={"": "全部"} | _WAYS)


class DrawQuery(Query):
    state = SelectField("状态", choices={"": "全部"} | State.choices())


@bp.get("/")
@requires(Permission.SUPERVISE_DRAWS)
def index() -> ResponseReturnValue:
    query = DrawQuery(request.args)
    state = query.state.data if query.state.data in query.state.choices else ""
    found = db.paginate(supervision.draws(state), per_page=page_size())
    habits = supervision.habits(db.session())
    sizes = supervision.pool_sizes(db.session(), found.items)
    return page(
        "supervision/index.html", "draws",
        draws=found, query=query, habits=habits, sizes=sizes, lent=running(db.session()),
    )  # fmt: skip


@bp.get("/not-drawn")
@requires(Permission.SUPERVISE_DRAWS)
def not_drawn() -> ResponseReturnValue:
    """Every dispatch of another way than the draw, with its ground; an emergency with its calls."""
    query = WayQuery(request.args)
    way = query.way.data if query.way.data in query.way.choices else ""
    found = db.paginate(supervision.not_drawn(way), per_page=page_size())
    return page("supervision/not_drawn.html", "list", dispatches=found, query=query)


@bp.get("/use")
@requires(Permission.SUPERVISE_DRAWS)
def use() -> ResponseReturnValue:
    """Expected against actual use of each expert over the last twelve months."""
    uses = sorted(supervision.uses(db.session()), key=lambda use: -abs(use.deviation))
    shown = uses[:_SHOWN]
    people = supervision.people(db.session(), [use.expert for use in shown])
    most = max((max(use.actual, use.expected) for use in uses), default=1)
    return page(
        "supervision/use.html", "use",
        uses=uses, people=people, fit=fit_of(uses), shown=shown, most=most,
    )  # fmt: skip
