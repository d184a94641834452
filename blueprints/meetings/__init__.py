"""会商 · consultations and plenaries: planning, inviting, minutes, resolutions, group reports."""

from blueprints.meetings import invited, papers, planning, recording, resolutions, views
from blueprints.meetings.blueprint import bp

__all__ = ["bp", "invited", "papers", "planning", "recording", "resolutions", "views"]
