"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("elections", __name__, url_prefix="/elections")
