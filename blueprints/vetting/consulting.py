"""会同审核 · asking another section, and the page on which it answers."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.vetting.blueprint import bp, read
from blueprints.vetting.forms import AnswerForm, AskForm
from blueprints.vetting.views import do, rows_of, summary_shown
from models import policy
from models.db import db, unit_of_work
from models.operations import opinions
from models.queries.vetting import sections_to_ask
from models.tables import Section, SectionOpinion
from models.vocabulary import Permission
from models.workflows.application import State

P = Permission


@bp.route("/<int:application_id>/opinions", methods=["GET", "POST"])
@requires(P.VET_APPLICATION)
def ask(application_id: int) -> ResponseReturnValue:
    application, form = read(application_id, P.VET_APPLICATION), AskForm()
    form.offer(sections_to_ask(db.session(), application))

    def act() -> None:
        section = db.get_or_404(Section, int(form.section.data))
        opinions.ask(application, section, form.question.data, by=me())

    return do(application, form, act, "已商请会同审核，已通知对方股室", "opinions")


@bp.post("/opinions/<int:opinion_id>/withdraw")
@requires(P.VET_APPLICATION)
def withdraw(opinion_id: int) -> ResponseReturnValue:
    opinion = db.get_or_404(SectionOpinion, opinion_id)
    application = read(opinion.application_id, P.VET_APPLICATION)
    with unit_of_work():
        opinions.withdraw(opinion, by=me())
    flash("已撤回会同审核")
    return redirect(url_for(".show", application_id=application.id, _anchor="opinions"), 303)


@bp.route("/opinions/<int:opinion_id>", methods=["GET", "POST"])
@requires(P.GIVE_OPINION)
def opinion(opinion_id: int) -> ResponseReturnValue:
    """The application as the section that was asked reads it, and its answer."""
    asked = load(SectionOpinion, opinion_id, P.GIVE_OPINION)
    application, form = asked.application, AnswerForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                opinions.answer(
                    asked, supports=form.supports.data == "yes", words=form.answer.data, by=me()
                )
            flash(f"已答复{application.caption}")
            return redirect(url_for("desk.index"), 303)
    may_answer = (
        asked.is_open
        and application.state is State.SORTED
        and not policy.refusal(me(), P.GIVE_OPINION, asked)
    )
    return page(
        "vetting/opinion.html", "opinion", opinion=asked, application=application, form=form,
        summary=summary_shown(application), rows=rows_of(application), may_answer=may_answer,
    )  # fmt: skip
