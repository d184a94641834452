"""使用申请 · other units ask for experts; received, approved, served, paid (Art. 11(2))."""

from blueprints.requests import acts, filling, papers, views
from blueprints.requests.blueprint import bp

__all__ = ["acts", "bp", "filling", "papers", "views"]
