"""推荐汇总表 · opening one, saying who stands on it, a new edition of one returned (Art. 6(2))."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm.attributes import flag_modified

from models import pinyin, policy
from models.chain import head_of
from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.operations.steps import advance
from models.queries import sheet_lists, sheets
from models.rules.annex_3_columns import ARTICLE
from models.tables import (
    Application,
    Holding,
    IntakeCycle,
    RecommendationSheet,
    Section,
    SheetLine,
)
from models.vocabulary import Permission
from models.workflows import application as application_flow
from models.workflows import intake as intake_flow
from models.workflows.sheet import State

_STALE = "您打开本页之后，名单已被他人改动，请重新打开本页，核对后再改"
_PASSED, _LISTED = application_flow.State.PASSED, application_flow.State.LISTED


def open_sheet(section: Section, cycle: IntakeCycle, *, by: Holding) -> RecommendationSheet:
    """A sheet of everyone of ``section`` who passed its vetting in this cycle, by their names."""
    sheet = RecommendationSheet(
        section=section, section_id=section.id, intake_id=cycle.id, handler_id=by.account_id
    )
    _check_opening(sheet, cycle, by)
    sheet.number = _next_number(cycle.year)
    waiting = sheet_lists.passed(db.session(), section.id, cycle.id)
    if not waiting:
        raise Refusal("现在没有初审通过、待列入汇总表的人", article=ARTICLE)
    db.session.add(sheet)
    _put(sheet, by_name(waiting))
    register(
        "recommendation_sheet:open", "编制推荐汇总表", by=by, subject=sheet, article=ARTICLE,
        number=sheet.number, persons=len(sheet.lines),
    )  # fmt: skip
    return sheet


def compose(
    sheet: RecommendationSheet, chosen: Sequence[Application], *, seen: int, by: Holding
) -> None:
    """Have exactly ``chosen`` stand on it, in this order. Who is left out waits again, or may be
    returned. ``seen``: the version that the person had before them."""
    if no := policy.refusal(by, Permission.COMPILE_SHEET, sheet):
        raise no
    if sheet.state is not State.COMPILING:
        raise Refusal("承办人签字后名单不能再改；确需改动的，请退回后另编新版", article=ARTICLE)
    if seen != sheet.version:
        raise Refusal(_STALE, article=ARTICLE)
    for application in chosen:
        _check_place(sheet, application)
    unlist(sheet, [line.application for line in sheet.lines if line.application not in chosen], by)
    _put(sheet, chosen)
    register(
        "recommendation_sheet:compose", "编排名单", by=by, subject=sheet, article=ARTICLE,
        number=sheet.number, persons=len(chosen),
    )  # fmt: skip


def revise(sheet: RecommendationSheet, *, by: Holding) -> RecommendationSheet:
    """The next edition of a returned sheet, with the same persons; the returned one stays as it
    was, signatures and all."""
    if sheet.state is not State.RETURNED or sheet.replaced_by:
        raise Refusal("只有已退回、还没有另编新版的汇总表才能另编新版", article=ARTICLE)
    edition = RecommendationSheet(
        number=sheet.number,
        edition=sheet.edition + 1,
        section=sheet.section,
        section_id=sheet.section_id,
        intake_id=sheet.intake_id,
        handler_id=by.account_id,
        replaces_id=sheet.id,
    )
    _check_opening(edition, sheet.intake, by)
    db.session.add(edition)
    _put(edition, [line.application for line in sheet.lines])
    register(
        "recommendation_sheet:revise", "另编新版", by=by, subject=edition, article=ARTICLE,
        number=edition.number, edition=edition.edition, persons=len(edition.lines),
    )  # fmt: skip
    return edition


def by_name(applications: Iterable[Application]) -> list[Application]:
    return sorted(applications, key=lambda each: (pinyin.sort_key(each.name), each.id))


def unlist(sheet: RecommendationSheet, applications: Iterable[Application], by: Holding) -> None:
    """Let go of those whom an earlier edition had listed; the others were never taken."""
    for application in applications:
        if application.state is _LISTED:
            action = application_flow.Action.UNLIST
            advance(application, action, by=by, number=sheet.number)


def record_whole_export(sheet: RecommendationSheet, *, by: Holding) -> None:
    """Somebody takes the official annex with whole ID and telephone numbers."""
    if not sheets.sees_numbers(by, sheet):
        raise Refusal(f"{by.post.label}岗位只能取用隐去号码的汇总表", article=ARTICLE)
    register(
        "recommendation_sheet:export_whole", "导出完整身份证号和电话", by=by, subject=sheet,
        article=ARTICLE, number=sheet.number, edition=sheet.edition, persons=len(sheet.lines),
    )  # fmt: skip


def _check_opening(sheet: RecommendationSheet, cycle: IntakeCycle, by: Holding) -> None:
    """The register's lock lets nobody open another between this look and the end of the work, and
    keeps the series of numbers without gaps."""
    head_of(db.session())
    if no := policy.refusal(by, Permission.COMPILE_SHEET, sheet):
        raise no
    if cycle.state is not intake_flow.State.OPEN:
        raise Refusal(f"{cycle.title}现在是“{cycle.state.label}”，不能编制汇总表", article=ARTICLE)
    other = sheet_lists.being_compiled(db.session(), sheet.section_id, cycle.id)
    if other:
        raise Refusal(f"本股室正在编制{other.number}，请先签字或者作废后再办", article=ARTICLE)


def _next_number(year: int) -> str:
    return f"H{year}-{sheet_lists.opened_in(db.session(), year) + 1:02}"


def _check_place(sheet: RecommendationSheet, application: Application) -> None:
    is_ours = (application.section_id, application.intake_id) == (
        sheet.section_id,
        sheet.intake_id,
    )
    was_listed = application.state is _LISTED and any(
        line.application_id == application.id for line in sheet.lines
    )
    if not is_ours or not (application.state is _PASSED or was_listed):
        raise Refusal(
            f"{application.name}的申报现在是“{application.state.label}”，不能列入本表",
            article=ARTICLE,
        )


def _put(sheet: RecommendationSheet, chosen: Iterable[Application]) -> None:
    if sheet.lines:
        flag_modified(sheet, "note")  # so that the version moves with its lines
        sheet.lines = []
        db.session.flush()  # the old places must be free before they are given again
    sheet.lines = [
        SheetLine(application=application, order=order)
        for order, application in enumerate(chosen, start=1)
    ]
