"""The blueprint itself, for its views to join, and what its pages share."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, request, url_for

from blueprints.access import me
from models import policy
from models.db import db
from models.queries import assessments
from models.rules.article_18_credit import Fact
from models.tables import AnnualAssessment, AssessmentItem
from models.vocabulary import Permission

P = Permission

bp = Blueprint("assessments", __name__, url_prefix="/assessments")

# Pages beside each other, with the permission without which each does not show.
_TABS = (
    ("年度考核", "assessments.index", P.READ_ASSESSMENT),
    ("信用评级", "assessments.ratings", P.READ_ROSTER),
    ("本人评级和考核", "assessments.mine", P.READ_OWN_RECORD),
    ("评级公式", "assessments.formula", P.USE_DESK),
)


def tabs() -> list[tuple[str, str, bool]]:
    return [
        (label, url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint, permission in _TABS
        if policy.may(me(), permission)
    ]


def source_of(fact: Fact) -> str:
    """The page on which the reader finds it; empty where that is not theirs to read."""
    kind, _, number = fact.matter.partition(":")
    return _PAGES[kind](fact, int(number)) if kind in _PAGES else ""


def _assignment(fact: Fact, number: int) -> str:
    if _is_ones_own() or policy.reaches(me(), P.READ_ASSIGNMENT, fact):
        return url_for("assignment.show", assignment_id=number)
    return ""


def _training(fact: Fact, number: int) -> str:
    if _is_ones_own():
        return url_for("training.mine")
    reads = policy.reaches(me(), P.READ_TRAINING, fact)
    return url_for("training.show", session_id=number) if reads else ""


def _is_ones_own() -> bool:
    """Experts read no record but their own."""
    return policy.may(me(), P.READ_OWN_RECORD)


_PAGES: Mapping[str, Callable[[Fact, int], str]] = {
    "assignment": _assignment,
    "training_session": _training,
}


def loaded(assessment_id: int, permission: Permission) -> AnnualAssessment:
    """It, with everyone in it, if it is within my reach."""
    found = assessments.with_items(db.session(), assessment_id)
    if found is None or not policy.reaches(me(), permission, found):
        abort(404)
    return found


def loaded_item(item_id: int) -> AssessmentItem:
    """One expert's year: to whoever reads the assessment; to the expert, once told."""
    found = assessments.item(db.session(), item_id)
    if found is None or not _reads_item(found):
        abort(404)
    return found


def _reads_item(item: AssessmentItem) -> bool:
    if policy.reaches(me(), P.READ_ASSESSMENT, item):
        return True
    return item.assessment.is_told and policy.reaches(me(), P.READ_OWN_RECORD, item)
