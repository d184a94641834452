"""年度复审 · each June, section by section: who stays and who is to leave (Art. 7)."""

from blueprints.reviews import judging, lists, views
from blueprints.reviews.blueprint import bp

__all__ = ["bp", "judging", "lists", "views"]
