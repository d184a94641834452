"""专家申报表 · what a person fills in, for themselves or for somebody they recommend."""

from blueprints.applications import filling, papers, views
from blueprints.applications.blueprint import bp

__all__ = ["bp", "filling", "papers", "views"]
