"""经费预算, as the finance office and its readers meet it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from models import clock
from models.db import db
from models.spreadsheets import read_rows
from models.tables import BudgetChange, BudgetLine, Event
from models.vocabulary import Post
from tests import states

JULY = datetime(2026, 7, 27, 1, 0, tzinfo=UTC)


def line():
    return db.session.scalars(db.select(BudgetLine).filter_by(name="专家劳务费")).one()


def open_line(browser, **fields):
    filled = {"name": "专家评审费", "amount": "1,200.5", "document": "泽财〔2026〕3号"} | fields
    return browser(Post.FINANCE).open("finance.new").submit(**filled)


def change(browser, amount, **fields):
    page = browser(Post.FINANCE).open("finance.change", line_id=line().id)
    scan = {"files": (BytesIO(b"%PDF-1.7\n"), "批复.pdf")}
    return page.submit(amount=amount, **{"document": "泽财〔2026〕8号"} | scan | fields)


def commit(reserved, spent):
    line().reserved, line().spent = reserved, spent
    db.session.commit()


def test_a_line_is_opened_in_yuan_and_kept_in_fen(browser, mines):
    page = open_line(browser, section=str(mines.id))
    assert page.text(".flash") == "已编列2026年 专家评审费"
    assert "1,200.50元" in page.text(".facts")
    assert (
        db.session.scalars(db.select(BudgetLine).filter_by(name="专家评审费")).one().amount
        == 120050
    )


@pytest.mark.parametrize(
    ("amount", "answer"),
    [
        ("-5", "金额不能是负数"),
        ("一万", "请填写以元为单位的数字，最多两位小数，如 12000 或 12000.50"),
        ("1.234", "请填写以元为单位的数字，最多两位小数，如 12000 或 12000.50"),
        ("123456789012", "金额应小于100,000,000.00元，请核对是否多写了位数"),
        ("0", "预算额应大于0"),
        ("", "请填写预算额"),
    ],
)
def test_an_amount_that_is_none_is_refused_in_words_and_kept_as_typed(browser, amount, answer):
    page = open_line(browser, amount=amount)
    assert (page.status, page.refusals()) == (422, [answer])
    assert page.soup.select_one("[name=amount]")["value"] == amount


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"document": " "}, "请填写预算的依据文件"),
        ({"name": "专家劳务费"}, "煤矿监管股2026年已有“专家劳务费”，请在该项目上调整预算额"),
        ({"year": "1999"}, "年度应在2023至2099之间"),
    ],
)
def test_a_line_that_cannot_be_is_refused(browser, fields, answer):
    assert open_line(browser, **fields).refusals() == [answer]


def test_a_change_is_registered_with_before_after_and_document(browser):
    assert change(browser, "150000").text(".flash") == "2026年 专家劳务费已调整"
    event = db.session.scalars(db.select(Event).filter_by(kind="budget_line:change")).one()
    assert (event.facts["before"], event.facts["after"]) == (10_000_000, 15_000_000)
    assert event.facts["document"] == "泽财〔2026〕8号"


def test_less_than_is_committed_is_refused_with_the_figure(browser):
    commit(3_000_000, 2_000_000)
    page = change(browser, "49999.99")
    assert page.refusals() == ["预算额不能少于已预留和已支出的50,000.00元"]
    assert line().amount == 10_000_000


def test_exactly_what_is_committed_will_do(browser):
    commit(3_000_000, 2_000_000)
    assert change(browser, "50000").status == 200
    assert line().free == 0


def test_a_change_that_changes_nothing_is_refused(browser):
    assert change(browser, "100000").refusals() == ["预算额没有变化，不必调整"]


def test_the_line_tells_its_changes(browser):
    change(browser, "150000")
    page = browser(Post.SECTION).open("finance.line", line_id=line().id)
    assert "原100,000.00元，现150,000.00元" in page.text("#line")
    kept = db.session.scalars(db.select(BudgetChange).order_by(BudgetChange.id.desc())).first()
    assert (kept.before, kept.after, kept.free) == (10_000_000, 15_000_000, 15_000_000)
    where = {"line_id": line().id, "file_id": kept.scans[0].id}
    assert browser(Post.SECTION).open("finance.scan", **where).status == 200
    assert browser("section_2").open("finance.scan", **where).status == 404


def test_a_change_without_its_document_is_refused_and_nothing_is_changed(browser):
    page = change(browser, "150000", files=(BytesIO(b""), ""))
    assert (page.status, page.refusals()) == (422, ["请上传依据文件的扫描件"])
    assert (line().amount, len(line().changes)) == (10_000_000, 1)


def test_a_scan_that_is_a_page_with_a_script_is_refused(browser):
    page = change(browser, "150000", files=(BytesIO(b"<script>alert(1)</script>"), "批复.pdf"))
    assert (page.status, line().amount) == (422, 10_000_000)
    assert "不是可用的文件" in page.refusals()[0]


def test_a_section_and_its_deputy_read_their_own_lines_and_no_others(browser):
    own, other = browser(Post.DEPUTY), browser("section_2")
    assert "专家劳务费" in own.open("finance.index").text("table")
    assert other.open("finance.index").text(".empty")
    assert other.open("finance.line", line_id=line().id).status == 404


def test_readers_see_no_button_and_cannot_change(browser):
    section = browser(Post.SECTION)
    assert not section.open("finance.line", line_id=line().id).soup.select(".page-head .btn")
    assert section.open("finance.change", line_id=line().id).status == 403
    assert section.open("finance.new").status == 403


def test_each_month_tells_what_was_spent_reserved_and_free_at_its_end(browser):
    states.closed(seats=1)  # 2 half days at 400元, in June
    with clock.held_at(states.RATED + timedelta(days=40)):
        states.reserved(seats=1, starts_at=JULY, ends_at=JULY + timedelta(hours=8))
        page = browser(Post.LEADER).open("finance.by_month", year=2026)
        rows = [row.text.split() for row in page.soup.select("tbody tr")]
    assert [row[0] for row in rows] == [f"2026年{month}月" for month in range(1, 8)]
    june, july = (" ".join(row) for row in rows[5:])
    assert "已支出 800.00元 已预留 0.00元 可用 99,200.00元 800.00元 100,000.00元" in june
    assert "已支出 800.00元 已预留 800.00元 可用 98,400.00元 — 100,000.00元" in july


def test_the_months_are_saved_as_a_workbook_line_by_line(browser):
    states.reserved(seats=1)
    answer = browser(Post.FINANCE).open("finance.months_workbook", year=2026)
    rows = read_rows("months.xlsx", answer.response.data)
    assert rows[-1][:4] == ["煤矿监管股", "专家劳务费", "2026年6月", 100000.0]
    assert rows[-1][-2:] == [800.0, 99200.0]


def test_another_section_reads_no_months_of_this_one(browser):
    assert browser("section_2").open("finance.by_month", year=2026).text(".empty")


def test_lines_are_listed_by_year_and_section(browser, mines):
    desk = browser(Post.FINANCE)
    assert desk.open("finance.index", year=2026, section=mines.id).texts("tbody th") == [
        "专家劳务费"
    ]
    assert desk.open("finance.index", year=2025).text(".empty")
