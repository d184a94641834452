"""页面 · the list of experts as a signed-in clerk gets it, beside the same rows on a bare page."""

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from http.client import HTTPConnection
from statistics import median
from time import perf_counter

import flask_migrate

from app import create_app
from models.db import db, unit_of_work
from models.operations.founding import found_office
from models.operations.sign_ins import begin
from models.tables import Account, Expert, ExpertSpecialty, Holding, Specialty, Unit
from models.vocabulary import Grade, Post, Sex
from script.benchmarks import county, report

EXPERTS = 250
REQUESTS = 300
PAGE = "/experts/?per_page=50"
SERVERS = {"ours": "app:create_app", "bare": "script.benchmarks.bare:create_app"}


def fill(folder: str) -> str:
    """A database with experts in it; the session of a clerk who is signed in."""
    app = create_app({"INSTANCE_DIR": folder})
    with app.app_context():
        flask_migrate.upgrade()
        with unit_of_work():
            found_office()
            names = {row.code: row.name for row in db.session.scalars(db.select(Specialty))}
            enroll(names)
            clerk = Account(login="hr", name="虚构人", must_change_password=False)
            clerk.holdings.append(Holding(post=Post.HR))
            db.session.add(clerk)
            db.session.flush()
            token = begin(clerk, browser="", address="")
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["token"] = clerk.get_id(), token
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        db.engine.dispose()
    if cookie is None:
        raise RuntimeError("no session was kept")
    return f"{name}={cookie.value}"


def enroll(names: dict[str, str]) -> None:
    units = [Unit(name=f"虚构矿业{number}公司") for number in range(80)]
    for number, row in enumerate(county.roster(random.Random(1), EXPERTS), 1):  # noqa: S311
        held = [
            ExpertSpecialty(rank=rank, code=code, name=names[code])
            for rank, code in enumerate(row.specialties, 1)
        ]
        db.session.add(
            Expert(
                code=row.expert, name=f"专家{number:03}", name_key=f"zhuanjia{number:03}",
                name_initials="zj", sex=Sex.MALE, birth_date=date(1980, 1, 1),
                id_number=f"99010019800101{number:04}", id_number_lookup=f"{number:064}",
                mobile=f"190{number:08}", employer=units[number % 80], title="高级工程师",
                grade=Grade(row.grade), certificate_no=f"聘{number:04}",
                appointed_from=date(2025, 1, 1), appointed_until=date(2028, 10, 20),
                specialties=held,
            )
        )  # fmt: skip


@contextmanager
def serving(factory: str, folder: str) -> Iterator[HTTPConnection]:
    """A connection to granian, one worker of one thread, as the office runs it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", factory, "--factory", "--interface", "wsgi"]
    command += ["--no-ws", "--workers", "1", "--blocking-threads", "1", "--port", str(port)]
    environment = os.environ | {"INSTANCE_DIR": folder}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        yield _connected(port)
    finally:
        server.terminate()
        server.wait()


def _connected(port: int) -> HTTPConnection:
    for _ in range(200):
        connection = HTTPConnection("127.0.0.1", port)
        try:
            connection.connect()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return connection
    raise TimeoutError(f"nothing answers on port {port}")


def ask(connection: HTTPConnection, cookie: str) -> tuple[float, int]:
    """Milliseconds until the whole page is there, and its bytes."""
    begun = perf_counter()
    connection.request("GET", PAGE, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200 or body.count("高级工程师".encode()) != 50:
        raise RuntimeError(f"{answer.status}: not the list of experts")
    return 1000 * (perf_counter() - begun), len(body)


def measure(folder: str, cookie: str) -> dict[str, tuple[float, int]]:
    """Both are asked in turn, so that whatever else the machine does slows both alike."""
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(serving(factory, folder)) for name, factory in SERVERS.items()
        }
        for connection in servers.values():
            for _ in range(20):
                ask(connection, cookie)
        rounds = [
            {name: ask(connection, cookie) for name, connection in servers.items()}
            for _ in range(REQUESTS)
        ]
    return {
        name: (median(each[name][0] for each in rounds), rounds[0][name][1]) for name in servers
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        taken = measure(folder, fill(folder))
    bare = taken["bare"][0]
    labels = {
        "ours": "ours: signed in, post, menu, filters, unread notices, sorting, pages",
        "bare": "bare Flask + SQLAlchemy + Jinja: the table alone",
    }
    rows = [
        (label, f"{taken[name][0]:.1f}", f"{bare / taken[name][0]:.0%}", taken[name][1] // 1024)
        for name, label in labels.items()
    ]
    text = (
        f"Fifty experts of {EXPERTS} with their specialties and employers, over HTTP on the same "
        f"granian server (one worker, one thread); medians of {REQUESTS} requests, both asked in "
        "turn. The speed is the bare page's time over one's own."
    )
    table = report.table(["page", "ms", "speed", "KB"], rows)
    packages = ["granian", "Flask", "SQLAlchemy", "Jinja2"]
    report.write("pages", "Pages", [text, table], peers=packages)


if __name__ == "__main__":
    main()
