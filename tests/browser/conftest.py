"""A real office on a real port, and people at real browsers; what they open is looked over."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import flask_migrate
import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from models import clock, sealed
from models.db import db, unit_of_work
from models.demonstration.year import demonstrate
from models.queries.invariants import faults
from models.sealed import Keyring
from models.tables import Account, Expert, Holding
from models.vocabulary import Post
from tests.office import HASH, PASSWORD

AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text()
TOUR = os.environ.get("TOUR_DIR")  # where to leave the pictures of the journey, if anywhere
_PICTURED: set[str] = set()  # of a page that several journeys pass, the first one's is kept
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}


class Ahead:
    """The clock of an office, which a journey may put on so as not to wait."""

    def __init__(self) -> None:
        self.by = timedelta()

    def over(self, application: Callable) -> Callable:
        def answer(environ, start_response):
            with clock.held_at(datetime.now(UTC) + self.by):
                return application(environ, start_response)

        return answer


@dataclass(frozen=True)
class Office:
    address: str
    logins: dict[str, str]
    ahead: Ahead
    keyring: Keyring


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A small demonstration office in which every expert can sign in."""
    app = create_app({"INSTANCE_DIR": tmp_path_factory.mktemp("office"), "SECRET_KEY": "test"})
    with app.app_context():
        flask_migrate.upgrade()
        demonstrate(PASSWORD, app.extensions["instance"].uploads, dispatches=60)
        logins = _let_every_expert_sign_in()
    ahead = Ahead()
    app.wsgi_app = ahead.over(app.wsgi_app)
    with served(app) as address:
        yield Office(address, logins, ahead, app.extensions["instance"].keyring())
    with app.app_context():
        sealed.use(app.extensions["instance"].keyring())
        assert faults(db.session()) == [], "after all that was done in it"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which ``app`` answers meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    with app.app_context():
        db.engine.dispose()


def _let_every_expert_sign_in() -> dict[str, str]:
    with unit_of_work():
        for expert in db.session.scalars(db.select(Expert).where(Expert.account_id.is_(None))):
            expert.account = Account(
                login=expert.code.lower(),
                name=expert.name,
                password_hash=HASH,
                must_change_password=False,
                holdings=[Holding(post=Post.EXPERT)],
            )
    query = db.select(Expert.name, Account.login).join(Expert.account)
    return dict(list(db.session.execute(query)))


@pytest.fixture(scope="session")
def logins(office: Office) -> dict[str, str]:
    """Name → login of every expert."""
    return office.logins


@pytest.fixture
def ahead(office: Office) -> Iterator[Ahead]:
    yield office.ahead
    office.ahead.by = timedelta()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
        )
        yield browser
        browser.close()


class Person:
    """Someone at a browser of their own. What no page may do is written down as it happens."""

    def __init__(
        self, chromium: Browser, address: str, size: dict[str, int], scripts: bool
    ) -> None:
        self._address, self.faults = address, []
        self._context = chromium.new_context(
            viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=scripts
        )
        self.page: Page = self._context.new_page()
        self.page.on("console", self._hear)
        self.page.on("request", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        """A refusal (422) is an answer; the browser notes it, and no more than that is heard."""
        if message.type in {"error", "warning"} and "422" not in message.text:
            self.faults.append(message.text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def sign_in(self, login: str, password: str = PASSWORD) -> "Person":
        self.open("/auth/sign-in")
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda url: "sign-in" not in url)
        return self

    def open(self, path: str) -> "Person":
        self.page.goto(self._address + path)
        return self

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press the button or link of that name."""
        place = within or self.page.locator("main")
        wanted = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        wanted.first.click()

    def see(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def look(self, name: str) -> None:
        """Check the page as a careful reader would, and keep its picture for the tour."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({preload: false}).then(({violations}) => violations)")
        told = [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]
        assert not told, f"{self.page.url}: {told}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        assert not self.faults
        if TOUR and name not in _PICTURED:
            _PICTURED.add(name)
            self.page.screenshot(path=Path(TOUR) / f"{name}.png", full_page=True)

    def leave(self) -> None:
        self._context.close()


@contextmanager
def people_at(chromium: Browser, address: str) -> Iterator[Callable[..., Person]]:
    """``arrive("section")``: signed in; ``arrive()``: a stranger. All leave in the end."""
    present: list[Person] = []

    def arrive(login: str | None = None, *, phone: bool = False, scripts: bool = True) -> Person:
        someone = Person(chromium, address, PHONE if phone else WIDE, scripts)
        present.append(someone)
        return someone.sign_in(login) if login else someone

    try:
        yield arrive
    finally:
        for someone in present:
            someone.leave()


@pytest.fixture
def person(chromium: Browser, office: Office):
    sealed.use(office.keyring)  # another office may have been opened in between
    with people_at(chromium, office.address) as arrive:
        yield arrive
