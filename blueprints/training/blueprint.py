"""The blueprint itself, for its views to join; its tabs, and the session that a view is about."""

from flask import Blueprint, abort, request, url_for

from blueprints.access import load, me
from models import policy
from models.queries.training import WHOLE
from models.tables import TrainingSession
from models.vocabulary import Permission

bp = Blueprint("training", __name__, url_prefix="/training")

_TABS = (
    ("培训安排", "training.index"),
    ("年度计划", "training.plans"),
    ("专家学时", "training.hours"),
    ("告知书", "training.briefings"),
)


def tabs() -> list[tuple[str, str, bool]]:
    """The pages beside each other, the present one lit."""
    return [(label, url_for(name), request.endpoint == name) for label, name in _TABS]


def own_session(session_id: int) -> TrainingSession:
    """The session, to whoever runs it; to everyone else there is none (404)."""
    found = load(TrainingSession, session_id, Permission.READ_TRAINING, *WHOLE)
    if policy.refusal(me(), Permission.RUN_TRAINING, found):
        abort(404)
    return found
