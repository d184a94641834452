"""审批与公示 · what the office and the leadership do with those who were recommended."""

from collections.abc import Iterable
from pathlib import Path

from models import clock
from models.db import db
from models.demonstration.office import Office
from models.operations import appointments, compiling, decisions, group_opinions, objections
from models.operations import proposals as operations
from models.operations.appointments import Document
from models.operations.decisions import Meeting, Verdict
from models.operations.objections import Statement
from models.queries import proposals
from models.rules.article_06_approval import TITLE
from models.tables import (
    Application,
    Expert,
    Objection,
    ProposedRoster,
    PublicNotice,
    RosterItem,
)
from models.vocabulary import GroupOpinionKind
from models.workflows.proposal import Action


def compile_roster(
    office: Office, title: str, applications: Iterable[Application], *, removals: int = 0
) -> ProposedRoster:
    """Of these applicants, and of so many whom a review would remove."""
    wanted = {each.id for each in applications}
    session = db.session()
    lines = [each.id for each in proposals.candidates(session) if each.application_id in wanted]
    leaving = [each.id for each in proposals.removable(session)][:removals]
    by = office.others["office"]
    return compiling.compile_roster(title, lines=lines, reviews=leaving, by=by)


def take(office: Office, proposal: ProposedRoster, action: Action, note: str = "") -> None:
    by = office.others["leader" if action is Action.APPROVE else "office"]
    operations.take(proposal, action, by=by, note=note)


def agree(office: Office, proposal: ProposedRoster, *, only: str = "") -> None:
    """The members say yes, but for one deputy, who is away; ``only``: just the one of that login
    has spoken yet."""
    away = office.deputies["policy"].account_id
    for member in proposals.members(db.session()):
        if only not in {"", member.account.login}:
            continue
        if member.account_id == away:
            note, by = "外出开会，已请假", office.others["office"]
            group_opinions.record_absence(proposal, away, note, by=by)
        else:
            group_opinions.give(proposal, GroupOpinionKind.AGREE, "同意", by=member)


def object_to(
    notice: PublicNotice, item: RosterItem, text: str, folder: Path, *, ticket: str
) -> Objection:
    """Somebody objects who gives no name."""
    statement = Statement(text, item.id)
    objections.lodge(notice, statement, is_named=False, ticket=ticket, folder=folder)
    newest = db.select(Objection).order_by(Objection.id.desc()).limit(1)
    raised: Objection = db.session.scalars(newest).one()
    return raised


def decide(office: Office, proposal: ProposedRoster, minutes_no: str) -> None:
    verdicts = {item.id: Verdict(True) for item in proposal.standing_items}
    meeting = Meeting(clock.today(), minutes_no)
    decisions.decide(proposal, meeting, verdicts, by=office.others["leader"])


def issue(office: Office, proposal: ProposedRoster) -> list[Expert]:
    """By a joint document; who joined by it."""
    today = clock.today()
    given = Document(today.year, 1, TITLE, today)
    appointments.issue(proposal, given, by=office.others["leader"])
    joined = [item.application for item in proposal.appointed if item.application]
    return [each.expert for each in joined if each.expert]
