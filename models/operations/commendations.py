"""表彰和惩处 · proposing, signing and issuing them; the expert is told at the end (Art. 15, 21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.files import Upload, keep
from models.operations.notices import tell, tell_post
from models.operations.numbers import next_of
from models.operations.register import register
from models.operations.sections import section_id_of
from models.operations.steps import advance, choose
from models.rules import article_21_rewards as art21
from models.tables import Commendation, Expert, Holding
from models.vocabulary import (
    ON_ROSTER,
    CommendationGround,
    CommendationKind,
    Permission,
    Post,
    Standing,
)
from models.workflows.commendation import Action
from models.workflows.machine import Move


@dataclass(frozen=True, slots=True)
class Deserved:
    """``deed``: what happened; ``measure``: what else was done where secrets were given away."""

    kind: CommendationKind
    ground: CommendationGround
    deed: str
    measure: str = ""


def propose(
    expert: Expert,
    deserved: Deserved,
    *,
    uploads: Sequence[Upload] = (),
    folder: Path,
    by: Holding,
) -> Commendation:
    """Put it to the leader. Whoever has left may still be reproved, for the duty to keep secrets
    stays with them (Art. 15)."""
    if expert.standing is Standing.OFF_ROSTER:
        raise Refusal(
            f"{expert.name}是库外专家，不由专家库奖惩", article=art21.ARTICLE, field="expert"
        )
    if deserved.kind.is_praise and expert.standing not in ON_ROSTER:
        raise Refusal(
            f"{expert.name}是“{expert.standing.label}”，不在名册上，不能提出表彰",
            article=art21.ARTICLE, field="expert",
        )  # fmt: skip
    art21.check(
        deserved.kind, deserved.ground, deed=deserved.deed, measure=deserved.measure,
        files=len(uploads),
    )  # fmt: skip
    with db.session.no_autoflush:
        made = _written(expert, deserved, by)
        if no := policy.refusal(by, Permission.PROPOSE_COMMENDATION, made):
            raise no
        made.year, made.serial = next_of(Commendation.year, Commendation.serial)
    made.files = [keep(upload, folder, by=by) for upload in uploads]
    db.session.add(made)
    register(
        "commendation:propose", f"提出{deserved.kind.label}", by=by, subject=made,
        article=art21.article_of(deserved.ground), number=made.number, code=expert.code,
        reward=deserved.kind.value, for_what=deserved.ground.value, facts=made.deed.rstrip("。"),
    )  # fmt: skip
    tell_post(Post.LEADER, made, f"待审签：{made.caption}")
    return made


def _written(expert: Expert, deserved: Deserved, by: Holding) -> Commendation:
    return Commendation(
        expert=expert, expert_id=expert.id, kind=deserved.kind, ground=deserved.ground,
        deed=deserved.deed.strip(), measure=deserved.measure.strip(),
        section_id=section_id_of(by), proposer_id=by.account_id,
    )  # fmt: skip


def take(made: Commendation, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Sign it, refuse it, or take it back."""
    move = choose(made, action, by=by, note=note)
    made.decision = note.strip()
    if by.account_id != made.proposer_id:
        tell(made.proposer_id, f"{made.caption}（{made.state.label}）", made.matter)
    if move.action is Action.APPROVE:
        tell_post(Post.OFFICE, made, f"待印发：{made.caption}")
    return move


def issue(made: Commendation, document_no: str, issued_on: date, *, by: Holding) -> None:
    """By which document it was made known; the expert is told."""
    if made.decided_on:
        art21.check_issue(document_no, issued_on, made.decided_on, clock.today())
    number = document_no.strip()
    advance(made, Action.ISSUE, by=by, document=number, issued_on=issued_on.isoformat())
    made.document_no, made.issued_on = number, issued_on
    tell(
        made.expert.account_id, f"{made.kind.label}决定{number}已印发，请查看本人档案",
        made.matter, number=made.number,
    )  # fmt: skip
