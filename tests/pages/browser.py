"""A person at a browser. Every page that opens is checked for what every page must be."""

import secrets
from collections import Counter
from datetime import timedelta
from typing import Any

import html5lib
from bs4 import BeautifulSoup
from flask import Flask, url_for
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import clock
from models.db import db
from models.operations.sign_ins import token_hash
from models.tables import Account, SignIn

_A_WHILE = timedelta(minutes=5)


class Browser:
    def __init__(self, app: Flask, account: Account | None) -> None:
        self._app, self.client = app, app.test_client()
        self._account_id = account.id if account else None
        if account:
            with self.client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = account.get_id(), True
            self._enter()

    def _enter(self) -> None:
        """Signed in as by the page, on a connection of its own."""
        token, self._entered_at = secrets.token_urlsafe(), clock.now()
        row = SignIn(
            account_id=self._account_id, token_hash=token_hash(token), browser="", address="",
            started_at=clock.now(), seen_at=clock.now(),
        )  # fmt: skip
        with Session(db.engine) as apart, apart.begin():
            apart.add(row)
        with self.client.session_transaction() as session:
            session["token"] = token

    def open(self, endpoint: str, *, htmx: bool = False, **values: object) -> "Page":
        with self._app.test_request_context():
            url = url_for(endpoint, **values)
        return self.visit(url, htmx=htmx)

    def visit(self, url: str, *, htmx: bool = False) -> "Page":
        return Page(self, url, self._ask("GET", url, htmx))

    def send(self, url: str, fields: dict[str, Any], *, htmx: bool = False) -> "Page":
        """Post the fields and go wherever the answer leads."""
        response = self._ask("POST", url, htmx, data=fields)
        while 300 <= response.status_code < 400:
            response = self._ask("GET", str(response.location), htmx)
        db.session.rollback()  # so that the test sees what the page did
        return Page(self, response.request.path, response)

    def _ask(self, method: str, url: str, htmx: bool, **given: Any) -> TestResponse:
        if self._account_id and abs(clock.now() - self._entered_at) > _A_WHILE:
            self._enter()  # a test that lets days go by means the person, not the sign-in
        headers = {"HX-Request": "true"} if htmx else {}
        with self._app.app_context():  # a request knows nothing of the test, nor of another one
            answer = self.client.open(url, method=method, headers=headers, buffered=True, **given)
        answer.request.environ["wsgi.input"].close()  # a large upload was sent from a file
        return answer


class Page:
    def __init__(self, browser: Browser, url: str, response: TestResponse) -> None:
        self._browser, self.url, self.response = browser, url, response
        self.status = response.status_code
        self.is_html = response.mimetype == "text/html"
        self.soup = BeautifulSoup(response.text if self.is_html else "", "html.parser")
        if self.is_html:
            self._check()

    def submit(self, form: str = "main form", *, htmx: bool = False, **fields: Any) -> "Page":
        """Send the form found by a CSS selector as it is filled in, with ``fields`` written over;
        a value of None leaves the field out."""
        tag = self.soup.select_one(form)
        assert tag, f"no {form} on {self.url}"
        filled = {
            name: value for name, value in (_filled(tag) | fields).items() if value is not None
        }
        return self._browser.send(str(tag.get("action") or self.url), filled, htmx=htmx)

    def press(self, button: str, **fields: Any) -> "Page":
        """Send the form that the button found by a CSS selector belongs to, where the button
        says."""
        pressed = self.soup.select_one(button)
        assert pressed, f"no {button} on {self.url}"
        form = pressed.find_parent("form")
        assert form, f"{button} belongs to no form"
        url = pressed.get("formaction") or form.get("action") or self.url
        return self._browser.send(str(url), _filled(form) | fields)

    def text(self, selector: str) -> str:
        found = self.soup.select_one(selector)
        assert found, f"no {selector} on {self.url}"
        return " ".join(found.text.split())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(found.text.split()) for found in self.soup.select(selector)]

    def refusals(self) -> list[str]:
        """What the page says no with, beside a field or above the form."""
        return self.texts(".refusal, .error")

    def is_fragment(self) -> bool:
        return self.soup.html is None

    def _check(self) -> None:
        ids = Counter(tag["id"] for tag in self.soup.find_all(id=True))
        assert not [name for name, times in ids.items() if times > 1], "ids are used once"
        for control in self.soup.select("textarea, select, input:not([type=hidden])"):
            labelled = control.find_parent("label") or self.soup.select(f'[for="{control["id"]}"]')
            assert labelled or control.get("aria-label"), f"{control} has no label"
        assert not self.soup.select("img:not([alt])"), "every picture has an alt"
        assert not self.soup.select("[style], [onclick], [onchange]"), "nothing inline"
        if not self.is_fragment():
            assert len(self.soup.find_all("h1")) == 1, f"{self.url} has one h1"
            html5lib.HTMLParser(strict=True).parse(self.response.text)


def _filled(form: Any) -> dict[str, Any]:
    """What the form would send as it is shown."""
    filled: dict[str, Any] = {}
    for tag in form.select("input[name], textarea[name], select[name]"):
        kind = tag.get("type", "")
        if tag.name == "select":
            chosen = tag.select_one("option[selected]") or tag.select_one("option")
            value = chosen.get("value", chosen.text) if chosen else None
        elif tag.name == "textarea":
            value = tag.text.removeprefix("\n").removeprefix("\r\n")
        elif kind in {"submit", "file"} or (
            kind in {"radio", "checkbox"} and not tag.has_attr("checked")
        ):
            continue
        else:
            value = tag.get("value", "on" if kind in {"radio", "checkbox"} else "")
        filled.setdefault(tag["name"], value)
    return filled
