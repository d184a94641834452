"""相对固定使用 · the list with the years used, a proposal, and the page of one."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.engagements.blueprint import bp
from blueprints.engagements.forms import DecideForm, EngagementQuery, ProposeForm
from blueprints.pages import Form, page, page_size, refusals_shown_on, settings
from blueprints.signing import confirm_identity
from blueprints.steps import StepForm, track_of
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import engagements
from models.operations.steps import steps_open_to
from models.queries import engagements as queries
from models.queries import register, signatures
from models.queries.sections import in_use
from models.rules.article_11_standing import is_near_its_end
from models.settings import STANDING_WARNING
from models.tables import Expert, StandingEngagement
from models.vocabulary import Permission
from models.workflows.engagement import State

P = Permission


@bp.get("/")
@requires(P.READ_ENGAGEMENT)
def index() -> ResponseReturnValue:
    query = EngagementQuery(request.args)
    query.offer(in_use(db.session()))
    chosen = queries.listed(me(), query.section_id, query.state.data or "")
    found = db.paginate(chosen, per_page=page_size())
    return page(
        "engagements/index.html", "list", query=query, found=found,
        uses=queries.uses(db.session(), found.items), is_near=_is_near,
        may_propose=policy.may(me(), P.PROPOSE_ENGAGEMENT),
    )  # fmt: skip


def _is_near(engagement: StandingEngagement) -> bool:
    warning = settings()[STANDING_WARNING.key]
    is_in_force = engagement.state is State.IN_FORCE
    return is_in_force and is_near_its_end(engagement.ends_on, clock.today(), warning)


@bp.route("/new", methods=["GET", "POST"])
@requires(P.PROPOSE_ENGAGEMENT)
def new() -> ResponseReturnValue:
    form = ProposeForm()
    form.offer(queries.eligible(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                expert = db.session.get(Expert, form.expert.data)
                made = engagements.propose(me().sections[0], expert, form.wanted(), by=me())
            flash("已提交，待局长办公会审定")
            return redirect(url_for(".show", engagement_id=made.id), 303)
    return page("engagements/new.html", "propose", form=form)


@bp.route("/<int:engagement_id>", methods=["GET", "POST"])
@requires(P.READ_ENGAGEMENT)
def show(engagement_id: int) -> ResponseReturnValue:
    engagement = load(StandingEngagement, engagement_id, P.READ_ENGAGEMENT)
    form = StepForm(steps_open_to(me(), engagement), engagement)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                note = form.note.data or ""
                move = engagements.take(engagement, form.action.data, by=me(), note=note)
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", engagement_id=engagement_id), 303)
    return _show(engagement, form)


def _show(engagement: StandingEngagement, form: Form) -> ResponseReturnValue:
    return page(
        "engagements/show.html", "engagement", engagement=engagement, form=form,
        track=track_of(engagement), is_near=_is_near(engagement),
        use=queries.uses(db.session(), [engagement])[engagement.id],
        may_decide=_may_decide(engagement), may_propose=policy.may(me(), P.PROPOSE_ENGAGEMENT),
        entries=register.of_matter(db.session(), engagement.matter),
        signatures=signatures.of_matter(db.session(), engagement.matter),
    )  # fmt: skip


def _may_decide(engagement: StandingEngagement) -> bool:
    is_open = engagement.state is State.PROPOSED
    return is_open and not policy.refusal(me(), P.DECIDE_ENGAGEMENT, engagement)


@bp.route("/<int:engagement_id>/decide", methods=["GET", "POST"])
@requires(P.DECIDE_ENGAGEMENT)
def decide(engagement_id: int) -> ResponseReturnValue:
    engagement = load(StandingEngagement, engagement_id, P.DECIDE_ENGAGEMENT)
    form = DecideForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_identity(form.password)
            with unit_of_work():
                note = form.note.data or ""
                engagements.decide(engagement, form.action.data, form.meeting(), by=me(), note=note)
            flash(f"已记录：{engagement.state.label}")
            return redirect(url_for(".show", engagement_id=engagement_id), 303)
    return page("engagements/decide.html", "decide", form=form, engagement=engagement)
