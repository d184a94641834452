"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("deliveries", __name__, url_prefix="/deliveries")
