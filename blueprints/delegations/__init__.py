"""代签授权 · lending one's post while away, and signing for somebody absent."""

from blueprints.delegations.views import bp

__all__ = ["bp"]
