"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("feedback", __name__)
