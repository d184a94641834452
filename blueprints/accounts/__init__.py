"""账号 · who can sign in, and the sections there are. The system administrator's desk."""

from blueprints.accounts import people, sections
from blueprints.accounts.blueprint import bp

__all__ = ["bp", "people", "sections"]
