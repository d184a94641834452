"""登录状态, as people meet it: where one is signed in, ending it, and limits of time."""

import threading
from datetime import timedelta

import pytest

from models import clock, policy
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import accounts, hashing
from models.tables import SignIn
from models.vocabulary import Permission, Post
from tests.conftest import NOON
from tests.office import PASSWORD

BUSINESS = frozenset(
    permission
    for post, grants in policy.GRANTS.items()
    if post not in policy.ADMINISTRATORS
    for permission in grants
)


def signed_in(browser, login="section", agent="Mozilla/5.0 (Windows NT 10.0) Chrome/120 Edg/120"):
    fresh = browser(None)
    fresh.client.environ_base["HTTP_USER_AGENT"] = agent
    fresh.visit("/auth/sign-in").submit(login=login, password=PASSWORD)
    return fresh


def test_each_browser_is_listed_in_plain_words(browser):
    here = signed_in(browser)
    signed_in(browser, agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger/8")
    shown = here.open("auth.where").text("#sign_ins")
    assert "Windows 电脑，Edge 浏览器 本机" in shown
    assert "安卓手机，微信" in shown


def test_one_other_browser_is_ended_and_this_one_is_not(browser):
    here, other = signed_in(browser), signed_in(browser)
    page = here.open("auth.where").submit('form[action$="/end"]')
    assert page.text(".flash") == "那一处登录已退出"
    assert (here.open("desk.index").status, other.open("desk.index").status) == (200, 302)


def test_all_others_are_ended_at_once(browser):
    here, others = signed_in(browser), [signed_in(browser) for _ in range(2)]
    here.open("auth.where").submit('form[action$="/others"]')
    assert here.open("desk.index").status == 200
    assert {each.open("desk.index").status for each in others} == {302}


def test_anothers_sign_in_does_not_exist_for_one(browser):
    signed_in(browser, "office")
    theirs = db.session.scalars(db.select(SignIn)).one()
    mine = signed_in(browser)
    page = mine.open("desk.index")
    token = page.soup.select_one('input[name="csrf_token"]')["value"]
    answer = mine.send(f"/auth/sign-ins/{theirs.id}/end", {"csrf_token": token})
    assert answer.status == 404


def test_a_copied_cookie_is_worth_nothing_after_signing_out(browser):
    here, thief = signed_in(browser), browser(None)
    with here.client.session_transaction() as session:
        kept = dict(session)
    with thief.client.session_transaction() as session:
        session.update(kept)
    assert thief.open("desk.index").status == 200
    here.open("desk.index").submit('form[action="/auth/sign-out"]')
    assert thief.open("desk.index").status == 302


@pytest.mark.parametrize(
    ("login", "minutes", "status"),
    [("section", 29, 200), ("section", 31, 302), ("sysadmin", 9, 200), ("sysadmin", 11, 302)],
)
def test_a_desk_left_alone_is_signed_out(browser, login, minutes, status):
    here = signed_in(browser, login)
    with clock.held_at(NOON + timedelta(minutes=minutes)):
        assert here.open("desk.index").status == status


def test_whoever_goes_on_working_stays_signed_in_for_twelve_hours_and_no_longer(browser):
    here = signed_in(browser)
    for quarters in range(1, 48):
        with clock.held_at(NOON + timedelta(minutes=15 * quarters)):
            assert here.open("auth.where").status == 200
    with clock.held_at(NOON + timedelta(hours=12, minutes=5)):
        assert here.open("auth.where").status == 302


def test_what_was_seen_is_written_only_now_and_then(browser):
    here = signed_in(browser)
    for seconds, seen in ((60, NOON), (200, NOON + timedelta(seconds=200))):
        with clock.held_at(NOON + timedelta(seconds=seconds)):
            here.open("desk.index")
        db.session.rollback()
        assert db.session.scalars(db.select(SignIn)).one().seen_at == seen


def test_a_password_used_before_is_not_taken_again(app, person):
    account = person(Post.SECTION).account
    with unit_of_work():
        accounts.change_password(account, PASSWORD, "Shanxi#2027")
        accounts.change_password(account, "Shanxi#2027", "Datong#2028")
    with unit_of_work(), pytest.raises(Refusal, match="最近3个用过的密码"):
        accounts.change_password(account, "Datong#2028", "Shanxi#2027")


def test_only_a_few_passwords_are_hashed_at_a_time():
    for _ in range(hashing.AT_ONCE):
        hashing.TURNS.acquire()
    done = threading.Event()
    one_more = threading.Thread(target=lambda: (hashing.hashed("x"), done.set()))
    one_more.start()
    assert not done.wait(0.3)
    for _ in range(hashing.AT_ONCE):
        hashing.TURNS.release()
    one_more.join(10)
    assert done.is_set()


@pytest.mark.parametrize("post", sorted(policy.ADMINISTRATORS))
def test_an_administrator_reaches_no_business_and_business_no_administration(post):
    shared = {Permission.USE_DESK, Permission.READ_REGISTER, Permission.READ_DELIVERIES}
    assert frozenset(policy.GRANTS[post]) & BUSINESS <= shared
    assert post not in policy.STAND_INS


def test_the_auditor_changes_nothing_and_the_security_administrator_only_posts():
    acts = set(policy.GRANTS[Post.AUDITOR]) - {Permission.USE_DESK}
    assert all(permission.endswith(":read") for permission in acts)
    assert Permission.ASSIGN_POSTS in policy.GRANTS[Post.SECADMIN]
    assert Permission.MANAGE_ACCOUNTS not in policy.GRANTS[Post.SECADMIN]
