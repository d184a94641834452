"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("dispatch", __name__, url_prefix="/dispatches")
