"""岗位 · who holds which post. The security administrator's desk."""

from blueprints.posts.views import bp

__all__ = ["bp"]
