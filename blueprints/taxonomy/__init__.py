"""专业划分 · Annex 1: classes, industries, specialties, and its editions."""

from blueprints.taxonomy.views import bp

__all__ = ["bp"]
