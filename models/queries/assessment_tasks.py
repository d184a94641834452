"""考核待办 · what the yearly assessment, and objections to it, have waiting on whom."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.queries import assessments
from models.queries.deadlines import Deadlines
from models.queries.tasks import Task, permissions_of
from models.tables import AnnualAssessment, AssessmentItem, Holding
from models.vocabulary import Permission
from models.workflows.assessment import ASSESSMENT, ASSESSMENT_OBJECTION, State

_MATTER = "年度考核"


def assessment_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """A section's own, to propose; to the office and the leader one card a step for all sections,
    which they go through together."""
    permissions = permissions_of(holding)
    states = ASSESSMENT.states_awaiting(permissions)
    if not states:
        return
    query = (
        select(AnnualAssessment, func.count(AssessmentItem.id))
        .outerjoin(AnnualAssessment.items)
        .where(AnnualAssessment._state.in_(states), assessments.within_reach(holding))
        .group_by(AnnualAssessment.id)
        .order_by(AnnualAssessment.id)
    )
    for assessment, experts in session.execute(query).all():
        yield _card(assessment, experts)


_BUTTONS = {
    State.RECKONED: "提出考核等次",
    State.PROPOSED: "审核",
    State.CHECKED: "审定",
    State.DECIDED: "通知本人",
}


def _card(assessment: AnnualAssessment, experts: int) -> Task:
    button = _BUTTONS[assessment.state]
    matter = f"{_MATTER}，{experts}名专家"
    return Task("assessment", assessment.id, assessment.caption, matter, None, button)


def assessment_objection_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """To the office to answer, then to the leader."""
    states = ASSESSMENT_OBJECTION.states_awaiting(permissions_of(holding))
    if Permission.READ_ASSESSMENT not in permissions_of(holding) or not states:
        return
    for number, due, year, name, code in assessments.open_objections(session, states):
        title = f"年度考核异议：{code} {name}"
        yield Task("assessment_objection", number, title, f"{year}年度考核", due, "办理异议")
