"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("applications", __name__, url_prefix="/applications")
