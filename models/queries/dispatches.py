"""派遣 · lists of them, and what one page needs of one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models.queries.dispatch_tasks import within_reach
from models.queries.search import dispatches as matching
from models.queries.unannounced import is_told
from models.tables import BudgetLine, Dispatch, Draw, Event, Holding, Unit
from models.vocabulary import Permission, SelectionWay, TaskType
from models.workflows.dispatch import State

WHOLE: tuple[ORMOption, ...] = (
    joinedload(Dispatch.targets),
    joinedload(Dispatch.budget_line),
    joinedload(Dispatch.officers),
    joinedload(Dispatch.protection),
    selectinload(Dispatch.seats),
    selectinload(Dispatch.draws).joinedload(Draw.contributions),
    selectinload(Dispatch.assignments),
    selectinload(Dispatch.changes),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed by; empty entries narrow nothing. ``sort`` may begin with ``-``."""

    words: str = ""
    state: str = ""
    task_type: str = ""
    way: str = ""
    section_id: int | None = None
    sort: str = ""


def listed(holding: Holding, chosen: Filter) -> Select[Dispatch]:
    """Within the holder's reach, newest first unless sorted otherwise."""
    if chosen.words:
        query = matching(chosen.words, holding)
    else:
        query = (
            select(Dispatch)
            .where(within_reach(holding, Permission.READ_DISPATCH))
            .order_by(Dispatch.id.desc())
        )
    if chosen.state:
        query = query.where(Dispatch._state == State(chosen.state))
    if chosen.task_type:
        query = query.where(Dispatch.task_type == TaskType(chosen.task_type))
    if chosen.way:
        query = query.where(Dispatch.way == SelectionWay(chosen.way))
    if chosen.section_id:
        query = query.where(Dispatch.section_id == chosen.section_id)
    return _sorted(query, chosen.sort)


_ORDERS: dict[str, tuple[Any, ...]] = {
    "number": (Dispatch.year, Dispatch.serial),
    "title": (Dispatch.title,),
    "starts": (Dispatch.starts_at,),
    "section": (Dispatch.section_id,),
}


def _sorted(query: Select[Dispatch], sort: str) -> Select[Dispatch]:
    columns = _ORDERS.get(sort.removeprefix("-"))
    if not columns:
        return query
    downwards = sort.startswith("-")
    order = [column.desc() if downwards else column for column in columns]
    return query.order_by(None).order_by(*order, Dispatch.id)


def by_state(session: Session, holding: Holding) -> list[tuple[State, int]]:
    """How many dispatches within the holder's reach stand in each state, in the states' order."""
    query = (
        select(Dispatch._state, func.count())
        .where(within_reach(holding, Permission.READ_DISPATCH))
        .group_by(Dispatch._state)
    )
    counts = dict(list(session.execute(query)))
    return [(state, counts[state]) for state in State if state in counts]


def earlier_visits(session: Session, dispatch: Dispatch) -> list[Dispatch]:
    """This year's other dispatches to the same units: repeated visits to one enterprise are shown
    (General Office of the State Council, 2024 No. 54); not one still to come unannounced."""
    if not dispatch.targets or not dispatch.starts_at:
        return []
    ids = [unit.id for unit in dispatch.targets]
    query = (
        select(Dispatch)
        .where(
            Dispatch.targets.any(Unit.id.in_(ids)),
            Dispatch.id != dispatch.id,
            is_told(),
            Dispatch.year == dispatch.starts_at.year,
            Dispatch._state.not_in({State.DRAFT, State.CANCELLED}),
        )
        .order_by(Dispatch.starts_at)
    )
    return list(session.scalars(query))


def draw_numbered(session: Session, number: str) -> Draw | None:
    return session.scalar(select(Draw).where(Draw.number == number))


def lines_for(session: Session, section_id: int, year: int) -> list[BudgetLine]:
    """The section's budget lines of the year, and of what is budgeted ahead."""
    query = (
        select(BudgetLine)
        .where(BudgetLine.section_id == section_id, BudgetLine.year >= year)
        .order_by(BudgetLine.year, BudgetLine.name)
    )
    return list(session.scalars(query))


def digest_in_register(session: Session, draw: Draw) -> str:
    """The digest that the register took down when the draw was held; empty if it was not."""
    query = select(Event.facts).where(
        Event.matter == draw.matter, Event.subject == f"draw:{draw.id}", Event.kind == "draw:draw"
    )
    return next((str(facts["digest"]) for facts in session.scalars(query)), "")
