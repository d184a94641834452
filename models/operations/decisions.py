"""局长办公会审定 · the meeting as the leader records it, with a decision on every person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models import clock
from models.errors import Refusal
from models.operations.notices import tell
from models.operations.steps import advance
from models.rules.article_06_approval import ARTICLE, refuse_wrong_meeting
from models.tables import Holding, ProposedRoster, RosterItem
from models.workflows.application import Action as ApplicationAction
from models.workflows.proposal import Action

_LONGEST_REASON = 100


@dataclass(frozen=True, slots=True)
class Meeting:
    """局长办公会. ``minutes``: what is worth keeping of it in words."""

    met_on: date
    minutes_no: str
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one person; a refusal has its reason."""

    is_approved: bool
    reason: str = ""


def decide(
    proposal: ProposedRoster, meeting: Meeting, verdicts: Mapping[int, Verdict], *, by: Holding
) -> None:
    """Record the meeting and its ``verdicts``, by the id of the item. An addition it refused is
    told so; a removal it refused leaves the expert on the roster."""
    proposal.workflow.move(proposal.state, Action.DECIDE)
    _check(proposal, meeting)
    proposal.met_on, proposal.minutes_no = meeting.met_on, meeting.minutes_no.strip()
    proposal.minutes = meeting.minutes.strip()
    for item in proposal.standing_items:
        _decide_on(item, verdicts.get(item.id))
    advance(
        proposal, Action.DECIDE, by=by, number=proposal.number, met_on=meeting.met_on.isoformat(),
        minutes_no=proposal.minutes_no, additions=len(proposal.joining),
        removals=len(proposal.leaving),
        refused=[each.name for each in proposal.standing_items if not each.is_approved],
    )  # fmt: skip
    for item in proposal.standing_items:
        if item.application and not item.is_approved:
            _decline(item, by)


def _check(proposal: ProposedRoster, meeting: Meeting) -> None:
    if not meeting.minutes_no.strip():
        raise Refusal("请填写会议纪要编号", article=ARTICLE, field="minutes_no")
    if proposal.notice:
        refuse_wrong_meeting(
            meeting.met_on, publicised_until=proposal.notice.ends_on, today=clock.today()
        )


def _decide_on(item: RosterItem, verdict: Verdict | None) -> None:
    """A person without a verdict stays undecided, which the step itself refuses."""
    if verdict is None:
        return
    reason = verdict.reason.strip()
    if not verdict.is_approved and not 0 < len(reason) <= _LONGEST_REASON:
        raise Refusal(
            f"{item.name}：不同意的，请写明理由，不超过{_LONGEST_REASON}字",
            article=ARTICLE,
            field=f"reason_{item.id}",
        )
    item.is_approved, item.decision = verdict.is_approved, reason


def _decline(item: RosterItem, by: Holding) -> None:
    application = item.application
    if application:
        number = item.proposal.number
        advance(application, ApplicationAction.DECLINE, by=by, note=item.decision, number=number)
        text = f"{application.caption}：局长办公会没有通过，请查看理由"
        tell(application.owner_id, text, application.matter)
