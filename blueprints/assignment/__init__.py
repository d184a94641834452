"""任务 · one expert's part in a dispatch, as the expert and the section meet it."""

from blueprints.assignment import answering, falling_out, on_paper, preparing, reporting, views
from blueprints.assignment.blueprint import bp

__all__ = ["answering", "bp", "falling_out", "on_paper", "preparing", "reporting", "views"]
