"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("commendations", __name__, url_prefix="/commendations")
