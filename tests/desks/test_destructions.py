"""销毁卷宗: after the term, by two posts; what must stay stays."""

from datetime import date, timedelta
from zipfile import ZipFile

import pytest

from blueprints.jobs.archive_index import INDEX
from models import clock, packages
from models.db import db, unit_of_work
from models.operations import files, settings
from models.operations.register import register
from models.queries.backups import last_of
from models.queries.register import facts_of
from models.settings import ARCHIVE_YEARS
from models.tables import ArchivePackage, Destruction, Event, Signature
from models.vocabulary import Post
from models.workflows.destruction import State
from tests.conftest import NOON
from tests.office import PASSWORD

OVER = NOON + timedelta(days=5 * 366)


@pytest.fixture
def uploads(app):
    return app.extensions["instance"].uploads


@pytest.fixture
def package(app, person, tmp_path, uploads):
    """Filed today, with an index."""
    (tmp_path / "one").write_text("one")
    (tmp_path / "index").write_bytes(b"%PDF-1.4 index")
    made = tmp_path / "made"
    packages.write(made, [(INDEX, tmp_path / "index"), ("01 申报材料/one.txt", tmp_path / "one")])
    with unit_of_work():
        hr = person(Post.HR)
        stored = files.take_over(made, uploads, "D2026-001.zip", by=hr)
        row = ArchivePackage(
            number="D2026-001", matter="proposed_roster:1", title="2026年度拟定名单", pages=1,
            made_on=date(2026, 6, 1), kept_until=date(2031, 6, 1), keeper_id=hr.account_id,
            file=stored,
        )  # fmt: skip
        db.session.add(row)
    return row


@pytest.fixture
def years(package):
    """Five years go by in which the office is at work."""
    for days in range(50, 5 * 366, 50):
        with clock.held_at(NOON + timedelta(days=days)), unit_of_work():
            register("office:found", "仍在工作", by=None)


@pytest.fixture
def proposed(browser, package, years):
    with clock.held_at(OVER):
        page = propose(browser, package)
        assert page.status == 200, page.refusals()
    return db.session.scalars(db.select(Destruction)).one()


def propose(browser, package, reason="保存期满"):
    page = browser(Post.HR).open("destructions.new", package_id=package.id)
    return page.submit("#destroy form", reason=reason)


def decide(browser, made, action="approve", post=Post.LEADER, **said):
    page = browser(post).open("destructions.show", destruction_id=made.id)
    return page.submit("#destruction form", action=action, **({"password": PASSWORD} | said))


def test_nothing_is_proposed_before_the_term_is_over(browser, package):
    with clock.held_at(NOON + timedelta(days=5 * 365)):
        assert "保存期到2031年6月1日" in propose(browser, package).refusals()[0]


def test_setting_the_clock_ends_no_term(browser, package):
    with clock.held_at(OVER):
        assert "台账只能证明" in propose(browser, package).refusals()[0]


def test_a_term_that_was_raised_since_holds(browser, package, years, person):
    with unit_of_work():
        settings.change_parameter(ARCHIVE_YEARS, "10", reason="市局要求", by=person(Post.SYSADMIN))
    with clock.held_at(OVER):
        assert "保存期到2036年6月1日" in propose(browser, package).refusals()[0]


def test_only_the_personnel_section_proposes_and_only_the_leader_approves(browser, proposed):
    with clock.held_at(OVER):
        package_id = proposed.package_id
        assert browser(Post.LEADER).open("destructions.new", package_id=package_id).status == 403
        page = browser(Post.HR).open("destructions.show", destruction_id=proposed.id)
        offered = {each.get("value") for each in page.soup.select("input[name=action]")}
        assert offered == {"withdraw"}
        assert "批准销毁" in browser(Post.LEADER).open("desk.index").text("main")
        assert decide(browser, proposed, password="wrong").status == 422
    assert proposed.state is State.PROPOSED


def test_the_files_go_and_the_row_the_index_the_digests_and_the_act_stay(
    app, browser, proposed, uploads
):
    path = uploads / proposed.package.file.path
    with clock.held_at(OVER):
        decide(browser, proposed)
        assert (proposed.state, path.exists()) == (State.DESTROYED, False)
        page = browser(Post.LEADER).open("destructions.show", destruction_id=proposed.id)
        assert "01 申报材料/one.txt" in page.text("pre")
        index = browser(Post.HR).open("destructions.index", destruction_id=proposed.id)
        assert index.response.data == b"%PDF-1.4 index"
        shown = browser(Post.HR).open("archive.show", package_id=proposed.package_id)
        assert "已经批准销毁" in shown.text("#package")
        for command in ("archives", "files"):
            assert app.test_cli_runner().invoke(args=["verify", command]).exit_code == 0
    event = db.session.scalars(db.select(Event).filter_by(kind="archive_destruction:approve")).one()
    assert event.facts["digest"] == proposed.package.file.digest
    assert ("现", "已批准销毁") in facts_of(event)
    signature = db.session.scalars(db.select(Signature).filter_by(matter=proposed.matter)).one()
    assert signature.post is Post.LEADER


def test_a_damaged_package_is_not_destroyed_unread(browser, proposed, uploads):
    (uploads / proposed.package.file.path).write_bytes(b"PK")
    with clock.held_at(OVER):
        assert "取不出卷内目录" in decide(browser, proposed).refusals()[0]
    assert proposed.state is State.PROPOSED


def test_what_is_refused_stays_and_may_be_proposed_again(browser, proposed, uploads):
    with clock.held_at(OVER):
        decide(browser, proposed, "refuse", note="仍有案件要用")
        assert proposed.state is State.REFUSED
        assert (uploads / proposed.package.file.path).exists()
        propose(browser, proposed.package, "再次提请")
    assert db.session.scalar(db.select(db.func.count()).select_from(Destruction)) == 2


def test_files_that_a_stopped_machine_left_go_with_the_next_day(app, browser, proposed, uploads):
    path = uploads / proposed.package.file.path
    content = path.read_bytes()
    with clock.held_at(OVER):
        decide(browser, proposed)
        path.write_bytes(content)
        app.test_cli_runner().invoke(args=["tick"])
    assert not path.exists()


def test_every_package_is_proved_each_month_and_what_differs_is_told(app, package, uploads, person):
    tick = app.test_cli_runner().invoke
    assert "卷宗核验：1卷，全部与归档时一致" in tick(args=["tick"]).output
    assert "卷宗核验：本月已核验" in tick(args=["tick"]).output
    (uploads / package.file.path).write_bytes(b"PK")
    with clock.held_at(NOON + timedelta(days=30)):
        said = tick(args=["tick"])
    assert (said.exit_code, "D2026-001：卷宗文件已损坏" in said.output) == (1, True)
    assert last_of(db.session(), "archive:prove").facts["faults"] == 1


@pytest.mark.parametrize("name", [INDEX, packages.DIGESTS])
def test_a_package_with_one_byte_changed_is_neither_read_from_nor_destroyed(
    app, browser, proposed, uploads, name
):
    path = uploads / proposed.package.file.path
    with ZipFile(path) as packed:
        inside = packed.getinfo(name)
        start = inside.header_offset + 30 + len(inside.orig_filename.encode())
    content = bytearray(path.read_bytes())
    content[start] ^= 0xFF
    path.write_bytes(content)
    with clock.held_at(OVER):
        page = browser(Post.HR).open("archive.contents", package_id=proposed.package_id)
        assert page.status == (404 if name == INDEX else 200)
        assert "取不出卷内目录" in decide(browser, proposed).refusals()[0]
    assert proposed.state is State.PROPOSED
    told = app.test_cli_runner().invoke(args=["verify", "archives"])
    assert (told.exit_code, proposed.package.number in told.output) == (1, True)
