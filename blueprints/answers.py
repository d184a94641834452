"""What every answer carries, and what is answered when something is wrong."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, NotFound, UnprocessableEntity

from blueprints import logs
from models.db import db
from models.errors import Refusal

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def redirect_whole_page(response: Response) -> Response:
    """htmx follows a redirect unseen and would put another page's block where the form was: to
    another page the browser itself is sent."""
    elsewhere = response.location and urlsplit(response.location).path != request.path
    if elsewhere and request.headers.get("HX-Request") == "true":
        answer = Response(headers={"HX-Redirect": response.location or "/"})
        for cookie in response.headers.getlist("Set-Cookie"):
            answer.headers.add("Set-Cookie", cookie)
        return answer
    return response


def refuse_nul() -> None:
    """Nobody types a NUL, and PostgreSQL keeps none."""
    texts = [request.path, *(text for _, text in request.values.items(multi=True))]
    if any("\0" in text for text in texts):
        abort(400)


def show_error(error: HTTPException) -> ResponseReturnValue:
    db.session.rollback()  # a statement that failed would fail the page that says so as well
    return render_template("errors/error.html", error=error), error.code or 500


def show_nothing_there(error: DataError | OverflowError) -> ResponseReturnValue:
    """A number or a day in an address that is beyond what the database can hold."""
    return show_error(NotFound())


def show_outage(outage: OperationalError) -> ResponseReturnValue:
    """The database does not answer: a page that asks it nothing."""
    db.session.rollback()
    logs.note_exception(current_app, outage)
    return current_app.jinja_env.get_template("errors/outage.html").render(), 503


def show_refusal(refusal: Refusal) -> ResponseReturnValue:
    """A refusal that no form caught: on a page of its own, in the same words."""
    error = UnprocessableEntity(refusal.message)
    error.refusal = refusal  # type: ignore[attr-defined]
    return show_error(error)


def init_app(app: Flask) -> None:
    app.before_request(refuse_nul)
    app.after_request(harden)
    app.after_request(redirect_whole_page)
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(DataError, show_nothing_there)
    app.register_error_handler(OperationalError, show_outage)
    app.register_error_handler(OverflowError, show_nothing_there)
