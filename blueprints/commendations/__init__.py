"""表彰和惩处 · what experts are commended and reproved for (Art. 15, 21)."""

from blueprints.commendations import papers, views
from blueprints.commendations.blueprint import bp

__all__ = ["bp", "papers", "views"]
