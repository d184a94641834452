"""经费预算 · the lines a post may read, their movements, and the years there are."""

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from models.queries.reach import in_reach
from models.tables import BudgetChange, BudgetEntry, BudgetLine, Holding, Section
from models.vocabulary import Permission


def within_reach(holding: Holding) -> ColumnElement[bool]:
    """The lines the holder may read, as a condition on BudgetLine."""
    return in_reach(holding, Permission.READ_BUDGET, BudgetLine.section_id)


def lines(
    session: Session, holding: Holding, year: int, section_id: int | None
) -> list[BudgetLine]:
    """The lines of a year, section by section."""
    of_section = BudgetLine.section_id == section_id if section_id else true()
    query = (
        select(BudgetLine)
        .where(BudgetLine.year == year, of_section, within_reach(holding))
        .order_by(BudgetLine.section_id, BudgetLine.name)
    )
    return list(session.scalars(query))


def years(session: Session) -> list[int]:
    """The years that have lines, newest first."""
    query = select(BudgetLine.year).distinct().order_by(BudgetLine.year.desc())
    return list(session.scalars(query))


def line_named(session: Session, year: int, section: Section, name: str) -> BudgetLine | None:
    query = select(BudgetLine).where(
        BudgetLine.year == year, BudgetLine.section_id == section.id, BudgetLine.name == name
    )
    return session.scalar(query)


def movements(line: BudgetLine) -> Select[BudgetEntry]:
    """Newest first, each with its dispatch."""
    return (
        select(BudgetEntry)
        .where(BudgetEntry.line_id == line.id)
        .options(joinedload(BudgetEntry.dispatch))
        .order_by(BudgetEntry.id.desc())
    )


def changes(session: Session, line: BudgetLine) -> list[BudgetChange]:
    """How it was opened and changed, newest first, each with its scans."""
    query = (
        select(BudgetChange)
        .where(BudgetChange.line_id == line.id)
        .options(selectinload(BudgetChange.scans))
        .order_by(BudgetChange.id.desc())
    )
    return list(session.scalars(query))
