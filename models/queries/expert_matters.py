"""专家本人事项 · what experts asked for about themselves: changes, leaving, objections."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from models import policy
from models.tables import (
    Assignment,
    Expert,
    ExpertObjection,
    Holding,
    ProfileChange,
    Resignation,
    Specialty,
)
from models.vocabulary import Permission
from models.workflows.assignment import BEFORE_REPORT
from models.workflows.expert_objection import State as ObjectionState
from models.workflows.profile_change import State as ChangeState
from models.workflows.resignation import State as ResignationState

Matter = ProfileChange | Resignation | ExpertObjection


def whole(table: type[Matter]) -> tuple[Any, ...]:
    """What the page of one shows."""
    return (joinedload(table.expert), selectinload(table.files))


def listed(table: type[Matter], holding: Holding) -> Select[Any]:
    """Those this person may read, newest first."""
    return (
        select(table)
        .where(within_reach(table, holding))
        .options(joinedload(table.expert))
        .order_by(table.at.desc(), table.id.desc())
    )


def within_reach(table: type[Matter], holding: Holding) -> ColumnElement[bool]:
    """As a condition: one's own, those of the section's tasks, or all."""
    scope = policy.GRANTS[holding.post].get(Permission.READ_EXPERT_MATTER)
    if scope is policy.Scope.OWN:
        return table.expert.has(Expert.account_id == holding.account_id)
    if scope is policy.Scope.SECTION:
        if table is not ExpertObjection:
            return false()
        return ExpertObjection.section_id.in_(holding.section_ids)
    return true() if scope is policy.Scope.ANY else false()


def open_change(session: Session, expert: Expert) -> ProfileChange | None:
    """The one that waits to be checked."""
    stands = ProfileChange._state == ChangeState.SUBMITTED
    return session.scalar(select(ProfileChange).where(ProfileChange.expert_id == expert.id, stands))


def open_resignation(session: Session, expert: Expert) -> Resignation | None:
    stands = Resignation._state == ResignationState.REQUESTED
    return session.scalar(select(Resignation).where(Resignation.expert_id == expert.id, stands))


def last_resignation(session: Session, expert: Expert) -> Resignation | None:
    query = select(Resignation).where(Resignation.expert_id == expert.id)
    return session.scalar(query.order_by(Resignation.id.desc()).limit(1))


def has_resigned(session: Session, expert: Expert) -> bool:
    """Whether it was the expert's own wish that was last confirmed."""
    last = last_resignation(session, expert)
    return last is not None and last.state is ResignationState.CONFIRMED


def tasks_left(session: Session, expert: Expert) -> list[Assignment]:
    """What the expert was told of and has not reported of."""
    query = select(Assignment).where(
        Assignment.expert_id == expert.id, Assignment._state.in_(BEFORE_REPORT)
    )
    return list(session.scalars(query.order_by(Assignment.id)))


def open_objection(session: Session, like: ExpertObjection) -> ExpertObjection | None:
    """One to the same that waits to be answered."""
    assignment_id = like.assignment.id if like.assignment else None
    query = select(ExpertObjection).where(
        ExpertObjection.kind == like.kind,
        ExpertObjection.expert_id == like.expert.id,
        ExpertObjection.assignment_id == assignment_id,
        ExpertObjection._state == ObjectionState.RAISED,
    )
    return session.scalar(query)


def objections_of(
    session: Session, expert: Expert
) -> dict[tuple[str, int | None], ExpertObjection]:
    """The last of each kind to each task."""
    query = select(ExpertObjection).where(ExpertObjection.expert_id == expert.id)
    found = session.scalars(query.order_by(ExpertObjection.id))
    return {(each.kind.value, each.assignment_id): each for each in found}


def overdue_objections(session: Session, today: date) -> list[ExpertObjection]:
    """Those not answered in their time of which the supervisor was not told."""
    query = select(ExpertObjection).where(
        ExpertObjection._state == ObjectionState.RAISED,
        ExpertObjection.due_on < today,
        ExpertObjection.escalated_at.is_(None),
    )
    return list(session.scalars(query.order_by(ExpertObjection.id)))


def worded(session: Session, compared: Sequence[Any]) -> list[tuple[str, str, str]]:
    """The rows of a comparison with the names of specialties beside their codes."""
    codes = [
        code
        for label, before, after in compared
        if label == "专业"
        for code in f"{before}、{after}".split("、")
    ]
    if not codes:
        return [(label, before, after) for label, before, after in compared]
    rows = session.scalars(select(Specialty).where(Specialty.code.in_(codes)))
    names = {row.code: row.label for row in rows}

    def named(text: str) -> str:
        return "、".join(names.get(code, code) for code in text.split("、"))

    return [
        (label, named(before), named(after)) if label == "专业" else (label, before, after)
        for label, before, after in compared
    ]
