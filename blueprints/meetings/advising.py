"""提建议 · an expert's own advice, and giving more of it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import me, requires
from blueprints.meetings.advice_forms import ThoughtForm
from blueprints.meetings.blueprint import bp
from blueprints.meetings.views import own_tabs
from blueprints.oneself import own_entry
from blueprints.pages import page, page_size, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations import advice as operations
from models.operations.advice import Thought
from models.queries import advice, elections, roster
from models.vocabulary import Permission

P = Permission


@bp.get("/advice/mine")
@requires(P.READ_OWN_RECORD)
def my_advice() -> ResponseReturnValue:
    found = db.paginate(advice.listed(me(), advice.Filter()), per_page=page_size())
    may_give = policy.may(me(), P.GIVE_ADVICE)
    return page("meetings/my_advice.html", "list", found=found, tabs=own_tabs(), may_give=may_give)


@bp.route("/advice/new", methods=["GET", "POST"])
@requires(P.GIVE_ADVICE)
def new_advice() -> ResponseReturnValue:
    expert = own_entry()
    form = ThoughtForm(industry=_own_industry(expert.specialty_codes))
    form.offer(elections.industries(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            thought = Thought(form.title.data, form.text.data, form.industry.data)
            uploads = attachments.sent("files")
            with unit_of_work():
                given = operations.give(
                    expert, thought, uploads=uploads, folder=attachments.folder(), by=me()
                )
            flash(f"建议{given.number}已送{given.section.name}，答复后会通知您")
            return redirect(url_for(".one_advice", advice_id=given.id), 303)
    return page("meetings/new_advice.html", "new", form=form)


def _own_industry(codes: tuple[str, ...]) -> str | None:
    """Most advise in what they know: the industry of the first specialty is offered first."""
    first = (each for each in roster.annex_1(db.session()) if each.code in codes[:1])
    return next((each.industry_code for each in first), None)
