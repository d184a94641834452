"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("taxonomy", __name__, url_prefix="/taxonomy")
