"""档案: a roster's papers filed as a package, fetched, and held against its digests."""

import csv
import io
import json
from datetime import date
from zipfile import ZipFile

import pytest
from pikepdf import Pdf

from blueprints.jobs import work
from models import clock, packages
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import archives, files, settings
from models.settings import ARCHIVE_YEARS
from models.tables import ArchivePackage, Event, Job, StoredFile
from models.vocabulary import JobState, Post
from models.workflows.application import State as ApplicationState
from models.workflows.proposal import State
from tests import proposals
from tests.applications import application
from tests.documents.reading import Paper
from tests.test_queries import MOST, counted

TURNED_AWAY = 700


@pytest.fixture
def hr(browser):
    return browser(Post.HR)


@pytest.fixture
def certified(app):
    made = proposals.proposal(State.CERTIFIED)
    application(TURNED_AWAY, ApplicationState.REJECTED)
    return made


@pytest.fixture
def at_work():
    with clock.held_at(proposals.LATER):
        yield


@pytest.fixture
def filed(hr, certified, at_work):
    page = hr.open("archive.new", proposal_id=certified.id).submit()
    assert page.url.startswith("/jobs/")
    work.do(int(page.url.rpartition("/")[2]))
    db.session.rollback()
    return db.session.scalars(db.select(ArchivePackage)).one()


@pytest.fixture
def path(app, filed):
    return app.extensions["instance"].uploads / filed.file.path


def test_it_waits_on_the_personnel_section(hr, browser, certified):
    assert "归档" in hr.open("desk.index").text("main")
    assert browser(Post.OFFICE).open("archive.index").texts("td .btn") == []
    assert hr.open("archive.index").texts("td .btn") == ["归档"]
    page = hr.open("proposals.show", proposal_id=certified.id)
    assert page.soup.select_one(f"a[href='/archive/proposals/{certified.id}']")


def test_everything_is_filed_under_a_number_for_five_years(hr, path, filed, certified):
    assert (filed.number, str(filed.made_on), str(filed.kept_until)) == (
        "D2026-001", "2026-06-12", "2031-06-12",
    )  # fmt: skip
    assert certified.state is State.ARCHIVED
    event = db.session.scalars(db.select(Event).filter_by(kind="proposed_roster:archive")).one()
    assert (event.actor_name, event.post) == (Post.HR.label, Post.HR)
    with ZipFile(path) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    names = list(held)
    assert names[:2] == ["卷内目录.pdf", "index.csv"]
    folders = [name.partition("/")[0] for name in names if "/" in name]
    assert folders == sorted(folders)
    for part in ("申报表", "汇总表", "拟定名单 M", "公示 G", "清退名单", "局长办公会", "聘书"):
        assert [name for name in names if part in name], part
    [[_, _], [number, name, *_]] = [
        row[:2] for row in table(held["05 未聘任人员/未聘任人员名单.csv"])
    ]
    assert (number, name) == (f"S2026-{TURNED_AWAY}", f"申报{TURNED_AWAY}")
    theirs = f"05 未聘任人员/S2026-{TURNED_AWAY} 申报{TURNED_AWAY}/"
    assert [each for each in names if each.startswith(theirs) and "申报表" in each]
    assert len(table(held["index.csv"])) - 1 == filed.pages == len(names) - 3
    index = Paper(held["卷内目录.pdf"])
    assert index.says("卷内目录", "卷号：D2026-001", "01申报材料", "04聘书", "events.json")
    for name, content in held.items():
        if name.endswith(".pdf"):
            with Pdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as about:
                assert about.pdfa_status == "3B", name
    for event in (events := json.loads(held["events.json"])):
        assert event["digest"] == db.session.get(Event, event["number"]).digest
    assert certified.matter in {event["matter"] for event in events}
    assert json.loads(held["metadata.json"])["number"] == "D2026-001"
    signed = {each["action"] for each in json.loads(held["signatures.json"])}
    assert signed >= {"approve", "decide", "issue"}
    assert packages.faults(path) == []
    page = hr.open("archive.show", package_id=filed.id)
    assert page.text("h1") == certified.title
    assert hr.open("archive.contents", package_id=filed.id).response.data == held["卷内目录.pdf"]


def table(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def package(app, person, tmp_path):
    """A small one, filed long ago."""
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
    made = tmp_path / "made"
    packages.write(made, [(f"01 申报材料/{name}.txt", tmp_path / name) for name in ("one", "two")])
    with unit_of_work():
        office = person(Post.HR)
        stored = files.take_over(made, uploads_of(app), "D2026-001.zip", by=office)
        row = ArchivePackage(
            number="D2026-001", matter="proposed_roster:1", title="2026年度拟定名单", pages=2,
            made_on=date(2026, 6, 12), kept_until=date(2031, 6, 12), keeper_id=office.account_id,
            file=stored,
        )  # fmt: skip
        db.session.add(row)
    return row


def uploads_of(app):
    return app.extensions["instance"].uploads


def prove(who, package):
    return who.open("archive.show", package_id=package.id).submit("form[action$=verify]")


def test_it_is_proved_and_the_proof_is_registered(hr, package):
    page = prove(hr, package)
    assert page.text(".flash") == "已重新计算2件的摘要，与归档时完全一致"
    assert "完全一致" in page.text(".timeline")


def test_the_file_that_was_tampered_with_is_named(app, hr, package):
    path = uploads_of(app) / package.file.path
    tampered = path.with_name("tampered")
    with ZipFile(path) as packed, ZipFile(tampered, "w") as other:
        for name in packed.namelist():
            other.writestr(name, b"2" if "two" in name else packed.read(name))
        other.writestr("three.txt", "3")
    tampered.replace(path)
    assert prove(hr, package).refusals() == [
        "多出“three.txt”", "“01 申报材料/two.txt”与归档时不一致",
    ]  # fmt: skip
    event = db.session.scalars(db.select(Event).filter_by(kind="archive:verify")).one()
    assert event.facts["faults"] == 2


def test_a_bit_that_fell_over_on_the_disk_is_found(app, hr, package):
    path = uploads_of(app) / package.file.path
    content = path.read_bytes().replace(b"one", b"0ne", 1) if b"one" in path.read_bytes() else b""
    path.write_bytes(content)
    assert prove(hr, package).refusals()


def test_a_forged_list_of_digests_is_seen_too(app, hr, package, tmp_path):
    packages.write(uploads_of(app) / package.file.path, [("a/b.txt", tmp_path / "one")])
    assert prove(hr, package).refusals() == [
        "卷宗文件整体与归档时不一致，连同其中的摘要清单一起被改过"
    ]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: path.write_bytes(b"PK"), "卷宗文件已损坏，打不开"),
        (lambda path: path.unlink(), "卷宗文件不在了，请从备份中恢复"),
    ],
)
def test_a_lost_package_is_said_to_be_lost(app, hr, package, harm, said):
    harm(uploads_of(app) / package.file.path)
    assert said in prove(hr, package).refusals()
    assert hr.open("archive.fetch", package_id=package.id).status == 404


def test_who_fetches_it_is_registered(hr, browser, package):
    page = hr.open("archive.fetch", package_id=package.id)
    assert page.response.mimetype == "application/zip"
    assert "调取卷宗" in hr.open("archive.show", package_id=package.id).text(".timeline")
    assert browser(Post.SECTION).open("archive.fetch", package_id=package.id).status == 403


def test_packages_are_found_by_number_and_title(hr, package):
    assert hr.open("archive.index", words="年度").texts("#list tbody th") == [package.title]
    assert hr.open("archive.index", words="D2025").texts("#list tbody th") == []


def test_all_packages_are_proved_from_the_terminal(app, package):
    run = app.test_cli_runner().invoke
    assert run(args=["verify", "archives"]).output == "共1卷，全部与归档时一致\n"
    (uploads_of(app) / package.file.path).unlink()
    broken = run(args=["verify", "archives"])
    assert broken.exit_code == 1
    assert broken.output == "D2026-001：卷宗文件不在了，请从备份中恢复\n"


def test_an_original_that_was_altered_stops_the_filing_and_is_named(app, hr, certified, at_work):
    with unit_of_work():
        stored = StoredFile(
            name="学历.pdf", media_type="application/pdf", size=1, digest="0" * 64, path="altered"
        )
        db.session.add(stored)
        db.session.flush()
        certified.additions[0].application.editions[0].files = [stored.id]
    (app.extensions["instance"].uploads / "altered").write_bytes(b"other")
    page = hr.open("archive.new", proposal_id=certified.id).submit()
    work.do(int(page.url.rpartition("/")[2]))
    page = hr.visit(page.url)
    assert page.text("#job > .warning") == ("原件“学历.pdf”与上传时不一致，请从备份中恢复后再继续")
    assert certified.state is State.CERTIFIED


def test_the_pages_ask_no_more_often_the_more_persons_there_are(hr, app):
    proposals.accepted(*range(500, 506))
    made = proposals.carry(proposals.compiled(), State.CERTIFIED)
    for endpoint, where in (("archive.index", {}), ("archive.new", {"proposal_id": made.id})):
        with counted() as asked:
            assert hr.open(endpoint, **where).status == 200
        assert len(asked) <= MOST, endpoint


def test_it_is_not_asked_for_twice(hr, certified, at_work):
    form = hr.open("archive.new", proposal_id=certified.id)
    form.submit()
    assert "正在整理" in form.submit().refusals()[0]


def test_what_is_not_certified_is_not_filed(hr):
    made = proposals.proposal(State.ISSUED)
    page = hr.open("archive.new", proposal_id=made.id).submit()
    assert "不能归档" in page.refusals()[0]


def test_whoever_lost_the_post_in_between_does_not_file(hr, certified, at_work, person):
    page = hr.open("archive.new", proposal_id=certified.id).submit()
    with unit_of_work():
        person(Post.HR).post = Post.FINANCE
    work.do(int(page.url.rpartition("/")[2]))
    db.session.rollback()
    job = db.session.scalars(db.select(Job)).one()
    assert job.status is JobState.FAILED
    assert "已没有“归档”的权限" in job.message
    assert certified.state is State.CERTIFIED


def test_the_term_of_a_package_is_the_one_in_force_and_is_only_raised(app, person):
    with unit_of_work():
        settings.change_parameter(ARCHIVE_YEARS, "10", reason="市局要求", by=person(Post.SYSADMIN))
    assert archives.next_cover().kept_until == date(2036, 6, 1)
    with pytest.raises(Refusal, match="只能"), unit_of_work():
        settings.change_parameter(ARCHIVE_YEARS, "9", reason="改回", by=person(Post.SYSADMIN))
