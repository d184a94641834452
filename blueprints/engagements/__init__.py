"""相对固定使用 · the experts whom a section uses for years (Art. 11(1)4)."""

from blueprints.engagements import views
from blueprints.engagements.blueprint import bp

__all__ = ["bp", "views"]
