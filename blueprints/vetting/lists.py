"""申报材料 · the list of everything that was handed in, within one's reach."""

from flask import request
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, page_size
from blueprints.vetting.blueprint import bp
from blueprints.vetting.forms import ListQuery
from models import policy
from models.db import db
from models.queries import roster, sections, vetting
from models.vocabulary import Permission

P = Permission


@bp.get("/")
@requires(P.READ_APPLICATION)
def index() -> ResponseReturnValue:
    session = db.session()
    annex_1 = roster.annex_1(session)
    query = ListQuery(request.args)
    query.offer(vetting.cycles(session), annex_1, sections.every(session))
    found = db.paginate(vetting.listed(me(), query.chosen()), per_page=page_size())
    first, waiting = vetting.next_waiting(session, me())
    return page(
        "vetting/index.html", "list", query=query, found=found, first=first, waiting=waiting,
        specialties={each.code: each for each in annex_1},
        sorts=policy.may(me(), P.SORT_APPLICATION),
    )  # fmt: skip
