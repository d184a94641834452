"""The blueprint itself, and the one way its views come by an application."""

from flask import Blueprint, abort

from blueprints.access import load
from models.queries.vetting import WHOLE
from models.tables import Application
from models.vocabulary import Permission

bp = Blueprint("vetting", __name__, url_prefix="/vetting")


def read(application_id: int, permission: Permission = Permission.READ_APPLICATION) -> Application:
    """An application that was handed in; what is still being filled in is nobody else's (404)."""
    application = load(Application, application_id, permission, *WHOLE)
    if not application.edition:
        abort(404)
    return application
