"""本人档案 · what experts may see, correct, end and object to of their own; and who answers."""

from blueprints.own import dismissal, leaving, objecting, payee, profile, record, staff
from blueprints.own.blueprint import bp

__all__ = ["bp", "dismissal", "leaving", "objecting", "payee", "profile", "record", "staff"]
