"""动态口令, as people meet it: switched on, at the door, under a paper, the telephone lost."""

from datetime import timedelta

import pytest
from pyotp import TOTP

from models import clock
from models.db import db, unit_of_work
from models.operations import authenticators, settings
from models.settings import CODES_REQUIRED
from models.tables import Authenticator, Delegation, Event, Notice, SignIn
from models.vocabulary import Post
from tests import states
from tests.conftest import NOON
from tests.desks.test_delegations import accepted
from tests.office import PASSWORD

WRONG = "动态口令不正确或者已经用过，请等手机上换了下一个再输入"


@pytest.fixture
def telephone(person):
    """``telephone(Post.DEPUTY)``: switched on for that person: what it shows now, and codes for its
    loss. Two minutes have gone by since."""

    def switch_on(who):
        account = person(who).account
        with clock.held_at(NOON - timedelta(minutes=2)):
            with unit_of_work():
                authenticators.begin(account)
            secret = db.session.scalars(db.select(Authenticator)).all()[-1].secret
            with unit_of_work():
                recovery = authenticators.confirm(account, TOTP(secret).at(clock.now()))
        return (lambda ahead=0: TOTP(secret).at(clock.now(), counter_offset=ahead)), recovery

    return switch_on


def half_in(browser, login="deputy"):
    """After the right password."""
    fresh = browser(None)
    return fresh, fresh.visit("/auth/sign-in").submit(login=login, password=PASSWORD)


def require(person):
    with unit_of_work():
        settings.change_parameter(
            CODES_REQUIRED, "required", reason="加强管理", by=person(Post.SYSADMIN)
        )


def test_switched_on_with_a_first_code_it_shows_recovery_codes_once(browser):
    mine = browser(Post.DEPUTY)
    page = mine.open("codes.mine").submit("#codes form", password=PASSWORD)
    picture = mine.open("codes.picture").response
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    secret = page.text("details code").replace(" ", "")
    assert page.submit("#confirm form", code="000000").status == 422
    page = page.submit("#confirm form", code=TOTP(secret).at(clock.now()))
    codes = page.texts(".recovery-codes code")
    assert len(set(codes)) == 10
    assert "10个" in mine.open("codes.mine").text("#codes")
    assert not set(codes) & set(mine.open("codes.mine").text("#codes").split())
    for endpoint in ("codes.picture", "codes.confirm"):
        assert mine.open(endpoint).status == 404


def test_no_telephone_is_bound_without_the_password(browser):
    page = browser(Post.DEPUTY).open("codes.mine").submit("#codes form", password="wrong")
    assert page.refusals() == ["密码不正确，没有办理；请重新输入登录密码"]
    assert db.session.scalars(db.select(Authenticator)).all() == []


def test_the_database_has_neither_the_secret_nor_a_recovery_code(telephone):
    _, recovery = telephone(Post.DEPUTY)
    secret = db.session.scalars(db.select(Authenticator)).one().secret
    kept = [
        *db.session.execute(db.text("SELECT secret FROM authenticator")).scalars(),
        *db.session.execute(db.text("SELECT code_hash FROM recovery_code")).scalars(),
        *(str(event.facts) for event in db.session.scalars(db.select(Event))),
    ]
    assert not [text for text in kept for plain in (secret, *recovery) if plain in text]


def test_at_the_door_the_code_is_asked_for_after_the_password(browser, telephone):
    shows, _ = telephone(Post.DEPUTY)
    fresh, page = half_in(browser)
    assert page.text("h1") == "动态口令"
    assert page.submit(code=shows()).text("h1") == "待办"
    assert fresh.open("desk.index").status == 200


def test_half_signed_in_nothing_else_opens(browser, telephone):
    telephone(Post.DEPUTY)
    fresh, _ = half_in(browser)
    for endpoint in ("desk.index", "codes.mine", "auth.change_password", "notices.index"):
        assert fresh.open(endpoint).status == 302
    assert db.session.scalars(db.select(SignIn)).all() == []


def test_a_password_given_minutes_ago_lets_no_code_in(browser, telephone):
    shows, _ = telephone(Post.DEPUTY)
    _, page = half_in(browser)
    with clock.held_at(NOON + timedelta(minutes=6)):
        assert page.submit(code=shows()).text("h1") == "登录"


@pytest.mark.parametrize(("ahead", "heading"), [(-1, "待办"), (1, "待办"), (-2, "动态口令")])
def test_a_telephone_may_be_half_a_minute_off(browser, telephone, ahead, heading):
    shows, _ = telephone(Post.DEPUTY)
    _, page = half_in(browser)
    assert page.submit(code=shows(ahead)).text("h1") == heading


def test_a_code_lets_in_once(browser, telephone):
    shows, _ = telephone(Post.DEPUTY)
    half_in(browser)[1].submit(code=shows())
    _, page = half_in(browser)
    assert page.submit(code=shows()).refusals() == [WRONG]
    assert page.submit(code=shows(-1)).refusals() == [WRONG]


def test_wrong_codes_lock_though_the_password_is_right_each_time(browser, telephone):
    telephone(Post.DEPUTY)
    for _ in range(5):
        half_in(browser)[1].submit(code="000000")
    assert "账号已锁定" in half_in(browser)[1].refusals()[0]


def test_a_recovery_code_stands_for_the_telephone_once(browser, telephone):
    _, recovery = telephone(Post.DEPUTY)
    typed = recovery[0].replace("-", " ")
    assert half_in(browser)[1].submit(code=typed).text("h1") == "待办"
    assert half_in(browser)[1].submit(code=typed).refusals() == [WRONG]


def test_under_a_paper_the_code_stands_beside_the_password(browser, telephone):
    shows, _ = telephone(Post.DEPUTY)
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=states.endorsed().id)
    sign = {"action": "sign", "password": PASSWORD}
    assert page.submit("#act form", **sign).refusals() == ["请输入手机上的动态口令"]
    assert page.submit("#act form", **sign, password_code="000000").refusals() == [WRONG]
    assert page.submit("#act form", **sign, password_code=shows()).refusals() == []


def test_wrong_codes_under_a_paper_lock_as_well(browser, telephone):
    shows, _ = telephone(Post.DEPUTY)
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=states.endorsed().id)
    sign = {"action": "sign", "password": PASSWORD}
    for _ in range(5):
        page.submit("#act form", **sign, password_code="000000")
    refused = page.submit("#act form", **sign, password_code=shows()).refusals()
    assert "账号已锁定" in refused[0]


def test_whoever_has_none_is_not_asked(browser):
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=states.endorsed().id)
    assert not page.soup.select('[name="password_code"]')


def test_a_substitute_signs_with_their_own_telephone(browser, person, telephone):
    stand_in, made, _ = accepted(browser, person)
    stand_in.open("desk.index").submit(".switch", holding_id=str(-made.id))
    theirs, _ = telephone(Post.EXECUTIVE_DEPUTY)
    telephone(Post.DEPUTY)
    page = stand_in.open("dispatch.show", dispatch_id=states.endorsed().id)
    page = page.submit("#act form", action="sign", password=PASSWORD, password_code=theirs())
    assert page.refusals() == []


def test_where_it_is_required_a_leader_switches_it_on_first(browser, person):
    require(person)
    leader, clerk = browser(Post.LEADER), browser(Post.SECTION)
    assert leader.open("desk.index").response.location == "/auth/codes/"
    assert "须使用动态口令" in leader.open("codes.mine").text(".lead")
    assert clerk.open("desk.index").status == 200


def test_where_it_is_required_it_is_not_switched_off(browser, person, telephone):
    shows, _ = telephone(Post.LEADER)
    page = browser(Post.LEADER).open("codes.mine")
    require(person)
    page = page.submit('form[action$="/off"]', password=PASSWORD, password_code=shows())
    assert db.session.scalars(db.select(Authenticator)).one().confirmed_at
    assert not page.soup.select('form[action$="/off"]')


def test_switched_off_it_is_asked_for_no_more(browser, telephone):
    shows, _ = telephone(Post.DEPUTY)
    page = browser(Post.DEPUTY).open("codes.mine")
    page = page.submit('form[action$="/off"]', password=PASSWORD, password_code=shows())
    assert page.text(".flash") == "动态口令已停用"
    assert half_in(browser)[1].text("h1") == "待办"


def test_new_recovery_codes_end_those_of_before(browser, telephone):
    shows, before = telephone(Post.DEPUTY)
    page = browser(Post.DEPUTY).open("codes.mine")
    form = 'form[action$="/recovery"]'
    assert page.submit(form, password=PASSWORD).status == 422
    page = page.submit(form, password=PASSWORD, password_code=shows())
    assert len(page.texts(".recovery-codes code")) == 10
    assert half_in(browser)[1].submit(code=before[0]).refusals() == [WRONG]


def test_the_security_administrator_resets_it_and_the_person_is_told(browser, person, telephone):
    telephone(Post.DEPUTY)
    account, here = person(Post.DEPUTY).account, browser(Post.DEPUTY)
    page = browser(Post.SECADMIN).open("posts.show", account_id=account.id)
    page = page.submit('form[action$="/code/reset"]')
    assert "已重置" in page.text(".flash")
    assert here.open("desk.index").status == 302
    assert half_in(browser)[1].text("h1") == "待办"
    told = db.session.scalars(db.select(Notice).filter_by(account_id=account.id)).all()
    assert "已由安全管理员重置" in told[-1].text
    labels = [event.label for event in db.session.scalars(db.select(Event).order_by(Event.number))]
    assert labels[-2:] == ["重置动态口令", "登录"]


def test_a_security_administrator_does_not_reset_their_own(browser, person, telephone):
    telephone(Post.SECADMIN)
    own = person(Post.SECADMIN).account_id
    page = browser(Post.SECADMIN).open("posts.show", account_id=own)
    assert "不能重置自己的" in page.submit('form[action$="/code/reset"]').refusals()[0]


def test_the_security_administrator_ends_all_sign_ins_of_an_account(browser, person):
    here, account = browser(Post.DEPUTY), person(Post.DEPUTY).account
    page = browser(Post.SECADMIN).open("posts.show", account_id=account.id)
    page.submit('form[action$="/sign-out"][action^="/posts"]')
    assert here.open("desk.index").status == 302


def test_a_delegation_offered_waits_on_the_desk_of_whoever_is_asked(browser, person):
    stand_in, made, _ = accepted(browser, person)
    assert "代签授权" not in stand_in.open("desk.index").texts(".todo p")
    with unit_of_work():
        db.session.get_one(Delegation, made.id).accepted_at = None
    assert "代签授权" in stand_in.open("desk.index").texts(".todo p")
    assert "代签授权" not in browser(Post.LEADER).open("desk.index").texts(".todo p")
