"""Answering a request: the whole page to a browser, the named block of it to htmx."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from flask import Response, current_app, g, make_response, render_template, request
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from models.db import db
from models.errors import Refusal
from models.queries.parameters import in_force

_SIZES = (25, 50, 100)


class Form(FlaskForm):
    """Every form of the office: it asks in Chinese. ``of`` tells apart the ids of forms that share
    a page."""

    of = ""

    class Meta(FlaskForm.Meta):
        locales = ("zh",)

    def __init__(self, *args: Any, **entries: Any) -> None:
        super().__init__(*args, **entries)
        for field in self if self.of else ():
            field.id = field.label.field_id = f"{self.of}-{field.id}"


def of_our_time(form: PlainForm, field: Field) -> None:
    """A day or a moment with a year that people mean; 0026 is a slip for 2026."""
    if field.data and not 1900 <= field.data.year <= 2100:
        raise ValidationError("年份应在1900至2100之间，请核对")


class Query(PlainForm):
    """Filters that live in the URL: nothing is changed, so no token is asked for."""

    class Meta:
        locales = ("zh",)


def page(template: str, block: str, **context: Any) -> Response:
    """Render a template, or only its ``block`` when htmx asks; 422 when a form was refused."""
    if request.headers.get("HX-Request") == "true":
        flashes = render_template("components/flashes.html", out_of_band=True)
        body = _render_block(template, block, context) + flashes
    else:
        body = render_template(template, **context)
    form = context.get("form")
    response = make_response(body, 422 if form is not None and form.errors else 200)
    response.vary.add("HX-Request")
    return response


def settings() -> Mapping[str, Any]:
    """Every setting in force by its key, asked for once a request."""
    if "settings" not in g:
        g.settings = in_force(db.session())
    return cast("Mapping[str, Any]", g.settings)


def page_size() -> int:
    """How many rows the reader asked for: 25, 50 or 100."""
    asked = request.args.get("per_page", type=int)
    return asked if asked in _SIZES else _SIZES[0]


@contextmanager
def refusals_shown_on(form: FlaskForm) -> Iterator[None]:
    """Turn a refusal raised inside into an error of the form, beside the field it names, and go
    on to show the form again."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field and refusal.field in form:
            field = form[refusal.field]
            field.errors = [*field.errors, refusal.message]
        else:
            form.form_errors.append(refusal)


def _render_block(name: str, block: str, context: dict[str, Any]) -> str:
    current_app.update_template_context(context)
    template = current_app.jinja_env.get_template(name)
    return "".join(template.blocks[block](template.new_context(context)))
