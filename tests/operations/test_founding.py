"""开办: an empty, real office from one command."""

import re

import pytest

from app import create_app
from models.db import db
from models.queries.parameters import is_demonstration
from models.tables import Account, Event, Expert, Specialty
from models.vocabulary import Post
from tests.office import admitted


@pytest.fixture
def init(copies, tmp_path):
    """``init()`` runs ``flask init`` on a database with nothing in it."""
    url = copies.empty(tmp_path)
    settings = {
        "TESTING": True,
        "INSTANCE_DIR": tmp_path,
        "SQLALCHEMY_DATABASE_URI": url.render_as_string(hide_password=False),
    }
    app = create_app(settings)
    with app.app_context():
        yield lambda: app.test_cli_runner().invoke(args=["init"])
        db.session.remove()
        db.engine.dispose()
    copies.drop(url)


def test_an_empty_office_has_two_administrators_annex_1_and_nothing_else(init):
    assert init().exit_code == 0
    posts = {each.login: each.holdings[0].post for each in db.session.scalars(db.select(Account))}
    assert posts == {"sysadmin": Post.SYSADMIN, "secadmin": Post.SECADMIN}
    assert len(db.session.scalars(db.select(Specialty)).all()) == 62
    assert not db.session.scalars(db.select(Expert)).all()


def test_each_password_is_printed_once_works_once_and_must_be_changed(init):
    printed = dict(re.findall(r"用户名 (\w+)\t一次性密码 (\w+)", init().output))
    assert printed.keys() == {"sysadmin", "secadmin"}
    for login, password in printed.items():
        assert admitted(login, password).must_change_password


def test_a_second_office_is_refused_and_the_first_stays(init):
    init()
    again = init()
    assert (again.exit_code, "这里已经有一个办公室，不能再次开办" in again.output) == (1, True)
    assert len(db.session.scalars(db.select(Account)).all()) == 2


def test_a_real_office_is_no_demonstration(init):
    init()
    assert not is_demonstration(db.session())


def test_the_register_begins_with_the_founding(init):
    init()
    first = db.session.get(Event, 1)
    assert (first.label, first.actor_name, first.address) == ("开办", "", "本机")
