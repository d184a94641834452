"""公示 · the blueprint on which its pages are hung."""

from flask import Blueprint

bp = Blueprint("publicity", __name__)
