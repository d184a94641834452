"""推选 · what one person does in an election: put up, answer, vote, bring a text for the lots."""

from collections.abc import Callable

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.elections.blueprint import bp
from blueprints.elections.forms import LotForm, NominateForm, ballot_form
from blueprints.elections.views import show_election
from blueprints.pages import Form, refusals_shown_on
from models.db import db, unit_of_work
from models.operations import ballots, elections, lots
from models.queries.elections import members
from models.rules.article_11_draw import canonical
from models.tables import Election, Expert, Nomination
from models.vocabulary import Permission

P = Permission


@bp.post("/<int:election_id>/nominations")
@requires(P.NOMINATE)
def nominate(election_id: int) -> ResponseReturnValue:
    election, form = load(Election, election_id, P.NOMINATE), NominateForm()
    form.offer(members(db.session(), election.industry_code))

    def act() -> None:
        expert = db.get_or_404(Expert, form.expert.data)
        elections.nominate(election, expert, statement=form.statement.data, by=me())

    return _do(election, form, act, "已提名")


@bp.post("/nominations/<int:nomination_id>/<action>")
@requires(P.ANSWER_NOMINATION)
def answer(nomination_id: int, action: str) -> ResponseReturnValue:
    nomination = load(Nomination, nomination_id, P.ANSWER_NOMINATION)
    with unit_of_work():
        elections.answer(nomination, action, by=me())
    flash(f"{nomination.expert.name}：{nomination.state.label}")
    return redirect(url_for(".show", election_id=nomination.election_id), 303)


@bp.post("/<int:election_id>/ballots")
@requires(P.VOTE)
def vote(election_id: int) -> ResponseReturnValue:
    election = load(Election, election_id, P.VOTE)
    form = ballot_form(election)
    act = lambda: ballots.vote(election, form.chosen(), by=me())  # noqa: E731
    return _do(election, form, act, "选票已投入票箱")


@bp.post("/<int:election_id>/lot")
@requires(P.DRAW_LOTS)
def contribute(election_id: int) -> ResponseReturnValue:
    election, form = load(Election, election_id, P.DRAW_LOTS), LotForm()
    act = lambda: lots.contribute(election, form.text.data, by=me())  # noqa: E731
    return _do(election, form, act, "随机内容已投入")


@bp.get("/<int:election_id>/lot.json")
@requires(P.READ_ELECTION)
def lot(election_id: int) -> ResponseReturnValue:
    """The lots for a stranger to draw again: exactly the bytes the digest covers."""
    election = load(Election, election_id, P.READ_ELECTION)
    if election.lot is None or election.lot.bundle is None:
        abort(404)
    answer = Response(canonical(election.lot.bundle), mimetype="application/json")
    answer.headers["Content-Disposition"] = f"attachment; filename={election.number}.json"
    return answer


def _do(election: Election, form: Form, act: Callable[[], None], done: str) -> ResponseReturnValue:
    """One act of the page: done and told, or refused beside its form."""
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                act()
            flash(done)
            return redirect(url_for(".show", election_id=election.id), 303)
    return show_election(election, form)
