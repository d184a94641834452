"""廉政举报 (Art. 17): made and followed by anyone, dealt with by supervisors, explained by the one
reported."""

from blueprints.integrity import acts, cases, figures, hearings, public
from blueprints.integrity.blueprint import bp

__all__ = ["acts", "bp", "cases", "figures", "hearings", "public"]
