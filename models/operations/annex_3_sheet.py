"""附件3 导出 · the roster as the annex's own workbook, which the office can read in again."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session, undefer_group

from models.queries import roster
from models.rules.annex_3_columns import (
    APPOINTED_FROM,
    APPOINTED_TO,
    CERTIFICATE,
    COLUMNS,
    GRADE,
    TITLE,
)
from models.spreadsheets import Value, workbook
from models.tables import Expert
from models.tables.expert import NUMBERS

HEADER = (*COLUMNS, GRADE, CERTIFICATE, APPOINTED_FROM, APPOINTED_TO)
WIDTHS = (6, 10, 6, 22, 14, 28, 16, 18, 16, 18, 40, 8, 16, 12, 12)


def annex_3_workbook(session: Session, chosen: roster.Filter, *, is_whole: bool) -> bytes:
    """Every expert of the filtered list, in its order. ID numbers and telephones are masked
    unless ``is_whole``."""
    paths = {each.code: roster.path(each) for each in roster.annex_1(session)}
    experts = session.scalars(roster.listed(chosen).options(undefer_group(NUMBERS)))
    lines = (_line(order, expert, paths, is_whole) for order, expert in enumerate(experts, 1))
    return workbook(TITLE, HEADER, lines, WIDTHS)


def _line(
    order: int, expert: Expert, paths: Mapping[str, str], is_whole: bool
) -> tuple[Value, ...]:
    return (
        order,
        expert.name,
        expert.sex.label,
        expert.id_number if is_whole else expert.masked_id_number,
        expert.mobile if is_whole else expert.masked_mobile,
        expert.employer.name,
        expert.title,
        expert.school,
        expert.major,
        expert.field,
        "；".join(_paths(expert, paths)),
        expert.grade.label,
        expert.certificate_no,
        expert.appointed_from,
        expert.appointed_until,
    )


def _paths(expert: Expert, paths: Mapping[str, str]) -> Iterator[str]:
    for held in expert.specialties:
        yield paths.get(held.code, f"{held.code} {held.name}")
