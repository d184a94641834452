"""遴选文书 · the papers by which a person becomes an expert or ceases to be one (Art. 5 to 7)."""

from flask import Blueprint, Response, abort, request

from blueprints import archive_papers, documents
from blueprints.access import load, me, public, requires
from blueprints.archive_papers import Made
from models import policy
from models.db import db, unit_of_work
from models.operations.sheets import record_whole_export
from models.queries import sheets
from models.tables import (
    Application,
    ApplicationEdition,
    Objection,
    ProposedRoster,
    PublicNotice,
    RecommendationSheet,
    SectionOpinion,
)
from models.vocabulary import Permission as P
from models.workflows.application import State
from models.workflows.publicity import State as NoticeState

bp = Blueprint("selection_papers", __name__)

_WITH_THE_APPLICANT = {State.DRAFT, State.RETURNED, State.WITHDRAWN}


@bp.get("/applications/<int:application_id>/annex-2.pdf")
@requires(P.READ_APPLICATION, P.FILL_APPLICATION)
def annex_2(application_id: int) -> Response:
    """As it stands; with ``?edition=1``, as it was handed in the first time. While it is being
    written or corrected, whoever is not writing it reads what was handed in last."""
    application = db.get_or_404(Application, application_id)
    is_owner = policy.reaches(me(), P.FILL_APPLICATION, application)
    if not is_owner and not policy.reaches(me(), P.READ_APPLICATION, application):
        abort(404)
    wanted = request.args.get("edition", type=int)
    if wanted is None and not is_owner:
        wanted = _handed_in(application)
    return _answer(archive_papers.annex_2(application, _edition(application, wanted)))


@bp.get("/opinions/<int:opinion_id>/annex-2.pdf")
@requires(P.GIVE_OPINION)
def annex_2_for_opinion(opinion_id: int) -> Response:
    """For a section that is asked for its opinion and reads no other application."""
    application = load(SectionOpinion, opinion_id, P.GIVE_OPINION).application
    kept = _edition(application, _handed_in(application))
    return _answer(archive_papers.annex_2(application, kept))


def _handed_in(application: Application) -> int | None:
    """The edition that others read while the applicant has it back; None: as it stands."""
    return application.edition if application.state in _WITH_THE_APPLICANT else None


@bp.get("/sheets/<int:sheet_id>/annex-3.pdf")
@requires(P.READ_SHEET)
def annex_3(sheet_id: int) -> Response:
    """To read and to pass on: ID and telephone numbers masked."""
    return _answer(archive_papers.annex_3(_sheet(sheet_id), is_whole=False))


@bp.post("/sheets/<int:sheet_id>/annex-3.pdf")
@requires(*sheets.SEES_NUMBERS)
def whole_annex_3(sheet_id: int) -> Response:
    """To sign and to file, with whole numbers; who took it stands in the register."""
    sheet = _sheet(sheet_id)
    with unit_of_work():
        record_whole_export(sheet, by=me())
    return _answer(archive_papers.annex_3(sheet, is_whole=True))


@bp.get("/proposals/<int:proposal_id>/roster.pdf")
@requires(P.READ_PROPOSAL)
def roster(proposal_id: int) -> Response:
    return _answer(archive_papers.roster(_proposal(proposal_id)))


@bp.get("/proposals/<int:proposal_id>/document.pdf")
@requires(P.READ_PROPOSAL)
def document(proposal_id: int) -> Response:
    """The joint document, once it has its number; ``?overprint=1`` without the red head (套打)."""
    proposal = _proposal(proposal_id)
    if not proposal.document_no:
        abort(404, "还没有印发文件")
    return _answer(archive_papers.document(proposal, overprint="overprint" in request.args))


@bp.get("/proposals/<int:proposal_id>/removals.pdf")
@requires(P.READ_PROPOSAL)
def removals(proposal_id: int) -> Response:
    proposal = _proposal(proposal_id)
    if not proposal.leaving:
        abort(404, "这份名单没有清退专家")
    return _answer(archive_papers.removals(proposal))


@bp.get("/publicity/<number>/notice.pdf")
@public
def notice(number: str) -> Response:
    """While it stands and after; one that was recalled is shown to nobody."""
    published = db.one_or_404(db.select(PublicNotice).filter_by(number=number))
    if published.state is NoticeState.RECALLED:
        abort(404, "这份公示已经撤回")
    return _answer(archive_papers.notice(published))


@bp.get("/objections/<int:objection_id>/record.pdf")
@requires(P.READ_OBJECTION)
def objection_record(objection_id: int) -> Response:
    objection = load(Objection, objection_id, P.READ_OBJECTION)
    return _answer(archive_papers.objection_record(objection, names_sender=True))


def _sheet(sheet_id: int) -> RecommendationSheet:
    return load(RecommendationSheet, sheet_id, P.READ_SHEET, *sheets.WHOLE)


def _proposal(proposal_id: int) -> ProposedRoster:
    return load(ProposedRoster, proposal_id, P.READ_PROPOSAL)


def _edition(application: Application, number: int | None) -> ApplicationEdition | None:
    """The one asked for; 404 where it was never handed in."""
    if number is None:
        return None
    found = [each for each in application.editions if each.number == number]
    return found[0] if found else abort(404)


def _answer(made: Made) -> Response:
    name, content = made
    return documents.answer(content, name)
