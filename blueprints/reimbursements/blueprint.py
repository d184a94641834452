"""The blueprint itself, for its views to join."""

from flask import Blueprint

bp = Blueprint("reimbursements", __name__, url_prefix="/reimbursements")
