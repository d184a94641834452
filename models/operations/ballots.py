"""无记名投票 · the list of voters, the box, a ballot in it, and the count (Art. 4)."""

from collections.abc import Collection

from sqlalchemy import select

from models import policy
from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations import lots
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.steps import advance
from models.queries import elections
from models.rules.article_04_election import ARTICLE, FEWEST_BALLOTS, Box, Outcome, outcome
from models.tables import BallotBox, Election, Expert, Holding, Voter
from models.vocabulary import Permission
from models.workflows.election import NO_VOTES, TOO_FEW, Action, State

VOTED = "已投票"


def open_box(election: Election) -> None:
    """List everyone who may vote, put up an empty box and tell them."""
    for expert in elections.members(db.session(), election.industry_code):
        election.voters.append(Voter(expert=expert))
        tell(expert.account_id, f"请投票：{election.caption}", election.matter)
    election.box = BallotBox(counts=Box.empty(len(election.candidates)).written())


def vote(election: Election, chosen: Collection[int], *, by: Holding) -> None:
    """Put one ballot into the box and mark the voter. ``chosen``: nominations; none, to abstain.

    The register learns that this person voted. For whom is said nowhere: the counts are written
    anew as a whole, sealed, and equally long whichever of them has changed.
    """
    db.session.refresh(election, with_for_update=True)  # another ballot may be on its way
    voter, box = _voter(election, by), election.box
    if election.state is not State.VOTING or election.voting_over or box is None:
        raise Refusal("投票没有开始或者已经截止", article=ARTICLE)
    if voter.has_voted:
        raise Refusal("您已经投过票，一人一票，投出后不能更改", article=ARTICLE)
    marked = _marked(election, chosen)
    box.counts = Box.read(box.counts).with_ballot(marked, election.places).written()
    voter.has_voted = True
    register("election:vote", VOTED, by=by, subject=election, article=ARTICLE)
    if election.all_voted:
        tell(election.handler_id, f"成员已全部投票，请计票：{election.caption}", election.matter)


def _voter(election: Election, by: Holding) -> Voter:
    if no := policy.refusal(by, Permission.VOTE, election):
        raise no
    query = (
        select(Voter)
        .join(Voter.expert)
        .where(Voter.election_id == election.id, Expert.account_id == by.account_id)
    )
    voter = db.session.scalar(query)
    if voter is None:
        raise NotPermitted("投票开始时您不在该专业组的成员名单上，不能投票", article=ARTICLE)
    return voter


def _marked(election: Election, chosen: Collection[int]) -> frozenset[int]:
    """The places of the chosen on the ballot paper."""
    paper = [candidate.id for candidate in election.candidates]
    if not set(chosen) <= set(paper):
        raise Refusal("选票上没有这名候选人，请重新选择", article=ARTICLE, field="choice")
    return frozenset(paper.index(each) for each in chosen)


def count(election: Election, *, by: Holding) -> None:
    """Open the box: a result, a tie for lots to decide, or none. The box is gone afterwards."""
    db.session.refresh(election, with_for_update=True)
    if missing := election.workflow.move(election.state, Action.COUNT).missing_from(election):
        raise missing[0]
    box = _opened(election)
    if box is None:
        advance(election, Action.FAIL, by=by, note=TOO_FEW, voters=election.voters_listed)
    else:
        _announce(election, _record(election, box), by)


def _record(election: Election, box: Box) -> Outcome:
    """Write down what everyone got, and who is elected so far."""
    result, candidates = outcome(box.votes, election.places), election.candidates
    for place, candidate in enumerate(candidates):
        candidate.votes = box.votes[place]
        candidate.is_elected = place in result.elected
    election.ballots, election.blanks = box.ballots, box.blanks
    return result


def _announce(election: Election, result: Outcome, by: Holding) -> None:
    if result.tied:
        tied = [election.candidates[place] for place in result.tied]
        _advance(election, Action.TIE, by, tied=[each.expert.name for each in tied])
        lots.commit_to(election, tied, result.left, by=by)
    elif not result.elected:
        _advance(election, Action.FAIL, by, NO_VOTES)
    else:
        _advance(election, Action.COUNT, by)
        tell_next(election, besides=by.account_id)


def _opened(election: Election) -> Box | None:
    """What is in the box, which is then gone; None where so few voted that it must not be told."""
    sealed = election.box
    if sealed is None:
        raise Refusal("票箱不在，不能计票", article=ARTICLE)
    box, voted = Box.read(sealed.counts), election.voters_voted
    if box.ballots != voted:
        raise Refusal(
            f"票箱中有{box.ballots}张选票，投票的有{voted}人，两数不符；请报监督人员查核",
            article=ARTICLE,
        )
    election.box = None
    return box if voted >= FEWEST_BALLOTS else None


def _advance(
    election: Election, action: Action, by: Holding, note: str = "", **facts: list[str]
) -> None:
    """The step with the whole result, as the register keeps it."""
    votes = [f"{each.expert.name}{each.votes}票" for each in election.candidates]
    elected = [each.expert.name for each in election.elected]
    advance(
        election, action, by=by, note=note, voters=election.voters_listed,
        ballots=election.ballots, blanks=election.blanks, votes=votes, elected=elected, **facts,
    )  # fmt: skip
