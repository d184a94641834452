"""推选待办 · elections to carry on, and ballots to cast (Art. 4)."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.queries import elections
from models.queries.deadlines import Deadlines
from models.queries.tasks import Task, next_step, permissions_of
from models.tables import Election, Holding
from models.vocabulary import Post
from models.workflows.election import ELECTION
from models.workflows.election import State as ElectionState


def election_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Elections to open the voting of, to count, to draw lots for or to confirm."""
    if not ELECTION.states_awaiting(permissions_of(holding)):
        return
    for election in elections.in_progress(session):
        if button := _election_step(election, holding):
            due = election.voting_until
            yield Task("election", election.id, election.caption, election.number, due, button)


def _election_step(election: Election, holding: Holding) -> str:
    """As for any subject; but of the lots only the side that has brought nothing yet."""
    if election.lot and holding.post not in {*election.lot.awaited, Post.OFFICE}:
        return ""
    return next_step(election, holding)


def ballot_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """An expert's nominations to answer and ballots to cast."""
    if holding.post is not Post.EXPERT:
        return
    for election, button in elections.asked_of(session, holding.account_id):
        is_voting = election.state is ElectionState.VOTING
        last = election.voting_until if is_voting else election.nominations_until
        yield Task("election", election.id, election.caption, election.number, last, button)
