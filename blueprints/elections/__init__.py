"""推选 · the heads of the expert groups: elections, ballots, and who holds office."""

from blueprints.elections import acts, officers, views
from blueprints.elections.blueprint import bp

__all__ = ["acts", "bp", "officers", "views"]
