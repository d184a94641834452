"""推选 · the list, opening one, and the page on which everything about it is done."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.elections.blueprint import bp
from blueprints.elections.forms import (
    BallotForm,
    ElectionQuery,
    LotForm,
    NominateForm,
    OpenForm,
    ballot_form,
)
from blueprints.pages import Form, page, page_size, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import elections as operations
from models.operations.ballots import VOTED
from models.operations.steps import steps_open_to
from models.queries import elections, register, roster, sections, signatures
from models.rules.article_04_election import comes_out_again
from models.rules.article_11_draw import read_aloud
from models.tables import Election, ElectionLot, Expert, Section
from models.vocabulary import GroupOffice, Permission, Post
from models.workflows.election import State

P = Permission


@bp.get("/")
@requires(P.READ_ELECTION)
def index() -> ResponseReturnValue:
    query = ElectionQuery(request.args)
    query.offer(elections.industries(db.session()))
    found = db.paginate(elections.listed(*query.chosen()), per_page=page_size())
    may_open = policy.may(me(), P.RUN_ELECTION)
    return page("elections/index.html", "list", query=query, elections=found, may_open=may_open)


@bp.route("/new", methods=["GET", "POST"])
@requires(P.RUN_ELECTION)
def new() -> ResponseReturnValue:
    form = OpenForm(industry=request.args.get("industry"), office=request.args.get("office"))
    mine = [each for each in sections.in_use(db.session()) if each.id in me().section_ids]
    form.offer(elections.industries(db.session()), mine)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                section = db.get_or_404(Section, form.section.data)
                opened = operations.open_election(_terms(form), section=section, by=me())
            flash(f"已发起{opened.caption}，已通知专业组成员提名")
            return redirect(url_for(".show", election_id=opened.id), 303)
    return page("elections/new.html", "new", form=form)


def _terms(form: OpenForm) -> operations.Terms:
    return operations.Terms(
        industry=form.industry.data,
        office=GroupOffice(form.office.data),
        places=form.places.data,
        nominations_until=form.nominations_until.data,
        voting_until=form.voting_until.data,
        note=form.note.data or "",
    )


@bp.route("/<int:election_id>", methods=["GET", "POST"])
@requires(P.READ_ELECTION)
def show(election_id: int) -> ResponseReturnValue:
    election = load(Election, election_id, P.READ_ELECTION)
    form = StepForm(steps_open_to(me(), election), election)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                note = form.note.data or ""
                operations.take(election, form.action.data, by=me(), note=note)
            flash(f"{election.caption}：{election.state.label}")
            return redirect(url_for(".show", election_id=election_id), 303)
    return show_election(election, form)


def show_election(election: Election, form: Form) -> Response:
    """The page; ``form`` is the one of its forms that was sent, or the steps."""
    is_step = isinstance(form, StepForm)
    moves = steps_open_to(me(), election)
    gaps = [gap for move in moves if move.forward for gap in move.missing_from(election)]
    watches = not policy.may(me(), P.VOTE)
    return page(
        "elections/show.html", "election",
        election=election, track=track_of(election), form=form,
        step=form if is_step else StepForm(moves, election),
        lacking=[(gap.message, gap.article) for gap in gaps],
        nominate=_nominate_form(election, form),
        ballot=_ballot_form(election, form),
        answers={each.id for each in election.nominations if _may_answer(each)},
        lot=_lot(election.lot, form) if election.lot else None,
        watches=watches,
        history=_history(election) if watches else [],
        signatures=signatures.of_matter(db.session(), election.matter) if watches else [],
    )  # fmt: skip


def _history(election: Election) -> list[register.Entry]:
    """What was done. The ballots stand in the list of members already, and there without times."""
    entries = register.of_matter(db.session(), election.matter)
    return [entry for entry in entries if entry.what != VOTED]


def _own() -> Expert | None:
    return roster.own(db.session(), me().account_id) if me().post is Post.EXPERT else None


def _nominate_form(election: Election, sent: Form) -> NominateForm | None:
    """The form, to whoever may put somebody up now."""
    if election.state is not State.NOMINATING or election.nominations_over:
        return None
    if policy.refusal(me(), P.NOMINATE, election):
        return None
    members = elections.members(db.session(), election.industry_code)
    if me().post is Post.EXPERT and _own() not in members:
        return None
    form = sent if isinstance(sent, NominateForm) else NominateForm(formdata=None)
    put_up = {each.expert_id for each in election.nominations}
    form.offer([each for each in members if each.id not in put_up])
    return form


def _ballot_form(election: Election, sent: Form) -> BallotForm | None:
    """The ballot paper, to whoever has not used it."""
    expert = _own()
    waiting = {voter.expert_id for voter in election.voters if not voter.has_voted}
    if expert is None or expert.id not in waiting:
        return None
    if election.state is not State.VOTING or election.voting_over:
        return None
    return sent if isinstance(sent, BallotForm) else ballot_form(election)


def _may_answer(nomination: Any) -> bool:
    if nomination.election.state is not State.NOMINATING:
        return False
    return bool(steps_open_to(me(), nomination))


def _lot(lot: ElectionLot, sent: Form) -> dict[str, Any]:
    """同票抽签 as the page tells it."""
    given = {each.post: each for each in lot.contributions}
    is_my_turn = (
        me().post in lot.awaited
        and not policy.refusal(me(), P.DRAW_LOTS, lot.election)
        and me().account_id not in {each.account_id for each in lot.contributions}
    )
    return {
        "groups": read_aloud(lot.commitment).split(),
        "comes_out_again": lot.bundle is not None and comes_out_again(lot.bundle),
        "parties": [
            {
                "label": post.label,
                "who": given[post].account.name if post in given else "",
                "at": given[post].at if post in given else None,
            }
            for post in (Post.SECTION, Post.SUPERVISOR)
        ],
        "form": (sent if isinstance(sent, LotForm) else LotForm(formdata=None))
        if is_my_turn
        else None,
        "names": [
            each.expert.name
            for each in lot.election.candidates
            if each.expert.code in lot.candidates
        ],
    }
