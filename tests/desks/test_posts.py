"""岗位, as the security administrator meets them."""

import pytest

from models import policy
from models.db import db, unit_of_work
from models.operations import accounts
from models.tables import Account, Event, Expert, Holding
from models.vocabulary import Permission, Post
from tests.office import PASSWORD


@pytest.fixture
def clerk(app, person):
    """Somebody without a post."""
    with unit_of_work():
        account, _ = accounts.open_account("clerk", "某办事员", by=person(Post.SYSADMIN))
    return account


def assign(browser, account, post, *sections):
    page = browser(Post.SECADMIN).open("posts.show", account_id=account.id)
    return page.submit("form.form", post=post, sections=[str(section.id) for section in sections])


def posts_of(account):
    held = db.session.scalars(db.select(Holding).filter_by(account_id=account.id))
    return {holding.post: holding.section_names for holding in held}


def test_a_post_of_a_section_is_given_with_its_section(browser, clerk, mines):
    page = assign(browser, clerk, "section", mines)
    assert page.text(".flash") == "已为某办事员分配岗位：股室承办人"
    assert posts_of(clerk) == {Post.SECTION: "煤矿监管股"}


def test_a_deputy_is_in_charge_of_several_sections(browser, clerk, mines, person):
    other = person("section_2").sections[0]
    assign(browser, clerk, "deputy", mines, other)
    assert posts_of(clerk) == {Post.DEPUTY: "煤矿监管股、危化监管股"}


def test_a_held_post_is_given_other_sections(browser, clerk, mines, person):
    other = person("section_2").sections[0]
    assign(browser, clerk, "section", mines)
    assign(browser, clerk, "section", other)
    assert posts_of(clerk) == {Post.SECTION: "危化监管股"}


def test_a_post_of_a_section_without_one_is_refused(browser, clerk):
    page = assign(browser, clerk, "section_head")
    assert page.refusals() == ["股室负责人须选择所在或分管的股室"]


def test_a_clerk_belongs_to_one_section(browser, clerk, mines, person):
    page = assign(browser, clerk, "section", mines, person("section_2").sections[0])
    assert page.refusals() == ["股室承办人只能属于一个股室"]


def test_without_a_choice_nothing_is_given(browser, clerk):
    assert assign(browser, clerk, "").refusals() == ["请选择岗位"]


@pytest.mark.parametrize(
    ("login", "post", "answer"),
    [
        ("section", "sysadmin", "系统、安全、审计管理员不得兼任其他岗位，请先取消原有岗位"),
        ("sysadmin", "auditor", "系统、安全、审计管理员不得兼任其他岗位，请先取消原有岗位"),
        ("supervisor", "section", "监督人员不得兼任股室承办人，请另行安排"),
        ("office", "supervisor", "监督人员不得兼任专家管理办公室，请另行安排"),
    ],
)
def test_what_must_be_kept_apart_is_refused_in_words(browser, person, mines, login, post, answer):
    account = person(login).account
    sections = [mines] if post == "section" else []
    assert assign(browser, account, post, *sections).refusals() == [answer]
    assert len(posts_of(account)) == 1


def test_nobody_prepares_endorses_and_signs(browser, person, mines):
    account = person(Post.SECTION).account
    assign(browser, account, "section_head", mines)
    page = assign(browser, account, "deputy", mines)
    assert page.refusals() == ["同一人不得同时承办、审核和审签，请另行安排"]


def test_a_withdrawn_post_ends_its_sessions_and_is_registered(browser, person):
    officer = browser(Post.OFFICE)
    holding = person(Post.OFFICE)
    page = browser(Post.SECADMIN).open("posts.show", account_id=holding.account_id)
    page = page.submit(f'form[action$="/{holding.id}/withdraw"]')
    assert page.text(".flash") == "已取消专家管理办公室的岗位：专家管理办公室"
    assert officer.open("desk.index").status == 302
    assert db.session.scalars(db.select(Event).filter_by(kind="post:withdraw")).one().label


def test_the_last_security_administrator_cannot_leave(browser, person):
    holding = person(Post.SECADMIN)
    page = browser(Post.SECADMIN).open("posts.show", account_id=holding.account_id)
    page = page.submit(f'form[action$="/{holding.id}/withdraw"]')
    assert "请先另设一名再办理" in page.refusals()[0]


def test_a_locked_account_is_shown_and_unlocked(browser, person):
    page = browser(None).visit("/auth/sign-in")
    for _ in range(5):
        page.submit(login="hr", password="x")
    desk = browser(Post.SECADMIN)
    assert desk.open("posts.index", condition="locked").texts("tbody th") == ["人事教育培训股"]
    page = desk.open("posts.show", account_id=person(Post.HR).account_id)
    page.submit('form[action$="/unlock"]')
    assert browser(None).visit("/auth/sign-in").submit(login="hr", password=PASSWORD).status == 200
    assert not db.session.scalars(db.select(Account).filter_by(login="hr")).one().is_locked


def test_an_account_that_is_not_locked_needs_no_unlocking(browser, person):
    desk, account_id = browser(Post.SECADMIN), person(Post.HR).account_id
    page = desk.open("posts.show", account_id=account_id)
    token = page.soup.select_one("main form [name=csrf_token]")["value"]
    page = desk.send(f"/posts/{account_id}/unlock", {"csrf_token": token})
    assert page.refusals() == ["人事教育培训股的账号没有锁定，不必解锁"]


def test_only_the_security_administrator_gives_posts(browser, clerk):
    for post in set(Post) - {Post.SECADMIN}:
        assert browser(post).open("posts.show", account_id=clerk.id).status == 403


def test_the_table_of_posts_is_the_one_that_is_enforced(browser):
    page = browser(Post.EXPERT).open("posts.permissions")
    rows = {row.th.text: row.text for row in page.soup.select("tbody tr")}
    for post, grants in policy.GRANTS.items():
        assert all(permission.label in rows[post.label] for permission in grants)
    assert Permission.SIGN_DISPATCH.label not in rows[Post.LEADER.label]


def test_an_experts_post_comes_with_the_row_of_the_roster_it_belongs_to(browser, someone):
    page = browser(Post.SECADMIN).open("posts.show", account_id=someone("专家02").id)
    wrong = page.submit("form.form", post="expert", expert_code="ZZ0003")
    assert "姓名与账号姓名不一致" in wrong.text("#expert_code-error")
    page.submit("form.form", post="expert", expert_code="zz0002")
    linked = db.session.scalars(db.select(Expert).filter_by(code="ZZ0002")).one()
    assert linked.account.name == "专家02"


def test_two_accounts_never_share_an_expert(browser, someone):
    page = browser(Post.SECADMIN).open("posts.show", account_id=someone("专家01").id)
    refused = page.submit("form.form", post="expert", expert_code="ZZ0001")
    assert "已经有账号" in refused.text("#expert_code-error")


@pytest.fixture
def someone(app):
    """``someone("专家02")``: an account of that name that holds no post yet."""

    def open_account(name: str) -> Account:
        with unit_of_work():
            account, _ = accounts.open_account("newcomer", name, by=None)
        return account

    return open_account
