"""账号与股室, as the system administrator meets them."""

import pytest

from models.db import db, unit_of_work
from models.operations import sections
from models.tables import Account, Event, Section
from models.vocabulary import Post
from tests.office import PASSWORD, admitted


def account_of(login):
    return db.session.scalars(db.select(Account).filter_by(login=login)).one()


def open_account(browser, **fields):
    return browser(Post.SYSADMIN).open("accounts.new").submit(**fields)


def test_an_opened_account_shows_its_password_once(browser):
    page = open_account(browser, login="Zhao_Wen", name="赵文")
    password = page.text("code")
    assert admitted("zhao_wen", password).must_change_password
    again = browser(Post.SYSADMIN).open("accounts.show", account_id=account_of("zhao_wen").id)
    assert password not in again.response.text


def test_the_password_comes_to_htmx_as_a_fragment(browser):
    page = browser(Post.SYSADMIN).open("accounts.new")
    page = page.submit(htmx=True, login="zhao", name="赵文")
    assert page.is_fragment()
    assert admitted("zhao", page.text("code")).name == "赵文"


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"login": "section", "name": "某人"}, "用户名“section”已被使用，请换一个"),
        (
            {"login": "赵 文", "name": "某人"},
            "用户名应为2至32位字母、数字或 _ . -，以字母或数字开头",
        ),
        ({"login": "zhao", "name": "赵" * 31}, "姓名应为1至30个字"),
        ({"login": "", "name": "赵文"}, "请填写用户名"),
    ],
)
def test_an_account_that_cannot_be_is_refused_beside_its_field(browser, fields, answer):
    page = open_account(browser, **fields)
    assert (page.status, page.refusals()) == (422, [answer])


def test_a_reset_password_works_and_the_old_one_no_more(browser):
    page = browser(Post.SYSADMIN).open("accounts.show", account_id=account_of("auditor").id)
    password = page.submit('form[action$="/password"]').text("code")
    assert admitted("auditor", password).must_change_password


def test_a_disabled_account_is_out_at_once_and_can_be_let_in_again(browser):
    clerk = browser(Post.HR)
    page = browser(Post.SYSADMIN).open("accounts.show", account_id=account_of("hr").id)
    page = page.submit('form[action$="/disable"]')
    assert page.text(".facts .badge") == "已停用"
    assert clerk.open("desk.index").status == 302
    assert page.submit('form[action$="/enable"]').text(".facts .badge") == "已启用"


def test_an_administrator_cannot_disable_their_own_account(browser):
    page = browser(Post.SYSADMIN).open("accounts.show", account_id=account_of("sysadmin").id)
    page = page.submit('form[action$="/disable"]')
    assert page.refusals() == ["不能停用自己的账号，请由另一名系统管理员办理"]


def test_the_last_security_administrator_stays(browser):
    page = browser(Post.SYSADMIN).open("accounts.show", account_id=account_of("secadmin").id)
    page = page.submit('form[action$="/disable"]')
    assert page.refusals() == ["安全管理员是唯一可用的安全管理员，请先另设一名再办理"]
    assert account_of("secadmin").is_enabled


def test_signing_someone_out_ends_their_sessions(browser):
    clerk = browser(Post.HR)
    page = browser(Post.SYSADMIN).open("accounts.show", account_id=account_of("hr").id)
    assert page.submit('main form[action$="/sign-out"]').status == 200
    assert clerk.open("desk.index").status == 302


def test_accounts_are_found_by_login_name_and_condition(browser):
    desk = browser(Post.SYSADMIN)
    rows = "tbody th"
    assert desk.open("accounts.index", words="section").texts(rows) == [
        "section", "section_2", "section_head",
    ]  # fmt: skip
    assert desk.open("accounts.index", words="另一股室").texts(rows) == ["section_2"]
    assert desk.open("accounts.index", condition="disabled").text(".empty")


def test_the_system_administrator_sees_no_business(browser):
    desk = browser(Post.SYSADMIN)
    for endpoint in ("dispatch.index", "experts.index", "finance.index", "register.index"):
        assert desk.open(endpoint).status == 403


def test_only_the_system_administrator_manages_accounts(browser):
    for post in set(Post) - {Post.SYSADMIN}:
        assert browser(post).open("accounts.index").status == 403


def test_a_section_is_added_and_renamed_and_the_register_tells_before_and_after(browser):
    desk = browser(Post.SYSADMIN)
    page = desk.open("accounts.sections").submit("form.form", name="应急指挥股", phone="0356-1")
    assert page.text(".flash") == "已增设应急指挥股"
    section = db.session.scalars(db.select(Section).filter_by(name="应急指挥股")).one()
    page = desk.open("accounts.section", section_id=section.id)
    page.submit("form.form", name="应急指挥中心")
    event = db.session.scalars(db.select(Event).filter_by(kind="section:rename")).one()
    assert (event.facts["before"], event.facts["after"]) == ("应急指挥股", "应急指挥中心")


def test_two_sections_cannot_have_one_name(browser):
    page = browser(Post.SYSADMIN).open("accounts.sections").submit("form.form", name="煤矿监管股")
    assert page.refusals() == ["已有名为“煤矿监管股”的股室，请换一个名称"]


def test_a_section_with_people_in_it_is_not_retired(browser, mines):
    page = browser(Post.SYSADMIN).open("accounts.section", section_id=mines.id)
    page = page.submit('form[action$="/retire"]')
    assert "还有3人在该股室任职" in page.refusals()[0]


def test_a_retired_section_is_not_offered_and_can_be_restored(browser, person):
    with unit_of_work():
        section = sections.open_section("空股室", "", by=person(Post.SYSADMIN))
    desk = browser(Post.SYSADMIN)
    page = desk.open("accounts.section", section_id=section.id)
    page.submit('form[action$="/retire"]')
    posts = browser(Post.SECADMIN).open("posts.show", account_id=account_of("hr").id)
    assert posts.texts(".check label") == ["煤矿监管股", "危化监管股"]
    page = desk.open("accounts.section", section_id=section.id)
    assert page.submit('form[action$="/restore"]').text(".flash") == "空股室已恢复使用"


def test_a_signed_in_password_is_never_shown_again(browser):
    for endpoint in ("accounts.index", "posts.index"):
        post = Post.SYSADMIN if endpoint.startswith("acc") else Post.SECADMIN
        text = browser(post).open(endpoint).response.text
        assert PASSWORD not in text
        assert "argon2" not in text
