"""后台任务 · work that takes long: asked for on a page, done by ``flask work``, looked at here."""

from blueprints.jobs.blueprint import bp
from blueprints.jobs.views import hand_over

__all__ = ["bp", "hand_over"]
