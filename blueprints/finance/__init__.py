"""经费预算 · the yearly lines, their movements, and the finance office's changes to them."""

from blueprints.finance.views import bp

__all__ = ["bp"]
