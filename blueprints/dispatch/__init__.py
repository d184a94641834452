"""派遣 · the main job of the office, from the section's request to the closed file."""

from blueprints.dispatch import alterations, ceremony, changes, choosing, drafts, together, views
from blueprints.dispatch.blueprint import bp

__all__ = ["alterations", "bp", "ceremony", "changes", "choosing", "drafts", "together", "views"]
