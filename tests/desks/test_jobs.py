"""后台任务, as whoever asked for one sees it, and as a real worker does it."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from blueprints.jobs import certificates as printing
from blueprints.jobs import work
from blueprints.jobs.queue import queue
from models import clock
from models.db import db, unit_of_work
from models.operations import jobs
from models.operations.certificates import issue_all
from models.queries.jobs import ABANDONED_AFTER
from models.tables import Job, Notice, Specialty, Unit
from models.vocabulary import JobState, Post
from tests.documents.reading import Paper
from tests.office import EXPERTS, SPECIALTY, new_expert
from tests.test_queries import MOST, counted

ROOT = Path(__file__).parents[2]
CROWD = 60
DOCUMENT = "泽应急总指办发〔2026〕5号"


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Parts small enough for a small office."""
    monkeypatch.setattr(printing, "AT_ONCE", 5)


@pytest.fixture
def office(browser, person):
    with unit_of_work():
        issue_all(document=DOCUMENT, by=person(Post.OFFICE))
    return browser(Post.OFFICE)


@pytest.fixture
def asked(office):
    page = office.open("certificates.papers").submit()
    assert page.url == "/jobs/1"
    return page


def the_job():
    db.session.rollback()
    return db.session.scalars(db.select(Job)).one()


def numbers_in(file) -> list[str]:
    """The certificate numbers on the pages of the file that a page offers."""
    return re.findall(r"专聘〔2026〕(\d+)号", Paper(file.response.data).text)


EVERY_ONE = [str(serial) for serial in range(1, EXPERTS + 1)]


@contextmanager
def worker(app):
    """``flask work`` as the office runs it, on this office."""
    environment = os.environ | {
        "INSTANCE_DIR": str(app.config["INSTANCE_DIR"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
    }
    command = [sys.executable, "-m", "flask", "work"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    try:
        assert running.stdout.readline().decode() == "后台程序已启动\n"
        yield running
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


def until(happened, seconds=120):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_many_certificates_are_asked_for_and_fetched_when_they_are_done(office, asked):
    assert asked.text("h1") == f"打印聘书{EXPERTS}份"
    assert asked.text(".badge") == "排队中"
    assert asked.soup.select_one("#progress[hx-get]"), "the page asks again by itself"
    work.do(1)
    page = office.open("jobs.show", job_id=1)
    assert page.text(".badge") == "已完成"
    assert not page.soup.select_one("[hx-trigger]")
    file = office.open("jobs.file", job_id=1)
    assert file.response.mimetype == "application/pdf"
    assert numbers_in(file) == EVERY_ONE
    assert db.session.scalars(db.select(Notice.text)).all() == [f"已完成：打印聘书{EXPERTS}份"]
    assert not work.folder_of(the_job()).exists(), "the parts are gone"


def test_few_certificates_are_printed_at_once(office):
    page = office.open("certificates.papers", words="专家01")
    assert page.response.mimetype == "application/pdf"


def test_the_answer_to_a_page_that_asks_takes_its_place_when_the_job_is_over(office, asked):
    page = office.open("jobs.progress", job_id=1, htmx=True)
    assert page.is_fragment()
    assert "HX-Retarget" not in page.response.headers
    work.do(1)
    page = office.open("jobs.progress", job_id=1, htmx=True)
    assert page.response.headers["HX-Retarget"] == "#job"


def test_it_is_cancelled_between_parts_and_resumed_where_it_stopped(office, asked):
    parts = iter([False, True])
    work.do(1, stopping=lambda: next(parts))
    assert (the_job().status, the_job().done) == (JobState.QUEUED, 5)
    page = office.visit("/jobs/1").submit("form[action$=cancel]")
    assert page.text(".flash") == "已取消，已完成的部分保留着"
    assert page.text(".badge") == "已取消"
    work.do(1)
    assert the_job().done == 5
    kept = (work.folder_of(the_job()) / "000000.pdf").stat().st_mtime_ns
    page = page.submit("form[action$=resume]")
    assert page.text(".badge") == "排队中"
    parts = iter([False, True])
    work.do(1, stopping=lambda: next(parts))
    assert (work.folder_of(the_job()) / "000000.pdf").stat().st_mtime_ns == kept
    work.do(1)
    assert numbers_in(office.open("jobs.file", job_id=1)) == EVERY_ONE


def test_it_fails_with_the_reason_when_the_asker_may_no_more(office, asked, person):
    with unit_of_work():
        person(Post.OFFICE).post = Post.FINANCE
    work.do(1)
    page = office.open("jobs.show", job_id=1)
    assert page.text("#job > .warning") == (
        "专家管理办公室已没有“颁发、换发、撤销聘书”的权限，请由有权的人重新提出"
    )


def test_a_full_disk_is_said_and_nothing_is_lost(office, asked, app):
    folder = work.folder_of(the_job())
    folder.parent.write_text("in the way")
    work.do(1)
    page = office.open("jobs.show", job_id=1)
    assert "请系统管理员检查磁盘" in page.text("#job > .warning")
    folder.parent.unlink()
    page.submit("form[action$=resume]")
    work.do(1)
    assert numbers_in(office.open("jobs.file", job_id=1)) == EVERY_ONE


def test_nobody_else_sees_it_and_the_administrator_sees_only_how_it_goes(browser, asked):
    for endpoint in ("jobs.show", "jobs.file", "jobs.progress"):
        assert browser(Post.HR).open(endpoint, job_id=1).status == 404
    assert browser(Post.HR).open("jobs.index").texts("tbody tr") == []
    row = browser(Post.SYSADMIN).open("jobs.index").text("tbody tr")
    assert "打印聘书 专家管理办公室" in row
    assert not browser(Post.SYSADMIN).open("jobs.index").soup.select("tbody a")


def test_whoever_lost_the_permission_does_not_get_the_file(office, asked, person):
    work.do(1)
    with unit_of_work():
        person(Post.OFFICE).post = Post.FINANCE
    assert office.open("jobs.file", job_id=1).status == 403


def test_the_page_says_when_nobody_is_there_to_do_it(office, asked):
    assert "后台程序没有运行" in asked.text("#job .warning")
    queue().beat()
    assert not office.open("jobs.show", job_id=1).soup.select("#job .warning")


def test_the_list_asks_as_often_however_many_there_are(office, person):
    def asks():
        with counted() as asked:
            office.open("jobs.index")
        return len(asked)

    for each in range(2):
        before = asks()
        with unit_of_work():
            for serial in range(5):
                jobs.ask("certificates", title=f"{each}{serial}", total=1, by=person(Post.OFFICE))
    assert asks() == before <= MOST


@pytest.fixture
def crowd(person):
    """So many that a worker is seen between two parts."""
    with unit_of_work():
        specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
        for serial in range(EXPERTS + 1, CROWD + 1):
            db.session.add(new_expert(serial, Unit(name=f"虚构机电{serial}公司"), specialty))


def test_a_worker_that_is_killed_is_followed_by_another_and_no_page_is_missing(app, crowd, office):
    office.open("certificates.papers").submit()
    with worker(app) as first:
        until(lambda: the_job().done)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert the_job().status is JobState.RUNNING
    kept = the_job().done
    with unit_of_work():  # as though a minute had gone by
        the_job().seen_at = clock.now() - ABANDONED_AFTER * 2
    with worker(app) as second:
        until(lambda: the_job().done > kept)
        second.send_signal(signal.SIGTERM)
        assert second.wait(60) == 0, "it ends the part at hand and leaves the rest to another"
    assert the_job().status is JobState.QUEUED
    with worker(app):
        until(lambda: the_job().status is JobState.DONE)
    numbers = numbers_in(office.open("jobs.file", job_id=1))
    assert numbers == [str(serial) for serial in range(1, CROWD + 1)]
