"""经费预算 · the yearly lines, their movements and changes, and what work is paid."""

from blueprints.finance import months, standards, views
from blueprints.finance.blueprint import bp

__all__ = ["bp", "months", "standards", "views"]
