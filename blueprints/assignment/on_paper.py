"""代录本人签字材料 · the section enters what an expert without an account signed (Art. 11(1)3)."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from sqlalchemy import select
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.assignment.blueprint import bp
from blueprints.pages import Form, page, refusals_shown_on
from models.db import db, unit_of_work
from models.operations.on_paper import STEPS, record
from models.operations.preparing import parts_told
from models.rules.article_11_off_roster import PAPERS
from models.tables import Assignment, SignedPaper, StoredFile
from models.vocabulary import Permission
from models.workflows.assignment import Action

P = Permission
_LONG = Length(max=4000, message="不超过4000字")


class PaperForm(Form):
    """``step``: the one that the page asked a paper for."""

    step = HiddenField()
    content = TextAreaField(
        "报告要点", [_LONG], description="按书面报告摘录：工作经过、发现的问题和隐患、依据的标准"
    )
    advice = TextAreaField("意见建议", [_LONG])
    scan = FileField("本人签字的扫描件", description="PDF、JPG、PNG，不超过10MB")


@bp.route("/<int:assignment_id>/on-paper", methods=["GET", "POST"])
@requires(P.RECORD_ON_PAPER)
def on_paper(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, P.RECORD_ON_PAPER)
    step = STEPS.get(part.state)
    if step is None or not part.is_on_paper:
        return redirect(url_for(".show", assignment_id=part.id), 303)
    form = _form_for(step)
    asked, form.step.data = form.step.data or "", step.value
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                _record(part, form, asked)
            flash(f"已代录：{PAPERS[step]}")
            return redirect(url_for(".show", assignment_id=part.id), 303)
    told = list(parts_told(part).values()) if step is Action.ACKNOWLEDGE_ON_PAPER else []
    return page(
        "assignment/on_paper.html", "paper", form=form, part=part, what=PAPERS[step], told=told
    )


def _form_for(step: Action) -> PaperForm:
    form = PaperForm()
    form.scan.label.text = f"本人签字的{PAPERS[step]}扫描件"
    if step is not Action.REPORT:
        del form.content, form.advice
    return form


def _record(part: Assignment, form: PaperForm, asked: str) -> None:
    scan = next(iter(attachments.sent("scan")), None)
    words = {name: form[name].data or "" for name in ("content", "advice") if name in form}
    record(part, scan, folder=attachments.folder(), by=me(), asked=asked, **words)


@bp.get("/<int:assignment_id>/signed/<int:file_id>")
@requires(P.READ_ASSIGNMENT)
def signed_paper(assignment_id: int, file_id: int) -> ResponseReturnValue:
    """A signed paper, to whoever may read the task."""
    part = load(Assignment, assignment_id, P.READ_ASSIGNMENT)
    query = (
        select(StoredFile)
        .join(SignedPaper, SignedPaper.file_id == StoredFile.id)
        .where(SignedPaper.assignment_id == part.id, StoredFile.id == file_id)
    )
    stored = db.session.scalar(query)
    if stored is None:
        abort(404)
    return attachments.hand_out(stored)
