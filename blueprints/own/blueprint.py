"""The blueprint itself, for its views to join, and what the pages of a matter share."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import me
from models import policy
from models.queries.expert_matters import Matter
from models.vocabulary import Permission

bp = Blueprint("own", __name__, url_prefix="/own")

# Pages beside each other, with the permission without which each does not show.
_TABS = (
    ("本人档案", "own.record", Permission.READ_OWN_RECORD),
    ("评级和考核", "assessments.mine", Permission.READ_OWN_RECORD),
    ("信息变更", "own.changes", Permission.READ_OWN_RECORD),
    ("异议", "own.objections", Permission.READ_OWN_RECORD),
    ("收款账号", "own.bank_account", Permission.READ_OWN_RECORD),
    ("退出", "own.leave", Permission.DECLARE_OWN),
)


def tabs() -> list[tuple[str, str, bool]]:
    return [
        (label, url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint, permission in _TABS
        if policy.may(me(), permission)
    ]


def is_mine(matter: Matter) -> bool:
    return matter.owner_account_id == me().account_id


def file_of(matter: Matter, file_id: int) -> Response:
    """A file that was handed in with it, to whoever may read it."""
    return attachments.hand_out(attachments.among(matter.files, file_id))


def done(label: str, matter: Matter, endpoint: str, **where: Any) -> ResponseReturnValue:
    """Back to its page; or to the list, where the act took it out of reach."""
    flash(f"已办理：{label}")
    if not policy.reaches(me(), Permission.READ_EXPERT_MATTER, matter):
        return redirect(url_for("own.matters"), 303)
    return redirect(url_for(endpoint, **where), 303)
