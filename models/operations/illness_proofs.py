"""患病证明 · asked for, handed in now or within days, judged in words; without it the task counts
as one that was not accepted (Art. 18(3))."""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.dismissal_proposals import mind_the_limit
from models.operations.files import Upload, keep
from models.operations.notices import tell
from models.operations.pictures import is_picture, photograph
from models.operations.register import reference, register
from models.operations.steps import advance, choose
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules.working_days import day_due
from models.settings import PROOF_DAYS
from models.tables import Assignment, Event, Holding, IllnessProof, StoredFile
from models.workflows.illness_proof import Action, State

ARTICLE = 18
_LAPSED = "illness_proof:lapse"


def ask_for_proof(part: Assignment) -> IllnessProof:
    """Open the term for it, which begins today."""
    proof = IllnessProof(assignment=part, due_on=_due(clock.today()))
    db.session.add(proof)
    db.session.flush()
    return proof


def _due(since: date) -> date | None:
    days = value_of(db.session(), PROOF_DAYS)
    return day_due(since, days, confirmed(db.session()))


def keep_sealed(upload: Upload, folder: Path, *, by: Holding) -> StoredFile:
    """The certificate as it came, if it is what its name says; a photograph is decoded first."""
    try:
        plain = photograph(upload, article=ARTICLE) if is_picture(upload) else upload
        return keep(plain, folder, by=by, sealed_as=IllnessProof.SEALED_AS)
    except Refusal as refusal:
        raise Refusal(refusal.message, article=ARTICLE, field="proof") from refusal


def hand_in(proof: IllnessProof, file: StoredFile, *, by: Holding) -> None:
    """``file``: kept sealed. Refused once the term is over; it counts then already."""
    if proof.has_lapsed and proof.due_on:
        raise Refusal(
            f"补交期限（{proof.due_on.month}月{proof.due_on.day}日）已过，本次已计入不能接受委派的"
            "次数；确有困难的，请向专家管理办公室说明",
            article=ARTICLE,
            field="proof",
        )
    proof.file = file
    advance(proof, Action.HAND_IN, by=by)
    part = proof.assignment
    text = f"{part.expert_name}已提交患病证明，请审核：{part.dispatch.caption}"
    tell(part.dispatch.handler_id, text, reference(part.dispatch))


def judge(proof: IllnessProof, action: str, *, by: Holding, note: str = "") -> None:
    """Accept it, or say why not: then it counts, and a better one may come within a new term."""
    move = choose(proof, action, by=by, note=note)
    proof.opinion = note.strip()
    part = proof.assignment
    if proof.state is State.REFUSED:
        proof.due_on = _due(clock.today())
        db.session.flush()
        mind_the_limit(part.expert)
    tell(
        part.expert.account_id,
        f"患病证明：{move.action.label}，{part.dispatch.number}",
        part.matter,
    )


def record_reading(proof: IllnessProof, *, by: Holding) -> None:
    register("illness_proof:read", "查阅患病证明", by=by, subject=proof, article=15)


def let_lapse(today: date) -> int:
    """Tell of every proof whose term is over that it counts now; how many that were."""
    told = set(db.session.scalars(select(Event.subject).where(Event.kind == _LAPSED)))
    query = select(IllnessProof).where(
        IllnessProof._state == State.AWAITED, IllnessProof.due_on < today
    )
    late = [each for each in db.session.scalars(query) if reference(each) not in told]
    for proof in late:
        _say_it_counts(proof)
    return len(late)


def _say_it_counts(proof: IllnessProof) -> None:
    part, due_on = proof.assignment, proof.due_on
    text = f"患病证明逾期未交，本次计入不能接受委派的次数：{part.dispatch.number}"
    for account_id in (part.expert.account_id, part.dispatch.handler_id):
        tell(account_id, text, part.matter)
    register(
        _LAPSED, "患病证明逾期未交，计入次数", by=None, subject=proof, article=ARTICLE,
        due_on=due_on.isoformat() if due_on else "",
    )  # fmt: skip
    mind_the_limit(part.expert)
