"""推荐汇总表 · compiling, signing and checking what a section recommends (Annex 3)."""

from blueprints.sheets import checking, compiling, papers, views
from blueprints.sheets.blueprint import bp

__all__ = ["bp", "checking", "compiling", "papers", "views"]
