"""动态口令 · one's own: switching it on and off, its QR code, recovery codes."""

from blueprints.codes.views import bp

__all__ = ["bp"]
