"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("experts", __name__, url_prefix="/experts")
