"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("engagements", __name__, url_prefix="/engagements")
