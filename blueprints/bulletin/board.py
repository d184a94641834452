"""公告栏 · what anybody reads without signing in: announcements, notices, issued documents, the
experts in force."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_sqlalchemy.pagination import Pagination

from blueprints import archive_papers, attachments, documents
from blueprints.access import me, public
from blueprints.bulletin.blueprint import bp
from blueprints.bulletin.forms import BoardQuery, RosterQuery
from blueprints.pages import page, page_size
from models import clock, policy
from models.db import db
from models.queries import bulletin, intakes
from models.tables import Announcement, ProposedRoster, StoredFile
from models.vocabulary import Permission
from models.workflows.announcement import State

_PUBLIC = {State.PUBLISHED, State.WITHDRAWN}
# Where each sort of what is posted is read.
_PAGES: Mapping[str, tuple[str, str]] = {
    "announcement": ("bulletin.show", "announcement_id"),
    "notice": ("publicity.show", "number"),
    "document": ("bulletin.document", "proposal_id"),
}


class Board(Pagination):
    """Pages of a list that is at hand."""

    def _query_items(self) -> list[Any]:
        first = self._query_offset
        return list(self._query_args["posted"][first : first + self.per_page])

    def _query_count(self) -> int:
        return len(self._query_args["posted"])


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """What was posted, newest first; above it, where one can apply just now."""
    query = BoardQuery(request.args)
    posted = bulletin.posted(db.session(), query.chosen())
    return page(
        "bulletin/index.html", "announcements",
        found=Board(per_page=page_size(), posted=posted), pages=_PAGES, query=query,
        invitations=intakes.announced(db.session()), may_edit=may_edit(),
    )  # fmt: skip


@bp.get("/<int:announcement_id>")
@public
def show(announcement_id: int) -> ResponseReturnValue:
    """One announcement to read and to print; withdrawn, it says since when and why."""
    announcement = db.get_or_404(Announcement, announcement_id)
    if announcement.state not in _PUBLIC:
        abort(404, "没有这份公告，或者它还没有发布")
    return page("bulletin/show.html", "announcement", announcement=announcement)


@bp.get("/<int:announcement_id>/files/<int:file_id>")
@public
def file(announcement_id: int, file_id: int) -> ResponseReturnValue:
    """To everyone while the announcement stands; else to whoever writes announcements."""
    announcement = db.get_or_404(Announcement, announcement_id)
    if announcement.state is not State.PUBLISHED and not may_edit():
        abort(404, "没有这个附件，或者公告已经撤回")
    query = db.select(StoredFile).filter_by(id=file_id, announcement_id=announcement_id)
    stored = db.first_or_404(query)
    return attachments.hand_out(stored)


@bp.get("/documents/<int:proposal_id>")
@public
def document(proposal_id: int) -> ResponseReturnValue:
    """An issued joint document: whom it appoints and whom it removes, and nothing else of them."""
    issued = bulletin.issued(db.session(), proposal_id)
    if issued is None:
        abort(404, "没有这份文件，或者它还没有印发")
    return page("bulletin/document.html", "document", document=issued)


@bp.get("/documents/<int:proposal_id>/document.pdf")
@public
def document_pdf(proposal_id: int) -> Response:
    """The paper itself: it prints names, employers, grades and specialties."""
    proposal = db.get_or_404(ProposedRoster, proposal_id)
    if proposal.state not in bulletin.ISSUED:
        abort(404, "没有这份文件，或者它还没有印发")
    name, content = archive_papers.document(proposal)
    return documents.answer(content, name)


@bp.get("/roster")
@public
def roster() -> ResponseReturnValue:
    """The experts in force: name, employer, specialties and grade, and nothing else."""
    query = RosterQuery(request.args)
    industries = bulletin.industries(db.session())
    query.industry.choices = {"": "全部"} | industries
    industry = query.industry.data if query.industry.data in industries else ""
    today = clock.today()
    found = db.paginate(bulletin.in_force(industry, today), per_page=page_size())
    found.items = [bulletin.RosterLine.of(expert) for expert in found]
    return page(
        "bulletin/roster.html", "roster", found=found, query=query, today=today,
        scope=industries.get(industry, ""),
    )  # fmt: skip


def may_edit() -> bool:
    has_post = current_user.is_authenticated and bool(current_user.holdings)
    return has_post and policy.may(me(), Permission.EDIT_BULLETIN)
