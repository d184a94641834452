"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("emergency", __name__, url_prefix="/emergency")
