"""后台任务 · where its pages hang."""

from flask import Blueprint

bp = Blueprint("jobs", __name__, url_prefix="/jobs")
