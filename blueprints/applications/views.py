"""专家申报 · what I fill in and where it stands; starting one, taking one back."""

from collections.abc import Mapping

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.applications.blueprint import bp
from blueprints.applications.forms import StartForm, WithdrawForm
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.steps import track_of
from models.db import db, unit_of_work
from models.operations import applications as operations
from models.operations.steps import can
from models.queries import applications, intakes
from models.queries.application_summary import summary_of
from models.tables import Application, IntakeCycle
from models.vocabulary import Permission
from models.workflows.application import Action, State

P = Permission
_WRITING = frozenset({State.DRAFT, State.RETURNED})
# What the person has to do, or is to wait for.
NEXT: Mapping[State, str] = {
    State.DRAFT: "填写完整后，请在申报期内提交",
    State.SUBMITTED: "人事教育培训股正在受理，不用办理",
    State.RETURNED: "请按退回的理由改正，再次提交",
    State.SORTED: "牵头股室正在初审，不用办理",
    State.PASSED: "初审已通过，等待列入推荐汇总表",
    State.LISTED: "已列入推荐汇总表，等待形式审查",
    State.CHECKED: "形式审查已通过，等待列入拟定名单",
    State.PROPOSED: "已列入拟定名单，经批准、公示和局长办公会审定后聘任",
    State.APPOINTED: "已聘任，聘书由专家管理办公室颁发",
    State.REJECTED: "本次申报没有通过，理由见办理经过",
    State.WITHDRAWN: "已经撤回；申报期内可以重新申报",
}


@bp.get("/")
@requires(P.FILL_APPLICATION)
def mine() -> ResponseReturnValue:
    found = db.paginate(applications.mine(me().account_id), per_page=page_size())
    cycles = intakes.open_today(db.session())
    return page(
        "applications/mine.html", "list", found=found, cycles=cycles, next_of=NEXT,
        writing=_WRITING,
    )  # fmt: skip


@bp.route("/start", methods=["GET", "POST"])
@requires(P.FILL_APPLICATION)
def start() -> ResponseReturnValue:
    form = StartForm(data={"cycle": request.args.get("cycle_id", type=int)})
    cycles = intakes.open_today(db.session())
    form.offer(cycles, {each: each.label for each in operations.channels_of(me().post)})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.start(
                    db.get_or_404(IntakeCycle, form.cycle.data), form.channel.data,
                    recommender=form.recommender.data or "", by=me(),
                )  # fmt: skip
            return redirect(url_for(".fill", application_id=made.id), 303)
    return page("applications/start.html", "start", form=form, cycles=cycles)


@bp.get("/<int:application_id>")
@requires(P.FILL_APPLICATION)
def show(application_id: int) -> ResponseReturnValue:
    application = load(Application, application_id, P.FILL_APPLICATION)
    return page(
        "applications/show.html", "application", application=application,
        track=track_of(application), next_step=NEXT[application.state],
        returned=applications.returned(application),
        may_fill=application.state in _WRITING,
        may_withdraw=can(me(), Action.WITHDRAW, application),
        summary=summary_of(db.session(), application),
        way=applications.way_of(db.session(), application),
    )  # fmt: skip


@bp.get("/<int:application_id>/editions/<int:number>")
@requires(P.FILL_APPLICATION)
def edition(application_id: int, number: int) -> ResponseReturnValue:
    """What was handed in then, as it stood."""
    application = load(Application, application_id, P.FILL_APPLICATION)
    kept = applications.edition(db.session(), application, number)
    if kept is None:
        abort(404)
    return page(
        "applications/edition.html", "edition", application=application, edition=kept,
        summary=summary_of(db.session(), application, kept),
    )  # fmt: skip


@bp.route("/<int:application_id>/withdraw", methods=["GET", "POST"])
@requires(P.FILL_APPLICATION)
def withdraw(application_id: int) -> ResponseReturnValue:
    application = load(Application, application_id, P.FILL_APPLICATION)
    form = WithdrawForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.withdraw(application, reason=form.reason.data, by=me())
            flash(f"{application.caption}已撤回")
            return redirect(url_for(".show", application_id=application_id), 303)
    return page("applications/withdraw.html", "withdraw", form=form, application=application)
