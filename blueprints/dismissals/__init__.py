"""解聘 · the cases, from the proposal to the notice (Art. 18)."""

from blueprints.dismissals import papers, views
from blueprints.dismissals.blueprint import bp

__all__ = ["bp", "papers", "views"]
