"""登录, as people meet it: first passwords, missing posts, several posts, old sessions."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import accounts
from models.queries import register
from models.tables import Account, Event
from models.vocabulary import Post
from tests.conftest import NOON
from tests.office import PASSWORD

NEW = "Shanxi#2027"


@pytest.fixture
def newcomer(app, person):
    """An account just opened: its one-time password, and no post yet."""
    with unit_of_work():
        account, password = accounts.open_account("newcomer", "新来的", by=person(Post.SYSADMIN))
    return account, password


def sign_in(browser, login, password):
    page = browser(None).visit("/auth/sign-in")
    return page.submit(login=login, password=password)


def signed_in(browser, login):
    """A browser signed in with the password, whatever posts the account holds."""
    fresh = browser(None)
    fresh.visit("/auth/sign-in").submit(login=login, password=PASSWORD)
    return fresh


def change(page, old, new, again=None):
    return page.submit("form.form", old=old, new=new, again=again or new)


def test_a_first_sign_in_leads_to_a_new_password(browser, newcomer):
    page = sign_in(browser, "newcomer", newcomer[1])
    assert page.text("h1") == "修改密码"
    assert "首次登录" in page.text(".lead")


def test_no_other_page_opens_before_the_password_is_changed(browser, person):
    account = person(Post.SECTION).account
    with unit_of_work():
        account.must_change_password = True
    assert browser(Post.SECTION).open("dispatch.index").response.location == "/auth/password"


def test_a_new_password_lets_a_person_with_a_post_in(browser, person):
    with unit_of_work():
        password = accounts.reset_password(person(Post.AUDITOR).account, by=person(Post.SYSADMIN))
    page = change(sign_in(browser, "auditor", password), password, NEW)
    assert (page.text("h1"), page.text(".flash")) == ("待办", "密码已修改")


@pytest.mark.parametrize(
    ("new", "answer"),
    [
        ("Ab1#", "密码应为8至64位"),
        ("abcdefgh1", "密码须包含大写字母、小写字母、数字、符号中的至少三类"),
        ("Password-9", "密码不能包含用户名、姓名或常见密码，请换一个"),
        ("Section#27", "密码不能包含用户名、姓名或常见密码，请换一个"),
        (PASSWORD, "新密码不能与原密码相同"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(browser, new, answer):
    page = change(browser(Post.SECTION).open("auth.change_password"), PASSWORD, new)
    assert (page.status, page.refusals()) == (422, [answer])


def test_a_wrong_old_password_changes_nothing(browser, person):
    before = person(Post.SECTION).account.password_hash
    page = change(browser(Post.SECTION).open("auth.change_password"), "x", NEW)
    assert page.refusals() == ["原密码不正确"]
    assert person(Post.SECTION).account.password_hash == before


def test_a_changed_password_ends_the_sessions_elsewhere_and_not_the_one_here(browser):
    here, elsewhere = browser(Post.SECTION), browser(Post.SECTION)
    change(here.open("auth.change_password"), PASSWORD, NEW)
    assert here.open("desk.index").status == 200
    assert elsewhere.open("desk.index").status == 302


def test_without_a_post_one_is_told_who_gives_it(browser, newcomer):
    _, password = newcomer
    page = change(sign_in(browser, "newcomer", password), password, NEW)
    assert page.text("h1") == "您的账号还没有岗位"
    assert "安全管理员" in page.text(".lead")


def test_without_a_post_one_can_still_sign_out(browser, newcomer):
    _, password = newcomer
    page = change(sign_in(browser, "newcomer", password), password, NEW)
    assert page.submit('form[action="/auth/sign-out"]').text("h1") == "登录"


def test_whoever_has_a_post_is_sent_on_from_the_page_of_those_without(browser):
    assert browser(Post.SECTION).open("auth.without_post").response.location == "/"


def test_a_person_of_two_posts_sees_which_one_and_switches(browser, person, mines):
    with unit_of_work():
        accounts.assign_post(
            person(Post.SECTION).account, Post.SECTION_HEAD, [mines], by=person(Post.SECADMIN)
        )
    page = signed_in(browser, "section").open("desk.index")
    wanted = next(
        option["value"] for option in page.soup.select(".switch option") if "负责人" in option.text
    )
    page = page.submit(".switch", holding_id=wanted)
    assert page.text(".flash") == "已切换到“股室负责人”岗位"
    assert page.text(".me-post") == "股室负责人"


def test_a_person_of_one_post_has_nothing_to_switch(browser):
    page = browser(Post.SECTION).open("desk.index")
    assert page.text(".me-post") == "股室承办人"
    assert not page.soup.select(".switch")


def test_a_post_one_does_not_hold_cannot_be_switched_to(browser, person, mines):
    with unit_of_work():
        accounts.assign_post(
            person(Post.SECTION).account, Post.SECTION_HEAD, [mines], by=person(Post.SECADMIN)
        )
    page = signed_in(browser, "section").open("desk.index")
    page = page.submit(".switch", holding_id=str(person(Post.LEADER).id))
    assert page.text(".me-post") == "股室承办人"


def test_signing_out_everywhere_ends_every_session(browser):
    here, elsewhere = browser(Post.SECTION), browser(Post.SECTION)
    page = here.open("auth.change_password").submit('form[action="/auth/everywhere"]')
    assert page.text(".flash") == "已在所有设备上退出，请重新登录"
    assert elsewhere.open("desk.index").status == 302


def test_the_register_says_who_signed_in_and_from_where(browser):
    sign_in(browser, "section", PASSWORD)
    event = register.rows(db.session(), register.Filter(family="account"), most=1)[0]
    assert (event.actor_name, event.label, event.address) == ("股室承办人", "登录", "127.0.0.1")


def test_a_password_past_its_days_must_be_changed(browser, person):
    with unit_of_work():
        account = person(Post.HR).account
        account.password_changed_at = account.password_changed_at.replace(year=2025)
    assert sign_in(browser, "hr", PASSWORD).text("h1") == "修改密码"


def test_a_disabled_account_is_refused_like_a_wrong_password(browser, person):
    with unit_of_work():
        accounts.enable(person(Post.HR).account, False, by=person(Post.SYSADMIN))
    disabled = sign_in(browser, "hr", PASSWORD).refusals()
    assert disabled == sign_in(browser, "nobody", PASSWORD).refusals() != []


def test_no_password_is_ever_written_into_the_register(browser, newcomer):
    facts = [str(event.facts) for event in db.session.scalars(db.select(Event))]
    assert not [fact for fact in facts if newcomer[1] in fact]
    assert db.session.get(Account, newcomer[0].id).password_hash.startswith("$argon2id$")


ELSEWHERE = [
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(browser, address):
    fresh = browser(None)
    token = fresh.visit("/auth/sign-in").soup.select_one("[name=csrf_token]")["value"]
    answer = fresh.client.post(
        "/auth/sign-in",
        query_string={"next": address},
        data={"login": "section", "password": PASSWORD, "csrf_token": token},
    )
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_large_type_never_leads_to_another_site(app, browser, address):
    app.config["WTF_CSRF_ENABLED"] = False
    answer = browser(None).client.post(
        "/auth/appearance", data={"toggle": "large", "back": address}
    )
    assert answer.location == "/"


@pytest.mark.parametrize(
    ("post", "minutes", "is_in"),
    [(Post.SYSADMIN, 10, True), (Post.SYSADMIN, 11, False), (Post.OFFICE, 29, True)],
)
def test_an_administrators_desk_is_left_untouched_for_ten_minutes_at_most(
    browser, post, minutes, is_in
):
    with clock.held_at(NOON):
        desk = signed_in(browser, post.value)
        assert desk.open("desk.index").status == 200
    with clock.held_at(NOON + timedelta(minutes=minutes)):
        assert (desk.open("desk.index").status == 200) is is_in
        assert (desk.open("desk.index").status == 200) is is_in


def test_whoever_was_signed_out_for_idling_is_told_so(browser):
    desk = signed_in(browser, Post.AUDITOR.value)
    desk.open("register.index")
    with clock.held_at(NOON + timedelta(minutes=11)):
        sent = desk.open("register.index").response.location
        assert "10分钟没有操作" in desk.visit(sent).text(".flash")
