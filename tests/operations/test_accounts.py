"""账号: what the pages cannot show of opening, locking and unlocking."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import accounts
from models.rules import passwords
from models.tables import Event, Holding
from models.vocabulary import Post
from tests.office import PASSWORD, admitted


def fail(login, times):
    for _ in range(times):
        with unit_of_work(), pytest.raises(Refusal):
            admitted(login, "wrong")


def test_a_lock_ends_by_itself_after_five_minutes(app):
    fail("hr", 5)
    with clock.held_at(clock.now() + timedelta(minutes=4)), pytest.raises(Refusal, match="已锁定"):
        admitted("hr", PASSWORD)
    with clock.held_at(clock.now() + timedelta(minutes=6)):
        assert admitted("hr", PASSWORD).login == "hr"


def test_four_failures_are_forgiven_by_a_right_password(app):
    fail("hr", 4)
    with unit_of_work():
        admitted("hr", PASSWORD)
    fail("hr", 4)
    assert admitted("hr", PASSWORD).login == "hr"


def test_a_lock_is_registered(app):
    fail("hr", 5)
    assert db.session.scalars(db.select(Event).filter_by(kind="account:lock")).one()


def test_a_login_is_kept_in_small_letters_and_found_in_any(app, person):
    with unit_of_work():
        _, password = accounts.open_account(" ZhaoWen ", "赵文", by=person(Post.SYSADMIN))
    assert admitted("zhaoWEN", password).login == "zhaowen"


def test_one_time_passwords_differ_and_would_pass_as_passwords():
    drawn = {accounts.one_time_password() for _ in range(50)}
    assert len(drawn) == 50
    for password in drawn:
        passwords.check(password, "zhaowen", "赵文")


def test_a_second_administrator_lets_the_first_go(app, person):
    with unit_of_work():
        account, _ = accounts.open_account("second", "另一位", by=person(Post.SYSADMIN))
        accounts.assign_post(account, Post.SECADMIN, [], by=person(Post.SECADMIN))
    with unit_of_work():
        accounts.withdraw_post(person("secadmin"), by=person("second"))
    posts = db.session.scalars(db.select(Holding).filter_by(post=Post.SECADMIN))
    assert [held.account.login for held in posts] == ["second"]
