"""任务 · one expert's part in a dispatch, as the expert and the section meet it."""

from blueprints.assignment.views import bp

__all__ = ["bp"]
