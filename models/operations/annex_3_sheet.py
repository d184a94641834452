"""附件3 导出 · the roster, or a recommendation sheet, as a workbook that can be read in again."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session, undefer_group

from models.queries import roster
from models.queries.papers import Approval
from models.queries.sheets import Annex3Paper
from models.rules.annex_3_columns import (
    APPOINTED_FROM,
    APPOINTED_TO,
    CERTIFICATE,
    COLUMNS,
    GRADE,
    NOTE,
    TITLE,
)
from models.spreadsheets import Value, workbook
from models.tables import Expert
from models.tables.expert import NUMBERS

HEADER = (*COLUMNS, GRADE, CERTIFICATE, APPOINTED_FROM, APPOINTED_TO)
SIGNERS = ("承办人", "股室负责人", "分管领导")
BLANK = "＿＿＿＿＿＿"
WIDTHS = (6, 10, 6, 22, 14, 28, 16, 18, 16, 18, 40, 8, 16, 12, 12)


def annex_3_workbook(session: Session, chosen: roster.Filter, *, is_whole: bool) -> bytes:
    """Every expert of the filtered list, in its order. ID numbers and telephones are masked
    unless ``is_whole``."""
    paths = {each.code: roster.path(each) for each in roster.annex_1(session)}
    experts = session.scalars(roster.listed(chosen).options(undefer_group(NUMBERS)))
    lines = (_line(order, expert, paths, is_whole) for order, expert in enumerate(experts, 1))
    return workbook(TITLE, HEADER, lines, WIDTHS)


def sheet_workbook(paper: Annex3Paper) -> bytes:
    """推荐汇总表 exactly as the annex prints it: eleven columns, its note, three places to sign."""
    day = f"{paper.on.year}年{paper.on.month}月{paper.on.day}日" if paper.on else BLANK
    signers = zip(SIGNERS, (paper.handled, paper.endorsed, paper.signed), strict=True)
    return workbook(
        TITLE,
        COLUMNS,
        paper.rows,
        WIDTHS[: len(COLUMNS)],
        above=(f"填报股室：{paper.section}", f"填报时间：{day}"),
        below=(NOTE, "　　　　".join(f"{place}：{_name(given)}" for place, given in signers)),
    )


def _name(given: Approval | None) -> str:
    return given.name if given else BLANK


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
