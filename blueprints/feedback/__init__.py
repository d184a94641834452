"""对象单位反馈 · asking the unit that was visited, hearing it, and visiting it again (Art. 17)."""

from blueprints.feedback import asking, public, visits
from blueprints.feedback.blueprint import bp

__all__ = ["asking", "bp", "public", "visits"]
