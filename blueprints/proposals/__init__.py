"""拟定名单 · from the office's draft over the leadership's word to the appointment (Art. 6, 7)."""

from blueprints.proposals import acts, appointment, editing, views
from blueprints.proposals.blueprint import bp

__all__ = ["acts", "appointment", "bp", "editing", "views"]
