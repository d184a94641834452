"""患病证明 · those an expert still owes, and those a section has to judge."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.tables import Assignment, Dispatch, Expert, Holding, IllnessProof
from models.vocabulary import Post
from models.workflows.illness_proof import State

_BUTTONS = {Post.EXPERT: "补交患病证明", Post.SECTION: "审核患病证明"}


def proof_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """What lapsed waits on nobody any more."""
    if holding.post not in _BUTTONS:
        return
    is_mine = holding.post is Post.EXPERT
    waits = {State.AWAITED, State.REFUSED} if is_mine else {State.HANDED_IN}
    reach = (
        Expert.account_id == holding.account_id
        if is_mine
        else Dispatch.section_id.in_(holding.section_ids)
    )
    query = (
        select(IllnessProof)
        .join(IllnessProof.assignment)
        .join(Assignment.expert)
        .join(Assignment.dispatch)
        .where(IllnessProof._state.in_(waits), reach)
        .options(
            contains_eager(IllnessProof.assignment).options(
                contains_eager(Assignment.dispatch), contains_eager(Assignment.expert)
            )
        )
        .order_by(IllnessProof.id)
        .limit(MOST)
    )
    for proof in session.scalars(query):
        if not proof.has_lapsed:
            yield _task(proof, _BUTTONS[holding.post], is_mine=is_mine)


def _task(proof: IllnessProof, button: str, *, is_mine: bool) -> Task:
    part = proof.assignment
    title = part.told.title if is_mine else f"{part.dispatch.told.title}：{part.expert_name}"
    due = proof.due_on if is_mine else None
    return Task("assignment", part.id, title, part.dispatch.number, due, button)
