"""反馈与回访 · what the page of a dispatch shows of them, to whoever may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blueprints.access import me
from models import policy
from models.db import db
from models.queries import feedback
from models.rules.article_17_feedback import QUESTIONS, SCALE, is_over
from models.tables import Dispatch, Feedback, FeedbackInvitation, ReturnVisit
from models.vocabulary import Permission


@dataclass(frozen=True, slots=True)
class Heard:
    """``names_writer``: whether the reader may know who of the unit wrote it."""

    invitations: Mapping[int, FeedbackInvitation]
    visits: Sequence[ReturnVisit]
    may_invite: bool
    may_visit: bool
    names_writer: bool

    @staticmethod
    def scores(given: Feedback) -> list[tuple[str, str]]:
        return [
            (name, f"{(score := getattr(given, key))}分（{SCALE[score]}）")
            for key, (name, _) in QUESTIONS.items()
        ]


def heard_of(dispatch: Dispatch) -> Heard | None:
    """None before the task is over, and to whoever may not read it."""
    actor = me()
    if policy.refusal(actor, Permission.READ_FEEDBACK, dispatch) or not is_over(
        dispatch.assignments
    ):
        return None
    may_visit = policy.may(actor, Permission.RECORD_VISIT)
    invitations, visits = feedback.of_dispatch(db.session(), dispatch.id)
    return Heard(
        invitations=invitations,
        visits=visits,
        may_invite=not policy.refusal(actor, Permission.INVITE_FEEDBACK, dispatch),
        may_visit=may_visit,
        names_writer=may_visit,
    )
