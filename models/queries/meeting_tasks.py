"""会议待办 · meetings to carry on, invitations to answer, resolutions to see to."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task, next_step, permissions_of
from models.tables import Expert, Holding, Invitation, Meeting, Resolution
from models.vocabulary import Permission, Post
from models.workflows.meeting import CONSULTATION, PLENARY, State

_OF_A_STEP = frozenset(move.permission for flow in (CONSULTATION, PLENARY) for move in flow.moves)


def meeting_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Whatever the organiser or the convener can do next; a draft waits however much it lacks."""
    mine = permissions_of(holding) & _OF_A_STEP
    states = CONSULTATION.states_awaiting(mine) | PLENARY.states_awaiting(mine)
    if not states:
        return
    query = (
        select(Meeting)
        .where(Meeting._state.in_(states))
        .options(selectinload(Meeting.invitations), selectinload(Meeting.resolutions))
        .order_by(Meeting.starts_at)
        .limit(MOST)
    )
    for meeting in session.scalars(query):
        if button := _button(meeting, holding):
            is_ahead = meeting.state in {State.DRAFT, State.SUBMITTED, State.CONVENED}
            yield Task(
                "meeting", meeting.id, meeting.caption, meeting.number,
                meeting.meets_on if is_ahead else None, button,
            )  # fmt: skip


def _button(meeting: Meeting, holding: Holding) -> str:
    if step := next_step(meeting, holding):
        return step
    is_mine = not policy.refusal(holding, meeting.organising, meeting)
    return "继续筹备" if is_mine and meeting.state is State.DRAFT else ""


def invitation_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """An expert's invitations that are not answered."""
    if holding.post is not Post.EXPERT:
        return
    query = (
        select(Invitation)
        .join(Invitation.expert)
        .join(Invitation.meeting)
        .where(
            Expert.account_id == holding.account_id,
            Invitation.answer.is_(None),
            Meeting._state == State.CONVENED,
            Meeting.starts_at > clock.now(),
        )
        .options(joinedload(Invitation.meeting))
    )
    for each in session.scalars(query):
        title, number = each.meeting.caption, each.meeting.number
        yield Task("invitation", each.id, title, number, each.meeting.meets_on, "答复会议邀请")


def resolution_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """What a section has to see to."""
    if policy.GRANTS[holding.post].get(Permission.FINISH_RESOLUTION) is not policy.Scope.SECTION:
        return
    query = (
        select(Resolution)
        .join(Resolution.meeting)
        .where(
            Meeting._state == State.MINUTED,
            Resolution.section_id.in_(holding.section_ids),
            Resolution.done_on.is_(None),
        )
        .options(joinedload(Resolution.meeting))
        .order_by(Resolution.due_on)
        .limit(MOST)
    )
    for each in session.scalars(query):
        caption = each.meeting.caption
        yield Task("resolution", each.id, each.text[:60], caption, each.due_on, "报告办理结果")
