"""附件5所载事实 · what the request's paper says: the entries, the approvals, what came of it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries import signatures
from models.queries.papers import Approval, approval_of, from_register
from models.queries.use_requests import named_parts
from models.tables import Assignment, Event, UseRequest
from models.workflows.use_request import Action


@dataclass(frozen=True, slots=True)
class Annex5:
    """使用申请表. Approvals are None while the step is still to come."""

    request: UseRequest
    submitted: Approval | None
    received: Approval | None
    decided: Approval | None
    settled: Approval | None
    parts: list[Assignment]


def annex_5(session: Session, request: UseRequest) -> Annex5:
    """What was said before a return is said no more: the last word of each step counts."""
    said: dict[str, Approval] = {}
    query = select(Event).where(Event.matter == request.matter).order_by(Event.number)
    for event in session.scalars(query):
        action = event.kind.partition(":")[2]
        if action == Action.RETURN:
            said.clear()
        said[action] = from_register(event)
    decided = [approval_of(each) for each in signatures.of_matter(session, request.matter)]
    return Annex5(
        request=request,
        submitted=said.get(Action.SUBMIT),
        received=said.get(Action.RECEIVE),
        decided=decided[-1] if decided else None,
        settled=said.get(Action.SETTLE),
        parts=named_parts(request),
    )
