"""通知发送 · what went outside and what became of it, the words for it, and where each is told."""

from blueprints.deliveries import contact, log, words
from blueprints.deliveries.blueprint import bp

__all__ = ["bp", "contact", "log", "words"]
