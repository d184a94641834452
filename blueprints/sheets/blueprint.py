"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("sheets", __name__, url_prefix="/sheets")
