"""工作会议 · the meetings of a year, what is owed and missing, and what was resolved."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import clock
from models.queries.elections import industries
from models.queries.lead_sections import of_industries
from models.rules.article_04_structure import is_serving
from models.rules.article_14_meetings import (
    QUARTERS,
    Quarter,
    Standing,
    is_plenary_overdue,
    missing_reports,
    standing,
)
from models.tables import (
    Event,
    Expert,
    GroupReport,
    Invitation,
    Meeting,
    Resolution,
    Section,
)
from models.vocabulary import MeetingKind
from models.workflows.meeting import HELD, State

WHOLE = (
    joinedload(Meeting.section),
    joinedload(Meeting.chair),
    selectinload(Meeting.invitations).joinedload(Invitation.expert),
    selectinload(Meeting.minutes),
    selectinload(Meeting.resolutions).joinedload(Resolution.section),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What an industry owes for a quarter, and the meeting that is held or planned for it."""

    quarter: Quarter
    standing: Standing
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class Row:
    """An industry's year."""

    industry: str
    name: str
    section: Section | None
    cells: tuple[Cell, ...]


def of_year(session: Session, year: int) -> list[Meeting]:
    """Every meeting of the year that was not cancelled, the latest first."""
    query = (
        select(Meeting)
        .where(Meeting.year == year, Meeting._state != State.CANCELLED)
        .options(joinedload(Meeting.section))
        .order_by(Meeting.starts_at.desc().nulls_first(), Meeting.id.desc())
    )
    return list(session.scalars(query))


def years(session: Session) -> list[int]:
    """Every year of which there is a meeting, with this one, the latest first."""
    found = set(session.scalars(select(Meeting.year).distinct()))
    return sorted(found | {clock.today().year}, reverse=True)


def calendar(session: Session, year: int, meetings: list[Meeting]) -> list[Row]:
    """Which industry met in which quarter; who leads the industry organises."""
    since, today, leads = opened_on(session), clock.today(), of_industries(session)
    regular = {
        (each.industry_code, each.quarter): each
        for each in reversed(meetings)
        if each.kind is MeetingKind.CONSULTATION and each.quarter
    }

    def cell(industry: str, quarter: Quarter) -> Cell:
        found = regular.get((industry, quarter.number))
        is_held = found is not None and found.state in HELD
        stands = standing(quarter, today, since, is_held=is_held, is_planned=found is not None)
        return Cell(quarter, stands, found)

    return [
        Row(code, name, leads.get(code), tuple(cell(code, Quarter(year, n)) for n in QUARTERS))
        for code, name in industries(session).items()
    ]


def opened_on(session: Session) -> date:
    """The day on which the register begins; before it nothing can have been omitted."""
    first = session.scalar(select(Event.at).order_by(Event.number).limit(1))
    return clock.local(first or clock.now()).date()


def plenary_overdue(session: Session, year: int, meetings: list[Meeting]) -> bool:
    is_held = any(each.kind is MeetingKind.PLENARY and each.state in HELD for each in meetings)
    return is_plenary_overdue(year, clock.today(), opened_on(session), is_held=is_held)


def regular_of(session: Session, industry: str, quarter: Quarter) -> Meeting | None:
    """The industry's consultation of that quarter, planned or held: there is only ever one."""
    query = select(Meeting).where(
        Meeting.industry_code == industry,
        Meeting.year == quarter.year,
        Meeting.quarter == quarter.number,
        Meeting._state != State.CANCELLED,
    )
    return session.scalar(query)


def plenary_of(session: Session, year: int) -> Meeting | None:
    query = select(Meeting).where(
        Meeting.kind == MeetingKind.PLENARY,
        Meeting.year == year,
        Meeting._state != State.CANCELLED,
    )
    return session.scalar(query)


def numbered_in(session: Session, year: int) -> int:
    """How many meetings carry a number of that year."""
    query = select(func.count()).where(Meeting.number.startswith(f"HS{year}-"))
    return session.scalar(query) or 0


def serving(session: Session) -> list[Expert]:
    """Everyone who can be invited to a plenary, by name."""
    today = clock.today()
    query = select(Expert).order_by(Expert.name_key, Expert.id)
    return [each for each in session.scalars(query) if is_serving(each, today)]


def resolutions(state: str, section_id: int) -> Select[Resolution]:
    """What was resolved and confirmed, the earliest due first. ``state``: open, overdue or done."""
    query = (
        select(Resolution)
        .join(Resolution.meeting)
        .where(Meeting._state.in_({State.MINUTED, State.CLOSED}))
        .options(joinedload(Resolution.meeting), joinedload(Resolution.section))
        .order_by(Resolution.done_on.is_not(None), Resolution.due_on, Resolution.id)
    )
    if section_id:
        query = query.where(Resolution.section_id == section_id)
    if state in {"open", "overdue"}:
        query = query.where(Resolution.done_on.is_(None))
    if state == "overdue":
        query = query.where(Resolution.due_on < clock.today())
    return query.where(Resolution.done_on.is_not(None)) if state == "done" else query


def count_overdue(session: Session) -> int:
    """How many resolutions are past their day and not done."""
    query = resolutions("overdue", 0).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(query)) or 0


def reports(session: Session, year: int) -> dict[str, GroupReport]:
    """Industry → the report of its group for that year."""
    query = (
        select(GroupReport).where(GroupReport.year == year).options(joinedload(GroupReport.author))
    )
    return {each.industry_code: each for each in session.scalars(query)}


def groups_without_report(session: Session, year: int) -> list[str]:
    """The names of the industries whose group has not handed in the report of that year."""
    names = industries(session)
    return [names[code] for code in missing_reports(names, reports(session, year))]


def invitations_of(account_id: int) -> Select[Invitation]:
    """An expert's own, the latest first; none of what is not convened yet."""
    return (
        select(Invitation)
        .join(Invitation.expert)
        .join(Invitation.meeting)
        .where(
            Expert.account_id == account_id,
            Meeting._state.not_in({State.DRAFT, State.SUBMITTED}),
        )
        .options(joinedload(Invitation.meeting))
        .order_by(Meeting.starts_at.desc(), Invitation.id.desc())
    )


def coming_up(session: Session, until: timedelta) -> list[Meeting]:
    """Those convened that begin within that time."""
    now = clock.now()
    query = select(Meeting).where(
        Meeting._state == State.CONVENED,
        Meeting.starts_at >= now,
        Meeting.starts_at < now + until,
    )
    return list(session.scalars(query))
