"""入卷文书 · the papers of Articles 5 to 7 made, each under the name by which it is filed."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from blueprints import attachments, documents
from models.db import db
from models.queries import annex_2_paper, selection_papers, sheets
from models.queries.parameters import is_demonstration, value_of
from models.rules import annex_3_columns as annex_3_form
from models.rules import article_06_document as art6
from models.rules import gb_9704
from models.settings import HOTLINE
from models.tables import (
    Application,
    ApplicationEdition,
    Objection,
    ProposedRoster,
    PublicNotice,
    RecommendationSheet,
    StoredFile,
)

Made = tuple[str, bytes]  # file name, content


def annex_2(application: Application, edition: ApplicationEdition | None = None) -> Made:
    """As it stands, or as it was handed in that time."""
    paper = annex_2_paper.annex_2(db.session(), application, edition)
    name = f"申报表 {paper.number} {application.name}"
    if edition:
        name = f"{name} 第{edition.number}次提交"
    return _made("annex_2", name, paper=paper, photo=_picture(paper.photo))


def annex_3(sheet: RecommendationSheet, *, is_whole: bool) -> Made:
    """``is_whole``: with whole ID and telephone numbers."""
    paper = sheets.annex_3(db.session(), sheet, is_whole=is_whole)
    name = f"推荐汇总表 {sheet.number} {sheet.section.name} 第{sheet.edition}版"
    return _made(
        "annex_3", name, paper=paper, title=annex_3_form.TITLE, columns=annex_3_form.COLUMNS,
        note=annex_3_form.NOTE,
    )  # fmt: skip


def roster(proposal: ProposedRoster) -> Made:
    paper = selection_papers.roster(db.session(), proposal)
    return _made("roster", f"拟定名单 {proposal.number}", paper=paper)


def document(proposal: ProposedRoster, *, overprint: bool = False) -> Made:
    """``overprint``: without the red head, for paper that has it already (套打)."""
    paper = selection_papers.joint_document(db.session(), proposal)
    name = f"{paper.number} {paper.title}"
    return _official("joint_document", f"{name} 套打" if overprint else name, paper, overprint)


def notice(published: PublicNotice) -> Made:
    paper = selection_papers.notice(published)
    return _official("publicity", f"公示 {paper.number}", paper)


def removals(proposal: ProposedRoster) -> Made:
    paper = selection_papers.removals(db.session(), proposal)
    name = f"清退名单 {proposal.number}"
    return _made("removals", name, paper=paper, regulation=art6.REGULATION)


def objection_record(objection: Objection, *, names_sender: bool) -> Made:
    """``names_sender``: whether the reader may know who raised it."""
    paper = selection_papers.objection_record(db.session(), objection, names_sender=names_sender)
    return _made("objection_record", f"异议办理记录 {objection.number}", paper=paper)


def papers_of_application(application: Application) -> Iterator[Made]:
    """Each edition as it was handed in; the last as it stands, with the opinions given on it."""
    for edition in application.editions[:-1]:
        yield annex_2(application, edition)
    yield annex_2(application)


def papers_of_sheet(sheet: RecommendationSheet) -> Iterator[Made]:
    yield annex_3(sheet, is_whole=True)


def papers_of_proposal(proposal: ProposedRoster) -> Iterator[Made]:
    """The roster, every notice of it and every objection to one, who was removed, the document."""
    yield roster(proposal)
    for published in proposal.notices:
        yield notice(published)
        for objection in published.objections:
            yield objection_record(objection, names_sender=False)
    if proposal.leaving:
        yield removals(proposal)
    if proposal.document_no:
        yield document(proposal)


def _official(template: str, name: str, paper: Any, overprint: bool = False) -> Made:
    return _made(
        template, name, paper=paper, overprint=overprint, issuers=art6.ISSUERS,
        addressees=art6.ADDRESSEES, copies=art6.COPIES, bureau=art6.BUREAU, group=art6.GROUP,
        regulation=art6.REGULATION, hotline=value_of(db.session(), HOTLINE),
        title_lines=gb_9704.title_lines,
    )  # fmt: skip


def _made(template: str, name: str, **facts: Any) -> Made:
    demonstration = is_demonstration(db.session())
    content = documents.pdf(f"documents/{template}.html", demonstration=demonstration, **facts)
    return f"{name.strip()}.pdf", content


def _picture(stored: StoredFile | None) -> str:
    """A stored picture as an address that carries it; empty where there is none."""
    if stored is None:
        return ""
    path = attachments.folder() / stored.path
    return f"data:{stored.media_type};base64,{b64encode(path.read_bytes()).decode()}"
