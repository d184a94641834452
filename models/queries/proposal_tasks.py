"""拟定名单待办 · who waits to be put on a roster, and which roster waits for whose word."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import policy
from models.queries import proposals
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task, permissions_of
from models.tables import Holding, ProposedRoster
from models.vocabulary import Permission
from models.workflows.proposal import Action, State

P = Permission
# Whose act carries it on, and what the act is called; each brings on its own form what is missing.
_WAITS: Mapping[State, Mapping[Permission, str]] = {
    State.COMPILING: {P.COMPILE_PROPOSAL: "继续编制"},
    State.CONSULTING: {
        P.APPROVE_PROPOSAL: Action.APPROVE.label,
        P.GIVE_GROUP_OPINION: "发表意见",
    },
    State.APPROVED: {P.PUBLISH_NOTICE: Action.PUBLICISE.label},
    State.CLEARED: {P.DECIDE_PROPOSAL: Action.DECIDE.label},
    State.DECIDED: {P.ISSUE_DOCUMENT: Action.ISSUE.label},
    State.ISSUED: {P.ISSUE_CERTIFICATES: Action.CERTIFY.label},
}


def proposal_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Rosters to go on with, and the people that wait to be put on one."""
    permissions = permissions_of(holding)
    states = [state for state, asked in _WAITS.items() if permissions & asked.keys()]
    if not states:
        return
    if P.COMPILE_PROPOSAL in permissions:
        yield from _to_be_proposed(session)
    query = (
        select(ProposedRoster)
        .where(ProposedRoster._state.in_(states))
        .options(selectinload(ProposedRoster.opinions))
        .order_by(ProposedRoster.id)
        .limit(MOST)
    )
    for proposal in session.scalars(query):
        if button := _button(proposal, holding):
            yield Task("proposal", proposal.id, proposal.caption, proposal.number, None, button)


def _to_be_proposed(session: Session) -> Iterator[Task]:
    for cycle, count in proposals.awaiting(session):
        title = f"{count}份申报形式审查通过，待列入拟定名单"
        yield Task("to_be_proposed", cycle, title, "形式审查", None, "编制拟定名单")
    if count := proposals.count_removable(session):
        title = f"{count}名专家复审建议清退，待列入拟定名单"
        yield Task("to_be_proposed", 0, title, "年度复审", None, "编制拟定名单")


def _button(proposal: ProposedRoster, holding: Holding) -> str:
    asked = _WAITS[proposal.state]
    labels = [
        label
        for permission, label in asked.items()
        if not policy.refusal(holding, permission, proposal)
        and _is_due(proposal, permission, holding)
    ]
    return labels[0] if labels else ""


def _is_due(proposal: ProposedRoster, permission: Permission, holding: Holding) -> bool:
    """A member's opinion while it is awaited, the leader's word once all have spoken."""
    if permission is P.GIVE_GROUP_OPINION:
        return proposal.awaits(holding.account_id)
    return proposal.state is not State.CONSULTING or not proposal.members_awaited
