"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("bulletin", __name__, url_prefix="/bulletin")
