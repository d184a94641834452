"""紧急调用 · the deputy's order from a phone, and the calls that follow it."""

from blueprints.emergency import calling, ordering
from blueprints.emergency.blueprint import bp

__all__ = ["bp", "calling", "ordering"]
