"""经费预算 · the blueprint that budget lines and fee standards share."""

from flask import Blueprint

bp = Blueprint("finance", __name__, url_prefix="/finance")
