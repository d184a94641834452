"""公示待办 · objections to accept and to close, and notices that are over (Art. 6(3))."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, contains_eager, defer

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.tables import Holding, Objection, PublicNotice
from models.vocabulary import Permission
from models.workflows.objection import State
from models.workflows.publicity import State as NoticeState

_BUTTONS = {State.RAISED: "受理", State.ACCEPTED: "办结"}


def publicity_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """For whoever deals with objections and ends notices: the office."""
    if Permission.HANDLE_OBJECTION not in policy.GRANTS[holding.post]:
        return
    rows = _waiting(session)
    objections = [objection for _, objection in rows if objection]
    for state, button in _BUTTONS.items():
        if mine := [each for each in objections if each.state is state]:
            yield _card(mine, button)
    held_up = {notice.proposal_id for notice, objection in rows if objection}
    for notice, _none in rows:
        if notice.proposal_id not in held_up:
            title = f"公示期满且没有未办结的异议：{notice.proposal.title}"
            yield Task(
                "public_notice", notice.proposal_id, title, notice.number, notice.ends_on,
                "公示完毕",
            )  # fmt: skip


def _waiting(session: Session) -> list[tuple[PublicNotice, Objection | None]]:
    """In one query: every open objection with its notice, and every notice that is over."""
    is_open = and_(Objection.notice_id == PublicNotice.id, Objection._state.in_(_BUTTONS))
    is_over = and_(PublicNotice._state == NoticeState.OPEN, PublicNotice.ends_on < clock.today())
    query = (
        select(PublicNotice, Objection)
        .join(PublicNotice.proposal)
        .outerjoin(Objection, is_open)
        .where(or_(Objection.id.is_not(None), is_over))
        .options(contains_eager(PublicNotice.proposal), defer(Objection.content))
        .order_by(Objection.raised_at, PublicNotice.id)
        .limit(MOST)
    )
    return [(notice, objection) for notice, objection in session.execute(query)]


def _card(objections: list[Objection], button: str) -> Task:
    """One alone leads to its own page, several to the first page of the list; either says how
    long the oldest has waited."""
    oldest = objections[0]
    days = (clock.today() - clock.local(oldest.raised_at).date()).days
    waited = f"最早一件已等{days}天" if days else "今天收到"
    title = f"{len(objections)}件公示异议{oldest.state.label}，{waited}"
    if len(objections) == 1:
        return Task("objection", oldest.id, title, oldest.number, None, button)
    return Task("objections", 1, title, f"从{oldest.number}开始", None, button)
