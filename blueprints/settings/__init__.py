"""参数 · the numbers of the regulation in force, and the working calendar."""

from blueprints.settings import calendar, parameters
from blueprints.settings.blueprint import bp

__all__ = ["bp", "calendar", "parameters"]
