"""申报材料 · receiving, sorting and vetting what people handed in (Art. 6(1), (2))."""

from blueprints.vetting import consulting, lists, papers, sorting, views
from blueprints.vetting.blueprint import bp

__all__ = ["bp", "consulting", "lists", "papers", "sorting", "views"]
