"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("assignment", __name__, url_prefix="/assignments")
