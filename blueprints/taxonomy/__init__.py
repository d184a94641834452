"""专业划分 · Annex 1: classes, industries, specialties, its editions, and who leads which."""

from blueprints.taxonomy import lead_sections, views
from blueprints.taxonomy.blueprint import bp

__all__ = ["bp", "lead_sections", "views"]
