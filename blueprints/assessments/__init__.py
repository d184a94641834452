"""考核评级 · credit ratings and the yearly assessment (Art. 14(2), 18, 21)."""

from blueprints.assessments import objecting, papers, proposing, ratings, together, views
from blueprints.assessments.blueprint import bp

__all__ = ["bp", "objecting", "papers", "proposing", "ratings", "together", "views"]
