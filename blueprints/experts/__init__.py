"""专家名册 · the roster: finding, keeping, handing in and out."""

from blueprints.experts import declarations, editing, imports, lists, persons, wishes
from blueprints.experts.blueprint import bp

__all__ = ["bp", "declarations", "editing", "imports", "lists", "persons", "wishes"]
