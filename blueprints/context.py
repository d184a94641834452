"""What every template may count on: the components, the filters, and whose page it is."""

from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from blueprints import SELECTION, SITE_MAP
from blueprints.access import in_hand, me
from blueprints.logs import names_nobody
from blueprints.pages import settings
from blueprints.wording import chinese, day, half_days, moment
from models import policy
from models.queries import parameters
from models.rules.article_16_training import hours_of
from models.rules.capital_yuan import capital_yuan, yuan
from models.settings import HOTLINE
from models.vocabulary import Permission

_OF_SELECTION = frozenset(endpoint.partition(".")[0] for _, endpoint, _ in SELECTION)

_DELEGATING = frozenset(
    post
    for post, grants in policy.GRANTS.items()
    if {Permission.DELEGATE, Permission.READ_DELEGATIONS} & set(grants)
)


def _entries() -> list[dict[str, Any]]:
    here = _desk_of(request.endpoint)
    return [
        {"label": label, "url": url_for(endpoint), "count": None,
         "is_current": here == _desk_of(endpoint)
         or (here in _OF_SELECTION and endpoint == "selection.index")}
        for label, endpoint, permission in SITE_MAP
        if _is_open(endpoint, permission)
    ]  # fmt: skip


def _selection_tabs() -> list[tuple[str, str, bool]]:
    here = _desk_of(request.endpoint)
    return [
        (label, url_for(endpoint), here == _desk_of(endpoint))
        for label, endpoint, permission in SELECTION
        if _is_open(endpoint, permission)
    ]


def _desk_of(endpoint: str | None) -> str:
    return (endpoint or "").partition(".")[0]


def _is_open(endpoint: str, permission: Permission) -> bool:
    return endpoint in current_app.view_functions and policy.may(me(), permission)


def whose_page() -> dict[str, Any]:
    """Nobody's page (sign-in, public ones) has no menu, nor one on which it is not to be known who
    asks; a person without a post has none yet."""
    g.appearance = request.cookies.get("appearance", "")
    in_force = settings()
    shared: dict[str, Any] = {
        "appearance": g.appearance,
        "hotline": in_force[HOTLINE.key],
        "demonstration": parameters.DEMONSTRATION in in_force,
        "acting": None, "holdings": [], "delegating": frozenset(),
        "site_map": [], "selection_tabs": [], "unread": 0,
    }  # fmt: skip
    if not names_nobody() and current_user.is_authenticated and current_user.holdings:
        shared |= {
            "acting": me(),
            "holdings": in_hand(),
            "delegating": _DELEGATING,
            "site_map": _entries(),
            "selection_tabs": _selection_tabs(),
            "unread": g.unread,
        }
    return shared


def init_app(app: Flask) -> None:
    app.jinja_env.filters |= {
        "date": day, "moment": moment, "yuan": yuan, "capital": capital_yuan,
        "chinese": chinese, "half_days": half_days, "hours": hours_of,
    }  # fmt: skip
    app.context_processor(lambda: {"ui": app.jinja_env.get_template("components/ui.html").module})
    app.context_processor(whose_page)
