"""待办 · what waits on whom, read off the transition tables, oldest deadline first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries import applications, elections
from models.queries.archive_tasks import archive_tasks
from models.queries.assessment_tasks import assessment_objection_tasks, assessment_tasks
from models.queries.deadlines import Deadlines
from models.queries.delegation_tasks import any_offered, delegation_tasks
from models.queries.destruction_tasks import destruction_tasks
from models.queries.dismissal_tasks import commendation_tasks, dismissal_tasks
from models.queries.dispatch_tasks import (
    assignment_tasks,
    change_tasks,
    dispatch_tasks,
    draw_tasks,
)
from models.queries.election_tasks import ballot_tasks, election_tasks
from models.queries.emergency_tasks import emergency_tasks
from models.queries.engagement_tasks import engagement_tasks
from models.queries.expert_matter_tasks import expert_matter_tasks
from models.queries.integrity_tasks import WAITING as INTEGRITY_WAITING
from models.queries.integrity_tasks import integrity_tasks
from models.queries.key_reset_tasks import key_reset_tasks
from models.queries.meeting_tasks import invitation_tasks, meeting_tasks, resolution_tasks
from models.queries.proof_tasks import proof_tasks
from models.queries.proposal_tasks import proposal_tasks
from models.queries.publicity_tasks import publicity_tasks
from models.queries.reimbursement_tasks import WAITING, reimbursement_tasks
from models.queries.return_visits import return_visit_tasks
from models.queries.review_tasks import review_office_tasks, review_tasks
from models.queries.sheet_tasks import sheet_tasks
from models.queries.tasks import Source, Task, astir, permissions_of
from models.queries.training_tasks import (
    attendance_tasks,
    fitting_tasks,
    plan_tasks,
    training_tasks,
)
from models.queries.use_request_tasks import use_request_tasks
from models.queries.vetting_desk import vetting_tasks
from models.tables import (
    Advice,
    AnnualAssessment,
    AnnualReview,
    Application,
    AssessmentObjection,
    Assignment,
    Change,
    Commendation,
    Destruction,
    Dismissal,
    Dispatch,
    Draw,
    Election,
    ExpertObjection,
    Holding,
    IllnessProof,
    IntegrityReport,
    KeyReset,
    Meeting,
    Objection,
    ProfileChange,
    ProposedRoster,
    PublicNotice,
    RecommendationSheet,
    Reimbursement,
    Resignation,
    StandingEngagement,
    TrainingSession,
    UseRequest,
)
from models.vocabulary import Permission
from models.workflows.advice import OPEN as ADVICE_OPEN
from models.workflows.application import State as ApplicationState
from models.workflows.assessment import ASSESSMENT, ASSESSMENT_OBJECTION
from models.workflows.assignment import ASSIGNMENT
from models.workflows.assignment import State as PartState
from models.workflows.change import State as ChangeState
from models.workflows.commendation import State as CommendationState
from models.workflows.destruction import State as DestructionState
from models.workflows.dismissal import OPEN as DISMISSAL_OPEN
from models.workflows.dispatch import CALLING
from models.workflows.dispatch import State as DispatchState
from models.workflows.draw import State as DrawState
from models.workflows.engagement import State as EngagementState
from models.workflows.expert_objection import State as OwnObjection
from models.workflows.illness_proof import State as ProofState
from models.workflows.key_reset import OPEN as KEY_RESET_OPEN
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


# Each kind of business, and where it stands while it may wait on somebody.
_SOURCES = (
    Source(dispatch_tasks, [(Dispatch, set(DispatchState) - _OVER)]),
    Source(emergency_tasks, [(Dispatch, CALLING)]),
    Source(change_tasks, [(Change, {ChangeState.PROPOSED})]),
    Source(use_request_tasks, [(UseRequest, {*USE_REQUEST.track[:-1], UseState.RETURNED})]),
    Source(draw_tasks, [(Draw, {DrawState.FROZEN})]),
    Source(assignment_tasks, [(Assignment, ASSIGNMENT.track)]),
    Source(return_visit_tasks, [(Dispatch, {DispatchState.CLOSED})]),
    Source(
        reimbursement_tasks,
        [(Reimbursement, WAITING), (Dispatch, {DispatchState.CLOSED})],
    ),
    Source(proof_tasks, [(IllnessProof, set(ProofState) - {ProofState.ACCEPTED})]),
    Source(election_tasks, [(Election, elections.UNDER_WAY)]),
    Source(ballot_tasks, [(Election, elections.UNDER_WAY)]),
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
    Source(assessment_tasks, [(AnnualAssessment, ASSESSMENT.track[:-1])]),
    Source(assessment_objection_tasks, [(AssessmentObjection, ASSESSMENT_OBJECTION.track[:-1])]),
    Source(archive_tasks, [(ProposedRoster, {ProposalState.CERTIFIED})]),
    Source(destruction_tasks, [(Destruction, {DestructionState.PROPOSED})]),
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
    Source(integrity_tasks, [(IntegrityReport, INTEGRITY_WAITING)]),
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
    Source(delegation_tasks, waits=any_offered),
    Source(key_reset_tasks, [(KeyReset, KEY_RESET_OPEN)]),
    Source(dismissal_tasks, [(Dismissal, DISMISSAL_OPEN)]),
    Source(
        commendation_tasks,
        [(Commendation, {CommendationState.PROPOSED, CommendationState.APPROVED})],
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
