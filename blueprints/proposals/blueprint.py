"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("proposals", __name__, url_prefix="/proposals")
