"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("requests", __name__, url_prefix="/use-requests")
