"""专家建议 · the list with what was adopted, and a piece of advice until it is answered."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.meetings.advice_forms import (
    AdviceQuery,
    RaiseForm,
    ReceiveForm,
    ReplyForm,
    TransferForm,
    WithdrawForm,
)
from blueprints.meetings.blueprint import bp
from blueprints.meetings.views import tabs
from blueprints.pages import Form, page, page_size, refusals_shown_on
from blueprints.steps import track_of
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import advice as operations
from models.operations.steps import can
from models.queries import advice as queries
from models.queries import register, sections
from models.tables import Advice, Section
from models.vocabulary import Adoption, Permission
from models.workflows.advice import Action, State

P = Permission


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked before a step, and how it is taken; the form is checked by then."""

    form: type[Form]
    act: Callable[[Advice, Form], None]


def _receive(advice: Advice, form: Form) -> None:
    operations.receive(advice, is_important=form["importance"].data == "important", by=me())


def _transfer(advice: Advice, form: Form) -> None:
    section = db.get_or_404(Section, form["section"].data)
    operations.transfer(advice, section, note=form["note"].data, by=me())


def _raise(advice: Advice, form: Form) -> None:
    operations.report_up(advice, note=form["note"].data, by=me())


def _reply(advice: Advice, form: Form) -> None:
    adoption = Adoption(form["adoption"].data)
    operations.reply(advice, adoption, text=form["reply"].data or "", by=me())


def _withdraw(advice: Advice, form: Form) -> None:
    operations.withdraw(advice, by=me())


_STEPS = {
    Action.RECEIVE: Step(ReceiveForm, _receive),
    Action.TRANSFER: Step(TransferForm, _transfer),
    Action.RAISE: Step(RaiseForm, _raise),
    Action.REPLY: Step(ReplyForm, _reply),
    Action.WITHDRAW: Step(WithdrawForm, _withdraw),
}


@bp.get("/advice")
@requires(P.READ_MEETING)
def advice() -> ResponseReturnValue:
    query, this_year = AdviceQuery(request.args), clock.today().year
    query.offer(queries.years(db.session()), sections.in_use(db.session()))
    chosen = query.chosen(this_year)
    found = db.paginate(queries.listed(me(), chosen), per_page=page_size())
    figures = queries.figures(db.session(), me(), chosen.year)
    return page(
        "meetings/advice.html", "list",
        query=query, found=found, figures=figures, year=chosen.year, tabs=tabs(),
    )  # fmt: skip


@bp.get("/advice/<int:advice_id>")
@requires(P.READ_ADVICE)
def one_advice(advice_id: int) -> ResponseReturnValue:
    return _show(load(Advice, advice_id, P.READ_ADVICE, *queries.WHOLE))


@bp.post("/advice/<int:advice_id>/<step>")
@requires(P.HANDLE_ADVICE, P.DECIDE_ADVICE, P.GIVE_ADVICE)
def take_advice(advice_id: int, step: str) -> ResponseReturnValue:
    subject = load(Advice, advice_id, P.READ_ADVICE, *queries.WHOLE)
    if step not in _STEPS:
        abort(404)
    action = Action(step)
    form = _form(action, subject)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                _STEPS[action].act(subject, form)
            flash(f"已办理：{action.label}")
            if not policy.reaches(me(), P.READ_ADVICE, subject):
                return redirect(url_for(".advice"), 303)
            return redirect(url_for(".one_advice", advice_id=advice_id), 303)
    return _show(subject, action, form)


@bp.get("/advice/<int:advice_id>/files/<int:file_id>")
@requires(P.READ_ADVICE)
def advice_file(advice_id: int, file_id: int) -> ResponseReturnValue:
    subject = load(Advice, advice_id, P.READ_ADVICE)
    return attachments.hand_out(attachments.among(subject.files, file_id))


def _form(action: Action, subject: Advice) -> Form:
    form = _STEPS[action].form()
    if isinstance(form, TransferForm):
        form.offer(sections.in_use(db.session()), subject)
    return form


def _show(
    subject: Advice, action: Action | None = None, form: Form | None = None
) -> ResponseReturnValue:
    """``form``: the one that was sent, in the place of the fresh one of its step."""
    forms = {each.value: _form(each, subject) for each in _STEPS if can(me(), each, subject)}
    if action and form:
        forms[action.value] = form
    is_mine = subject.owner_account_id == me().account_id
    return page(
        "meetings/one_advice.html", "advice",
        advice=subject, forms=forms, form=form, track=track_of(subject), is_mine=is_mine,
        has_answer=subject.state is State.REPLIED,
        history=register.of_matter(db.session(), subject.matter),
    )  # fmt: skip
