"""登录 · signing in and out, one's password, one's post, one's view of the screen."""

from blueprints.auth.views import bp

__all__ = ["bp"]
