"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/accounts")
