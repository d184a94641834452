"""留痕台账, as those who may read it meet it; and that nothing in it can be changed unseen."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from blueprints import attachments
from models import chain
from models.db import db, unit_of_work
from models.operations import accounts, budget_lines
from models.operations.files import Upload
from models.queries import register
from models.queries.register import Filter
from models.queries.register_words import FAMILIES
from models.tables import BudgetLine, Event
from models.vocabulary import Post

READERS = {Post.LEADER, Post.SUPERVISOR, Post.AUDITOR}
_TRIGGERS = {
    "sqlite": ("DROP TRIGGER event_keep_update", "DROP TRIGGER event_keep_delete"),
    "postgresql": ("DROP TRIGGER event_keep_rows ON event",),
}
# How each database is asked for its plan as for a long register, and how it says that it sorts.
_PLANS = {
    "sqlite": ("SELECT 1", "EXPLAIN QUERY PLAN", "TEMP B-TREE"),
    "postgresql": ("SET LOCAL enable_seqscan = off", "EXPLAIN", "Sort"),
}


@pytest.fixture
def acts(app, person):
    """Three acts: a budget changed, an account opened, an account locked out and unlocked."""
    with unit_of_work():
        line = db.session.scalars(db.select(BudgetLine)).one()
        by = person("finance")
        scans = budget_lines.kept_scans(
            [Upload("批复.pdf", b"%PDF-1.7\n")], attachments.folder(), by=by
        )
        budget_lines.change_line(
            line, amount=12_000_000, document="泽财〔2026〕3号", scans=scans, by=by
        )
    with unit_of_work():
        accounts.open_account("zhao", "赵文", by=person(Post.SYSADMIN))
    with unit_of_work():
        accounts.reset_password(person(Post.SECADMIN).account, by=person(Post.SYSADMIN))


def labels(page):
    return [row.select("td")[3].text for row in page.soup.select("tbody tr")]


def open_register(browser, **filters):
    return browser(Post.AUDITOR).open("register.index", **filters)


def tamper(*statements):
    """Change the database behind its own guards, as someone with the file in hand could."""
    for statement in (*_TRIGGERS[db.engine.dialect.name], *statements):
        db.session.execute(text(statement))
    db.session.commit()


def faults():
    return chain.verify(db.session()).faults


def test_the_newest_act_stands_first(browser, acts):
    assert labels(open_register(browser))[:3] == ["重置密码", "开立账号", "调整预算"]


def test_a_row_says_who_what_by_which_article_and_how_much(browser, acts):
    row = open_register(browser, family="budget_line").text("tbody tr")
    for words in ("财务室（财务室）", "第二十二条", "原：100,000.00元", "现：120,000.00元"):
        assert words in row


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"family": "account"}, ["重置密码", "开立账号"]),
        ({"person": "系统管理员"}, ["重置密码", "开立账号"]),
        ({"person": "finance"}, ["调整预算"]),
        ({"person": "没有这个人"}, []),
        ({"post": "finance"}, ["调整预算"]),
        ({"matter": "budget_line:1"}, ["调整预算"]),
        ({"words": "泽财〔2026〕3号"}, ["调整预算"]),
        ({"words": "100%"}, []),
        ({"first": "2026-06-02"}, []),
        ({"last": "2026-05-31"}, []),
        (
            {"first": "2026-06-01", "last": "2026-06-01", "family": "account"},
            ["重置密码", "开立账号"],
        ),
    ],
)
def test_filters_in_the_url_narrow_the_list(browser, acts, filters, expected):
    assert labels(open_register(browser, **filters)) == expected


def test_a_filter_that_means_nothing_is_left_out(browser, acts):
    page = open_register(browser, first="gestern", post="king", below="x")
    assert (page.status, labels(page)[0]) == (200, "重置密码")


def test_older_pages_follow_without_gap(browser, person):
    with unit_of_work():
        for _ in range(30):
            accounts.sign_out_everywhere(person(Post.HR).account, by=person(Post.SYSADMIN))
    first = open_register(browser)
    second = browser(Post.AUDITOR).visit(first.soup.select_one("a[rel=next]")["href"])
    numbers = [int(cell) for cell in first.texts("tbody th") + second.texts("tbody th")]
    assert numbers == list(range(numbers[0], 0, -1))


def test_the_page_shows_the_head_of_the_chain(browser, acts):
    assert register.head(db.session()).digest in open_register(browser).text("main .hint")


def test_a_whole_register_verifies_at_the_press_of_a_button(browser, acts):
    page = open_register(browser).submit('form[action$="/verify"]')
    assert page.text(".flash").startswith("台账完整：")


def test_only_those_entitled_read_it(browser):
    for post in Post:
        assert (browser(post).open("register.index").status == 200) == (post in READERS)


@pytest.mark.parametrize(
    "statement", ["UPDATE event SET label = 'x' WHERE number = 2", "DELETE FROM event"]
)
def test_the_database_itself_refuses_to_change_a_row(acts, statement):
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_an_edited_row_is_named(browser, acts):
    opened = register.head(db.session()).number - 1
    tamper(f"UPDATE event SET actor_name = '别人' WHERE number = {opened}")
    assert faults() == (f"第{opened}行内容被改动（开立账号）",)
    page = open_register(browser).submit('form[action$="/verify"]')
    assert f"第{opened}行内容被改动" in page.text("#verdict li")


def test_a_removed_row_is_named(acts):
    tamper("DELETE FROM event WHERE number = 2")
    assert faults() == ("第2行至第2行缺失",)


def test_a_removed_last_row_is_noticed_by_the_head(acts):
    last = register.head(db.session()).number
    tamper(f"DELETE FROM event WHERE number = {last}")
    assert faults() == (f"末行与链头不符：链头记为第{last}行，台账止于第{last - 1}行",)


def test_an_inserted_row_is_named(acts):
    columns = ", ".join(
        column.name for column in Event.__table__.columns if column.name != "number"
    )
    last = register.head(db.session()).number
    tamper(
        f"INSERT INTO event (number, {columns})"
        f" SELECT {last + 1}, {columns} FROM event WHERE number = {last - 1}"
    )
    assert faults()[:2] == (
        f"第{last + 1}行与前一行不相接",
        f"第{last + 1}行内容被改动（开立账号）",
    )


def test_the_terminal_names_it_too(app, acts):
    tamper("UPDATE event SET facts = '{}' WHERE number = 2")
    result = app.test_cli_runner().invoke(args=["verify", "register"])
    assert (result.exit_code, "第2行内容被改动" in result.output) == (1, True)


def test_the_terminal_says_that_a_whole_register_is_whole(app, acts):
    result = app.test_cli_runner().invoke(args=["verify", "register"])
    head = register.head(db.session())
    assert result.exit_code == 0
    assert f"共{head.number}行，链头 {head.digest}" in result.output


def test_every_kind_of_act_has_a_name_to_filter_by(acts):
    kinds = db.session.scalars(db.select(Event.kind).distinct())
    assert {kind.partition(":")[0] for kind in kinds} <= FAMILIES.keys()


@pytest.mark.parametrize(
    "wanted", [Filter(), Filter(matter="dispatch:1"), Filter(post="finance"), Filter(person="hr")]
)
def test_a_page_is_read_off_an_index_and_never_sorted(acts, wanted):
    prepare, explain, sorting = _PLANS[db.engine.dialect.name]
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
    register.rows(db.session(), wanted, most=51)
    (statement, given), connection = asked[-1], db.session.connection()
    connection.exec_driver_sql(prepare)
    plan = connection.exec_driver_sql(f"{explain} {statement}", given)
    steps = " ".join(str(row) for row in plan)
    assert sorting not in steps
    assert "ix_event_" in steps or wanted == Filter()
