"""劳务报酬报销 · bundled by the section, signed by four, paid by finance (Art. 20)."""

from blueprints.reimbursements import accounts, compiling, papers, paying, views
from blueprints.reimbursements.blueprint import bp

__all__ = ["accounts", "bp", "compiling", "papers", "paying", "views"]
