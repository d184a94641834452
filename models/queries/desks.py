"""待办 · what waits on whom, read off the transition tables, oldest deadline first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from models import clock, policy
from models.queries import applications, elections
from models.queries.archive_tasks import archive_tasks
from models.queries.deadlines import Deadlines
from models.queries.emergency_tasks import emergency_tasks
from models.queries.engagement_tasks import engagement_tasks
from models.queries.expert_matter_tasks import expert_matter_tasks
from models.queries.meeting_tasks import invitation_tasks, meeting_tasks, resolution_tasks
from models.queries.proof_tasks import proof_tasks
from models.queries.proposal_tasks import proposal_tasks
from models.queries.publicity_tasks import publicity_tasks
from models.queries.return_visits import return_visit_tasks
from models.queries.review_tasks import review_office_tasks, review_tasks
from models.queries.sheet_tasks import sheet_tasks
from models.queries.tasks import MOST, Source, Task, astir, next_step, permissions_of
from models.queries.training_tasks import (
    attendance_tasks,
    fitting_tasks,
    plan_tasks,
    training_tasks,
)
from models.queries.use_request_tasks import use_request_tasks
from models.queries.vetting_desk import vetting_tasks
from models.rules.article_11_dispatch import unusable
from models.tables import (
    Advice,
    AnnualReview,
    Application,
    Assignment,
    Change,
    Dispatch,
    Draw,
    Election,
    Expert,
    ExpertObjection,
    Holding,
    IllnessProof,
    Meeting,
    Objection,
    ProfileChange,
    ProposedRoster,
    PublicNotice,
    RecommendationSheet,
    Resignation,
    StandingEngagement,
    TrainingSession,
    UseRequest,
)
from models.vocabulary import ContributorRole, Permission, Post, SelectionWay
from models.workflows.advice import OPEN as ADVICE_OPEN
from models.workflows.application import State as ApplicationState
from models.workflows.assignment import ASSIGNMENT
from models.workflows.assignment import State as PartState
from models.workflows.change import CHANGE
from models.workflows.change import State as ChangeState
from models.workflows.dispatch import CALLING, DISPATCH
from models.workflows.dispatch import State as DispatchState
from models.workflows.draw import State as DrawState
from models.workflows.election import ELECTION
from models.workflows.election import State as ElectionState
from models.workflows.engagement import State as EngagementState
from models.workflows.expert_objection import State as OwnObjection
from models.workflows.illness_proof import State as ProofState
from models.workflows.meeting import OVER as MEETING_OVER
from models.workflows.meeting import State as MeetingState
from models.workflows.objection import OBJECTION
from models.workflows.profile_change import State as ProfileState
from models.workflows.proposal import PROPOSAL
from models.workflows.proposal import State as ProposalState
from models.workflows.publicity import State as NoticeState
from models.workflows.resignation import State as ResignationState
from models.workflows.review import REVIEW
from models.workflows.review import State as ReviewState
from models.workflows.sheet import SHEET
from models.workflows.sheet import State as SheetState
from models.workflows.training import TRAINING
from models.workflows.training import State as TrainingState
from models.workflows.use_request import USE_REQUEST
from models.workflows.use_request import State as UseState

_OVER = {DispatchState.CLOSED, DispatchState.CANCELLED}
_OF_A_DISPATCH = {"dispatch", "draw"}  # the kinds of task whose subject is the dispatch


def waiting(session: Session, holding: Holding, settings: Mapping[str, Any]) -> list[Task]:
    """Everything that waits for this person in this post. ``settings``: those in force, by key."""
    [(_, tasks)] = of_each(session, [holding], settings)
    return sorted(tasks, key=lambda task: (task.due or date.max, task.matter))


def of_each(
    session: Session, holdings: Iterable[Holding], settings: Mapping[str, Any]
) -> Iterator[tuple[Holding, list[Task]]]:
    """What waits for each of the ``holdings``. What is the same for all of them is asked once."""
    deadlines, sources = Deadlines(session, settings), astir(session, _SOURCES)
    for holding in holdings:
        found = (source.tasks(session, holding, deadlines) for source in sources)
        yield holding, list(chain.from_iterable(found))


# What has to be at hand to say whether a step lacks something. A dispatch has few targets,
# officers and changes, so they come with it; its seats and tasks come in a query each.
_JUDGED = (
    joinedload(Dispatch.budget_line),
    joinedload(Dispatch.targets),
    joinedload(Dispatch.officers),
    joinedload(Dispatch.protection),
    joinedload(Dispatch.changes).lazyload(Change.proposer),
    selectinload(Dispatch.seats),
    selectinload(Dispatch.assignments),
)


def within_reach(holding: Holding, permission: Permission) -> ColumnElement[bool]:
    """The dispatches a permission extends to, as a condition on Dispatch."""
    if policy.GRANTS[holding.post].get(permission) is policy.Scope.SECTION:
        return Dispatch.section_id.in_(holding.section_ids)
    return true()


def _dispatches(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    permissions = permissions_of(holding) & {move.permission for move in DISPATCH.moves}
    states = DISPATCH.states_awaiting(permissions)
    query = (
        select(Dispatch)
        .where(Dispatch._state.in_(states), within_reach(holding, Permission.READ_DISPATCH))
        .options(*_JUDGED)
        .order_by(Dispatch.starts_at)
        .limit(MOST)
    )
    for dispatch in session.scalars(query).unique():
        if button := next_step(dispatch, holding) or _unfinished(dispatch):
            yield Task(
                "dispatch",
                dispatch.id,
                dispatch.told.title,
                dispatch.number,
                deadlines.of(dispatch),
                button,
            )


def _unfinished(dispatch: Dispatch) -> str:
    """A draft waits on the section however much it still lacks; so do the papers of an order, and,
    on whoever would have signed for it, a choice of somebody who can be sent no more."""
    if dispatch.order and dispatch.state is DispatchState.ORDERED:
        return "补办手续（已逾期）" if dispatch.order.is_late else "补办手续"
    if dispatch.state is DispatchState.DRAFT:
        return "继续填写"
    return "人选有变，请查看" if unusable(dispatch) else ""


def _changes(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    if not (states := CHANGE.states_awaiting(permissions_of(holding))):
        return
    query = (
        select(Change)
        .join(Change.dispatch)
        .where(Change._state.in_(states), within_reach(holding, Permission.DECIDE_CHANGE))
        .options(contains_eager(Change.dispatch))
        .limit(MOST)
    )
    for change in session.scalars(query):
        title = f"{change.kind.label}：{change.dispatch.told.title}"
        due = deadlines.of(change.dispatch)
        yield Task("change", change.id, title, change.dispatch.number, due, "审批变更")


def _draws(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Frozen pools that wait for this person's text."""
    if Permission.CONTRIBUTE_TO_DRAW not in policy.GRANTS[holding.post]:
        return
    reach = within_reach(holding, Permission.CONTRIBUTE_TO_DRAW)
    query = (
        select(Draw)
        .join(Draw.dispatch)
        .where(Draw._state == DrawState.FROZEN, reach)
        .options(contains_eager(Draw.dispatch), joinedload(Draw.contributions))
        .order_by(Draw.id)
        .limit(MOST)
    )
    for draw in session.scalars(query).unique():
        role = draw.role_for(holding.post)
        if role in draw.awaited and holding.account_id not in draw.party_ids - {draw.frozen_by_id}:
            due = clock.local(draw.expires_at).date()
            dispatch = draw.dispatch
            button = "见证抽取" if role is ContributorRole.WITNESS else "投入随机内容"
            yield Task("draw", dispatch.id, dispatch.told.title, dispatch.number, due, button)


# Of what a section may do to a task, the rating alone is its own to begin; it may answer, attend
# and report only where the expert asks it to.
_OWN_PART = {
    Post.EXPERT: ASSIGNMENT.states_awaiting(frozenset(policy.GRANTS[Post.EXPERT])),
    Post.SECTION: ASSIGNMENT.states_awaiting(frozenset({Permission.RATE_SERVICE})),
}


def _assignments(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    """An expert's own tasks; for the section, the reports it has to rate."""
    if holding.post not in _OWN_PART:
        return
    query = (
        select(Assignment)
        .join(Assignment.expert)
        .join(Assignment.dispatch)
        .where(
            _is_ones_own(holding),
            Assignment.notified_at.is_not(None),
            _parts_within_reach(holding),
        )
        .options(contains_eager(Assignment.dispatch), contains_eager(Assignment.expert))
        .limit(MOST)
    )
    for part in session.scalars(query):
        due, number = deadlines.of_part(part), part.dispatch.number
        if holding.post is Post.SECTION and part.state in _OWN_PART[Post.EXPERT]:
            if part.state is not PartState.BRIEFED or part.dispatch.state is DispatchState.UNDERWAY:
                title = _title_of(part, holding)
                yield Task("on_paper", part.id, title, number, due, "代录本人签字材料")
        elif button := next_step(part, holding):
            yield Task("assignment", part.id, _title_of(part, holding), number, due, button)


def _is_ones_own(holding: Holding) -> ColumnElement[bool]:
    """What waits for this post; a section does for an expert without an account what that expert
    signed on paper (库外专家)."""
    own = Assignment._state.in_(_OWN_PART[holding.post])
    if holding.post is Post.EXPERT:
        return own
    on_paper = (Assignment.way == SelectionWay.OFF_ROSTER) & Expert.account_id.is_(None)
    return own | (on_paper & Assignment._state.in_(_OWN_PART[Post.EXPERT]))


def _title_of(part: Assignment, holding: Holding) -> str:
    """To the section each expert's part is a card of its own, so it names whose."""
    is_mine = holding.post is Post.EXPERT
    return part.told.title if is_mine else f"{part.told.title}：{part.expert_name}"


def _elections(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
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


def _ballots(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """An expert's nominations to answer and ballots to cast."""
    if holding.post is not Post.EXPERT:
        return
    for election, button in elections.asked_of(session, holding.account_id):
        is_voting = election.state is ElectionState.VOTING
        last = election.voting_until if is_voting else election.nominations_until
        yield Task("election", election.id, election.caption, election.number, last, button)


def _parts_within_reach(holding: Holding) -> ColumnElement[bool]:
    if holding.post is Post.EXPERT:
        return Expert.account_id == holding.account_id
    return Dispatch.section_id.in_(holding.section_ids)


# Each kind of business, and where it stands while it may wait on somebody.
_SOURCES = (
    Source(_dispatches, [(Dispatch, set(DispatchState) - _OVER)]),
    Source(emergency_tasks, [(Dispatch, CALLING)]),
    Source(_changes, [(Change, {ChangeState.PROPOSED})]),
    Source(use_request_tasks, [(UseRequest, {*USE_REQUEST.track[:-1], UseState.RETURNED})]),
    Source(_draws, [(Draw, {DrawState.FROZEN})]),
    Source(_assignments, [(Assignment, ASSIGNMENT.track)]),
    Source(return_visit_tasks, [(Dispatch, {DispatchState.CLOSED})]),
    Source(proof_tasks, [(IllnessProof, set(ProofState) - {ProofState.ACCEPTED})]),
    Source(_elections, [(Election, elections.UNDER_WAY)]),
    Source(_ballots, [(Election, elections.UNDER_WAY)]),
    Source(
        publicity_tasks,
        [(PublicNotice, {NoticeState.OPEN}), (Objection, set(OBJECTION.track[:-1]))],
    ),
    Source(
        proposal_tasks,
        [
            (ProposedRoster, PROPOSAL.track),
            (Application, {ApplicationState.CHECKED}),
            (AnnualReview, {ReviewState.ACCEPTED}),
        ],
    ),
    Source(
        applications.own_tasks, [(Application, {ApplicationState.DRAFT, ApplicationState.RETURNED})]
    ),
    Source(
        sheet_tasks,
        [
            (RecommendationSheet, {*SHEET.track, SheetState.RETURNED}),
            (Application, {ApplicationState.PASSED}),
        ],
    ),
    Source(vetting_tasks, [(Application, {ApplicationState.SUBMITTED, ApplicationState.SORTED})]),
    Source(review_tasks, [(AnnualReview, REVIEW.track)]),
    Source(review_office_tasks),  # in its month it waits to be opened
    Source(archive_tasks, [(ProposedRoster, {ProposalState.CERTIFIED})]),
    Source(meeting_tasks, [(Meeting, set(MeetingState) - MEETING_OVER)]),
    Source(invitation_tasks, [(Meeting, {MeetingState.CONVENED})]),
    Source(
        engagement_tasks,
        [(StandingEngagement, {EngagementState.PROPOSED, EngagementState.IN_FORCE})],
    ),
    Source(resolution_tasks, [(Meeting, {MeetingState.MINUTED})]),
    Source(training_tasks, [(TrainingSession, {*TRAINING.track[:-1]})]),
    Source(plan_tasks),  # the plan of the year is missed where there is none
    Source(attendance_tasks, [(TrainingSession, {TrainingState.ANNOUNCED})]),
    Source(fitting_tasks, [(Assignment, {PartState.BRIEFED})]),
    Source(
        expert_matter_tasks,
        [
            (Advice, ADVICE_OPEN),
            (ProfileChange, {ProfileState.SUBMITTED}),
            (Resignation, {ResignationState.REQUESTED}),
            (ExpertObjection, {OwnObjection.RAISED}),
        ],
    ),
)


def handed_on(
    session: Session, holding: Holding, waiting: Iterable[Task], most: int = 10
) -> list[Dispatch]:
    """The dispatches this person prepared that are not ``waiting`` for them: somebody else has
    them now."""
    if Permission.DRAFT_DISPATCH not in permissions_of(holding):
        return []
    mine = {task.subject_id for task in waiting if task.kind in _OF_A_DISPATCH}
    query = (
        select(Dispatch)
        .where(
            Dispatch.handler_id == holding.account_id,
            Dispatch._state.not_in({DispatchState.DRAFT, *_OVER}),
            Dispatch.id.not_in(mine),
        )
        .order_by(Dispatch.starts_at.desc())
        .limit(most)
    )
    return list(session.scalars(query))
