"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
