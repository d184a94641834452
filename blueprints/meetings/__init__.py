"""会商 · consultations and plenaries: planning, inviting, minutes, resolutions, group reports; and
the advice that experts give at any time."""

from blueprints.meetings import (
    advice,
    advising,
    invited,
    papers,
    planning,
    recording,
    resolutions,
    views,
)
from blueprints.meetings.blueprint import bp

__all__ = [
    "advice",
    "advising",
    "bp",
    "invited",
    "papers",
    "planning",
    "recording",
    "resolutions",
    "views",
]
