"""申报批次 · inviting applications: the office's cycles, the public invitation, the account."""

from blueprints.intake import invitation, views
from blueprints.intake.blueprint import bp

__all__ = ["bp", "invitation", "views"]
