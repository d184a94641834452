"""A proposed roster in each state of its life, brought there by those who would bring it.

The first applicant has an account of their own, ``applicant``; the other was entered by it. The
group is the ``executive_deputy`` and the ``deputy``.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from models import clock
from models.db import db, unit_of_work
from models.operations import appointments, compiling, decisions, group_opinions, publicity
from models.operations import proposals as operations
from models.operations.appointments import Document
from models.operations.decisions import Meeting, Verdict
from models.queries import proposals
from models.rules.article_06_approval import TITLE
from models.tables import (
    Account,
    AnnualReview,
    Application,
    Expert,
    Holding,
    ProposedRoster,
    ReviewItem,
    RosterItem,
    Section,
)
from models.vocabulary import (
    DismissalGround,
    Grade,
    GroupOpinionKind,
    Post,
    ReviewVerdict,
    RosterChange,
)
from models.workflows import review
from models.workflows import sheet as sheet_flow
from models.workflows.application import State as ApplicationState
from models.workflows.proposal import PROPOSAL, Action, State
from tests import sheets
from tests.applications import FIRST, application
from tests.conftest import NOON
from tests.states import held_by, holder

SERIALS = (FIRST, FIRST + 1)
OVER = NOON + timedelta(days=8)  # the publicity is over: its fifth day is a Saturday
LATER = datetime(2026, 6, 12, 4, 0, tzinfo=UTC)  # a Friday after the publicity
MET_ON, ISSUED_ON = date(2026, 6, 11), date(2026, 6, 12)
LEAVING = "ZZ0012"


def accepted(*serials: int) -> None:
    """Persons who passed the formal check; each account bears the name of its person."""
    sheets.sheet(sheet_flow.State.ACCEPTED, *(serials or SERIALS))
    with unit_of_work():
        account = db.session.scalars(db.select(Account).filter_by(login="applicant")).one()
        account.name = f"申报{FIRST}"


def reviewed(*codes: str, section: str = sheets.MINES) -> None:
    """An accepted review that proposes to remove these experts."""
    found = db.session.scalars(db.select(Section).filter_by(name=section)).one()
    query = db.select(Expert).where(Expert.code.in_(codes or (LEAVING,)))
    with unit_of_work():
        made = AnnualReview(year=2026, section=found, due_on=date(2026, 6, 30))
        made.items = [
            ReviewItem(
                expert=expert, verdict=ReviewVerdict.REMOVE,
                ground=DismissalGround.INCOMPETENT, note="多次评价不合格",
            )
            for expert in db.session.scalars(query)
        ]  # fmt: skip
        made.enter(review.State.ACCEPTED)
        db.session.add(made)


def compiled() -> ProposedRoster:
    """编制中, of everybody who can be put on it."""
    with unit_of_work():
        return compiling.compile_roster(
            "2026年度拟定名单",
            lines=[each.id for each in proposals.candidates(db.session())],
            reviews=[each.id for each in proposals.removable(db.session())],
            by=holder(Post.OFFICE),
        )


def proposal(state: State = State.COMPILING) -> ProposedRoster:
    """Two persons to join and one to leave, as it stands in ``state``."""
    accepted()
    reviewed()
    return carry(compiled(), state)


def crowded(count: int) -> ProposedRoster:
    """A roster of two and so many more, waiting for the leadership."""
    made = proposal(State.CONSULTING)
    more(made, count)
    return made


def more(made: ProposedRoster, count: int) -> None:
    """So many more applicants on the roster, whatever led there left out."""
    first = FIRST + len(made.additions)
    others = [
        application(serial, ApplicationState.PROPOSED) for serial in range(first, first + count)
    ]
    with unit_of_work():
        for each in others:
            with db.session.no_autoflush:
                made.items.append(_unlisted(each))


def _unlisted(person: Application) -> RosterItem:
    return RosterItem(
        change=RosterChange.ADD, application=person, name=person.name, employer=person.employer,
        grade=Grade.SENIOR, specialties=["通风与防灭火"], section_name=sheets.MINES,
    )  # fmt: skip


def carry(made: ProposedRoster, state: State) -> ProposedRoster:
    """Take it on from where it stands, everyone agreeing."""
    here, there = PROPOSAL.track.index(made.state), PROPOSAL.track.index(state)
    for each in PROPOSAL.track[here:there]:
        _ONWARD[each](made)
    return made


def take(made: ProposedRoster, action: Action, who: Post | str, note: str = "") -> None:
    by = holder(who) if isinstance(who, Post) else held_by(who)
    with unit_of_work():
        operations.take(made, action, by=by, note=note)


def submit(made: ProposedRoster) -> None:
    take(made, Action.SUBMIT, Post.OFFICE)


def give(made: ProposedRoster, who: Post, kind: GroupOpinionKind, note: str = "") -> None:
    with unit_of_work():
        group_opinions.give(made, kind, note, by=holder(who))


def approve(made: ProposedRoster) -> None:
    for member in (Post.EXECUTIVE_DEPUTY, Post.DEPUTY):
        give(made, member, GroupOpinionKind.AGREE)
    take(made, Action.APPROVE, Post.LEADER)


def publish(made: ProposedRoster) -> None:
    with unit_of_work():
        publicity.publish(made, ends_on=None, by=holder(Post.OFFICE))


def clear(made: ProposedRoster) -> None:
    with clock.held_at(OVER), unit_of_work():
        publicity.clear(made, by=holder(Post.OFFICE))


def decide(
    made: ProposedRoster,
    refused: Mapping[str, str] | None = None,
    *,
    meeting: Meeting | None = None,
    by: Holding | None = None,
) -> None:
    """The meeting agrees to everybody but the ``refused``, by name, with the reason."""
    reasons = refused or {}
    verdicts = {
        each.id: Verdict(each.name not in reasons, reasons.get(each.name, ""))
        for each in made.standing_items
    }
    with clock.held_at(LATER), unit_of_work():
        decisions.decide(
            made, meeting or Meeting(MET_ON, "局长办公会纪要〔2026〕6号"), verdicts,
            by=by or holder(Post.LEADER),
        )  # fmt: skip


def issue(made: ProposedRoster, *, serial: int = 5, issued_on: date = ISSUED_ON) -> None:
    with clock.held_at(LATER), unit_of_work():
        appointments.issue(made, Document(2026, serial, TITLE, issued_on), by=holder(Post.LEADER))


def certify(made: ProposedRoster) -> None:
    with clock.held_at(LATER), unit_of_work():
        appointments.certify(made, by=holder(Post.OFFICE))


_ONWARD = {
    State.COMPILING: submit,
    State.CONSULTING: approve,
    State.APPROVED: publish,
    State.PUBLICISED: clear,
    State.CLEARED: decide,
    State.DECIDED: issue,
    State.ISSUED: certify,
}


def expert(code: str) -> Expert:
    return db.session.scalars(db.select(Expert).filter_by(code=code)).one()
