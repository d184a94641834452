"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("intake", __name__, url_prefix="/intake")
