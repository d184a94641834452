"""Feedback of a target unit, for tests: asked for, answered, or never heard."""

from datetime import UTC, date, datetime
from typing import Any

from models import clock
from models.db import db, unit_of_work
from models.operations import feedback, return_visits
from models.operations.feedback import Said
from models.operations.return_visits import Heard
from models.queries.feedback import with_code
from models.rules.article_17_feedback import QUESTIONS
from models.tables import Dispatch, FeedbackInvitation
from models.vocabulary import Post, VisitManner, VisitResult
from tests.states import holder

AFTER = datetime(2026, 6, 12, 2, 0, tzinfo=UTC)  # two days after the file was rated
OVERDUE = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)  # more than ten working days after it was closed
GOOD = dict.fromkeys(QUESTIONS, 5)
WORDS = "专家讲得很细，问题都有依据。"


def invited(dispatch: Dispatch, *, at: datetime = AFTER) -> str:
    """The target unit is asked; its code."""
    with clock.held_at(at), unit_of_work():
        return feedback.invite(dispatch, dispatch.targets[0], by=holder(Post.SECTION))


def invitation(code: str) -> FeedbackInvitation:
    found = with_code(db.session(), code)
    assert found
    return found


def said(**other: Any) -> Said:
    entries: dict[str, Any] = {
        "scores": GOOD, "has_asked_favours": False, "text": WORDS, "name": "尚文慧",
        "contact": "19000000088",
    }  # fmt: skip
    return Said(**(entries | other))


def answered(dispatch: Dispatch, *, at: datetime = AFTER, **other: Any) -> str:
    code = invited(dispatch, at=at)
    with clock.held_at(at), unit_of_work():
        feedback.answer(invitation(code), said(**other))
    return code


def heard(**other: Any) -> Heard:
    entries: dict[str, Any] = {
        "visited_on": date(2026, 6, 12), "manner": VisitManner.PHONE, "whom": "安全科科长",
        "said": "专家按时到场，意见能落实。", "result": VisitResult.SATISFIED,
    }  # fmt: skip
    return Heard(**(entries | other))


def visited(dispatch: Dispatch, *, at: datetime = AFTER, **other: Any) -> None:
    with clock.held_at(at), unit_of_work():
        return_visits.record(dispatch, heard(**other), by=holder(Post.HR))
