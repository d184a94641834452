"""培训 · the sections' plans and sessions, who came for how long; the texts of the briefing."""

from blueprints.training import (
    arranging,
    asked,
    attendance,
    briefings,
    materials,
    papers,
    plans,
    views,
)
from blueprints.training.blueprint import bp

__all__ = [
    "arranging", "asked", "attendance", "bp", "briefings", "materials", "papers", "plans", "views",
]  # fmt: skip
