"""任务 · not coming: for a reason, with a proof, or because one must keep out of it."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.assignment.blueprint import bp
from blueprints.assignment.forms import DeclineForm, ProofForm, RecuseForm
from blueprints.assignment.showing import do, show_part
from blueprints.pages import refusals_shown_on
from blueprints.steps import StepForm
from models.db import unit_of_work
from models.errors import Refusal
from models.operations import assignments, illness_proofs
from models.operations.files import Upload
from models.operations.steps import steps_open_to
from models.tables import Assignment, IllnessProof, StoredFile
from models.vocabulary import DeclineKind, InterestKind, Permission
from models.workflows import illness_proof
from models.workflows.assignment import Action

P = Permission


@bp.post("/<int:assignment_id>/decline")
@requires(P.ANSWER_ASSIGNMENT)
def decline(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, P.ANSWER_ASSIGNMENT), DeclineForm()
    upload = _sent()

    def act() -> None:
        kind = DeclineKind(form.kind.data)
        proof = _sealed(upload) if upload and kind is DeclineKind.ILLNESS else None
        assignments.decline(part, kind, note=form.note.data, by=me(), proof=proof)

    return do(part, Action.DECLINE, form, act)


@bp.post("/<int:assignment_id>/recuse")
@requires(P.ANSWER_ASSIGNMENT)
def recuse(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, P.ANSWER_ASSIGNMENT), RecuseForm()

    def act() -> None:
        assignments.recuse(
            part, unit=form.unit.data, relation=InterestKind(form.relation.data),
            note=form.note.data, by=me(),
        )  # fmt: skip

    return do(part, Action.RECUSE, form, act)


@bp.post("/<int:assignment_id>/proof")
@requires(P.ANSWER_ASSIGNMENT)
def hand_in(assignment_id: int) -> ResponseReturnValue:
    """The certificate, later than the answer."""
    part, form = load(Assignment, assignment_id, P.ANSWER_ASSIGNMENT), ProofForm()
    proof, upload = _proof_of(part), _sent()

    def act() -> None:
        if upload is None:
            raise Refusal("请选择诊断证明的照片或扫描件", article=18, field="proof")
        illness_proofs.hand_in(proof, _sealed(upload), by=me())

    return do(part, illness_proof.Action.HAND_IN, form, act)


@bp.post("/<int:assignment_id>/proof/judge")
@requires(P.JUDGE_PROOF)
def judge(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, P.JUDGE_PROOF)
    proof = _proof_of(part)
    form = StepForm(steps_open_to(me(), proof), proof)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                illness_proofs.judge(proof, form.action.data, by=me(), note=form.note.data or "")
            flash(f"已办理：{proof.state.label}")
            return redirect(url_for(".show", assignment_id=part.id), 303)
    return show_part(part, "judge", form)


@bp.get("/<int:assignment_id>/proof/file")
@requires(P.READ_PROOF)
def proof_file(assignment_id: int) -> ResponseReturnValue:
    """It tells of somebody's health: whoever opens another's is written down."""
    part = load(Assignment, assignment_id, P.READ_PROOF)
    proof = _proof_of(part)
    if proof.file is None:
        abort(404)
    if part.owner_account_id != me().account_id:
        with unit_of_work():
            illness_proofs.record_reading(proof, by=me())
    return attachments.hand_out(proof.file, IllnessProof.SEALED_AS)


def _proof_of(part: Assignment) -> IllnessProof:
    return part.proof or abort(404)


def _sent() -> Upload | None:
    """The certificate, where one was chosen."""
    return next(iter(attachments.sent("proof")), None)


def _sealed(upload: Upload) -> StoredFile:
    return illness_proofs.keep_sealed(upload, attachments.folder(), by=me())
