"""拟定名单的编制 · choosing who stands on it, from the accepted sheets and reviews."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.proposals.blueprint import bp
from blueprints.proposals.forms import ChooseForm, CompileForm
from models import clock
from models.db import db, unit_of_work
from models.operations import compiling
from models.queries import proposals
from models.tables import ProposedRoster
from models.vocabulary import Permission

P = Permission


@bp.route("/new", methods=["GET", "POST"])
@requires(P.COMPILE_PROPOSAL)
def new() -> ResponseReturnValue:
    """Everybody who can be put on it is ticked; of one cycle where it was come from."""
    lines, reviews = proposals.candidates(db.session()), proposals.removable(db.session())
    cycle = request.args.get("cycle", type=int)
    form = CompileForm(
        title=f"{clock.today().year}年度专家组拟定名单",
        lines=[each.id for each in lines if not cycle or each.application.intake_id == cycle],
        reviews=[each.id for each in reviews],
    )
    form.offer(lines, reviews)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = compiling.compile_roster(
                    form.title.data, lines=form.lines.data, reviews=form.reviews.data, by=me()
                )
            flash(f"已编制{made.caption}")
            return redirect(url_for(".show", proposal_id=made.id), 303)
    return page("proposals/new.html", "new", form=form, lines=lines, reviews=reviews)


@bp.route("/<int:proposal_id>/people", methods=["GET", "POST"])
@requires(P.COMPILE_PROPOSAL)
def people(proposal_id: int) -> ResponseReturnValue:
    """Who stands on it, and who else could."""
    proposal = load(ProposedRoster, proposal_id, P.COMPILE_PROPOSAL)
    lines = proposals.choices_of_lines(db.session(), proposal)
    reviews = proposals.choices_of_reviews(db.session(), proposal)
    form = ChooseForm(
        seen=proposal.version,
        lines=[each.sheet_line_id for each in proposal.additions],
        reviews=[each.review_item_id for each in proposal.removals],
    )
    form.offer(lines, reviews)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                compiling.choose(
                    proposal, lines=form.lines.data, reviews=form.reviews.data,
                    seen=form.seen.data, by=me(),
                )  # fmt: skip
            flash("名单人员已保存")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return page(
        "proposals/people.html", "people", form=form, proposal=proposal, lines=lines,
        reviews=reviews,
    )  # fmt: skip
