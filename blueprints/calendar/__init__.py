"""日历 · an expert's own months, and the feed that the expert's telephone reads."""

from blueprints.calendar import feed, views
from blueprints.calendar.blueprint import bp

__all__ = ["bp", "feed", "views"]
