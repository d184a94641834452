"""解聘与奖惩待办 · what the office opens, concludes and issues, the leader decides, the expert is
heard on."""

from collections.abc import Iterator, Mapping

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.queries.dismissals import of_others
from models.queries.tasks import MOST, Task
from models.tables import Commendation, Dismissal, Expert, Holding
from models.vocabulary import Permission, Post
from models.workflows.commendation import State as CommendationState
from models.workflows.dismissal import State

_MANY = 5  # proposals, before they make one card
_AT_THE_OFFICE = (State.PROPOSED, State.HEARD, State.DECIDED)
_BUTTONS: Mapping[State, str] = {
    State.PROPOSED: "研究是否立案",
    State.HEARING: "期满未陈述，转入研究",
    State.HEARD: "提出处理意见",
    State.CONCLUDED: "审定解聘",
    State.DECIDED: "制发解聘通知书",
}


# Without which there is nothing to take: of a post that is lent, only some may be.
_STEPS_OF: Mapping[Post, Permission] = {
    Post.OFFICE: Permission.RUN_DISMISSAL,
    Post.LEADER: Permission.DECIDE_DISMISSAL,
    Post.EXPERT: Permission.ANSWER_DISMISSAL,
}


def dismissal_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Many proposals make one card."""
    waits = {
        Post.OFFICE: or_(
            Dismissal._state.in_(_AT_THE_OFFICE),
            and_(Dismissal._state == State.HEARING, Dismissal.due_on < clock.today()),
        ),
        Post.LEADER: Dismissal._state == State.CONCLUDED,
        Post.EXPERT: and_(
            Dismissal._state == State.HEARING,
            Dismissal.expert.has(Expert.account_id == holding.account_id),
        ),
    }.get(holding.post)
    if waits is None or not policy.may(holding, _STEPS_OF[holding.post]):
        return
    if holding.post is not Post.EXPERT:
        waits = and_(waits, of_others(holding))
    found = list(session.scalars(select(Dismissal).where(waits).order_by(Dismissal.id).limit(MOST)))
    proposed = [case for case in found if case.state is State.PROPOSED]
    if len(proposed) > _MANY:
        found = [case for case in found if case.state is not State.PROPOSED]
        yield Task(
            "dismissals_proposed", 1, f"{len(proposed)}件解聘提示待研究", "解聘", None, "逐件研究"
        )
    for case in found:
        yield _task(case, holding)


def _task(case: Dismissal, holding: Holding) -> Task:
    if holding.post is Post.EXPERT:
        title = f"解聘事项：{case.ground.label}"
        return Task("own_dismissal", case.id, title, case.number, case.due_on, "陈述申辩")
    title = f"{case.expert.code} {case.expert.name}：{case.ground.label}"
    return Task("dismissal", case.id, title, case.number, None, _BUTTONS[case.state])


_STEPS_OF_COMMENDATION = (
    (Permission.DECIDE_COMMENDATION, CommendationState.PROPOSED, "审签"),
    (Permission.ISSUE_COMMENDATION, CommendationState.APPROVED, "印发"),
)


def commendation_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """To the leader to sign, to the office to issue."""
    for permission, wanted, button in _STEPS_OF_COMMENDATION:
        if policy.may(holding, permission):
            yield from _commendations(session, wanted, button)


def _commendations(session: Session, wanted: CommendationState, button: str) -> Iterator[Task]:
    query = select(Commendation).where(Commendation._state == wanted)
    for each in session.scalars(query.order_by(Commendation.id).limit(MOST)):
        title = f"{each.kind.label}：{each.expert.code} {each.expert.name}"
        yield Task("commendation", each.id, title, each.number, None, button)
