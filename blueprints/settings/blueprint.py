"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("settings", __name__, url_prefix="/settings")
