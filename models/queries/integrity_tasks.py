"""廉政举报待办 · what waits on supervisors, on the leader where no supervisor is left, and on the
expert who is asked to explain."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from models.queries import integrity
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task, permissions_of
from models.tables import Expert, Holding, IntegrityReport, ReportHearing
from models.vocabulary import Permission, Post
from models.workflows.integrity import OPEN, State

WAITING = {State.RECEIVED: "受理", State.ACCEPTED: "调查核实", State.UPHELD: "作出处理"}
_MANY = 5  # of one state, before they make one card


def integrity_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    permissions = permissions_of(holding)
    if Permission.HANDLE_INTEGRITY in permissions:
        yield from _to_deal_with(session, holding)
    elif holding.post is Post.LEADER:
        yield from _to_find_somebody_for(session)
    elif Permission.ANSWER_HEARING in permissions:
        yield from _to_explain(session, holding)


def without_supervisor(session: Session) -> list[str]:
    """The numbers of the open ones that concern every supervisor there is."""
    reports = integrity.under_way(session, OPEN)
    if not reports:
        return []
    able = {holding.account_id for holding in integrity.supervisors(session)}
    return [report.number for report in reports if able <= report.barred_ids]


def _to_deal_with(session: Session, holding: Holding) -> Iterator[Task]:
    query = integrity.listed(holding, None).where(IntegrityReport._state.in_(WAITING))
    found = list(session.scalars(query.limit(MOST)))
    for state, button in WAITING.items():
        mine = [report for report in found if report.state is state]
        if len(mine) > _MANY:
            due = min((report.due_on for report in mine if report.due_on), default=None)
            title = f"{len(mine)}件廉政举报{state.label}"
            yield Task("integrity_reports", 1, title, "廉政举报", due, button)
            continue
        for report in mine:
            title = f"廉政举报{state.label}"
            yield Task("integrity", report.id, title, report.number, report.due_on, button)


def _to_find_somebody_for(session: Session) -> Iterator[Task]:
    if numbers := without_supervisor(session):
        title = f"{len(numbers)}件廉政举报没有可以办理的监督人员"
        yield Task("integrity_figures", 1, title, "、".join(numbers[:3]), None, "另行确定人员")


def _to_explain(session: Session, holding: Holding) -> Iterator[Task]:
    query = (
        select(ReportHearing)
        .join(ReportHearing.expert)
        .join(ReportHearing.report)
        .where(
            Expert.account_id == holding.account_id,
            ReportHearing.answered_at.is_(None),
            IntegrityReport._state.in_(OPEN),
        )
        .options(load_only(ReportHearing.due_on))
        .order_by(ReportHearing.id)
    )
    for hearing in session.scalars(query):
        title = "请就有关情况作出说明"
        yield Task("hearing", hearing.id, title, "情况说明", hearing.due_on, "作出说明")
