"""公告 · the public face of the office, and the desk where announcements are written."""

from blueprints.bulletin import board, desk
from blueprints.bulletin.blueprint import bp

__all__ = ["board", "bp", "desk"]
