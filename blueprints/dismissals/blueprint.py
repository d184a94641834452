"""The blueprint itself, for its views to join, and the two lists that stand beside each other."""

from flask import Blueprint, request, url_for

bp = Blueprint("dismissals", __name__, url_prefix="/dismissals")

_TABS = (("解聘", "dismissals.index"), ("表彰和惩处", "commendations.index"))


def tabs() -> list[tuple[str, str, bool]]:
    return [(label, url_for(to), request.endpoint == to) for label, to in _TABS]
