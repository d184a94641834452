"""公示 · what everyone may read and object to, and the office's acts on it."""

from blueprints.publicity import acts, public
from blueprints.publicity.blueprint import bp

__all__ = ["acts", "bp", "public"]
