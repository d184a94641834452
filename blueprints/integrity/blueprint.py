"""The blueprint itself, for its views to join, and what supervisors' pages share."""

from flask import Blueprint, abort, url_for

from blueprints.access import load, me
from models import policy
from models.operations import integrity_bars
from models.queries import integrity
from models.tables import IntegrityReport
from models.vocabulary import Permission

bp = Blueprint("integrity", __name__, url_prefix="/integrity")

_TABS = (
    ("举报", "integrity.cases", Permission.READ_INTEGRITY),
    ("统计", "integrity.figures", Permission.READ_INTEGRITY_FIGURES),
)


def tabs(here: str) -> list[tuple[str, str, bool]]:
    return [
        (label, url_for(endpoint), endpoint == here)
        for label, endpoint, permission in _TABS
        if policy.may(me(), permission)
    ]


def case(report_id: int, permission: Permission) -> IntegrityReport:
    """The report, unless it concerns whoever asks: looked into anew each time, for a name may have
    come up since."""
    report = load(IntegrityReport, report_id, permission, *integrity.WHOLE)
    if integrity_bars.concerns(report, me().account):
        abort(404)
    return report
