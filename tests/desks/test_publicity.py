"""公示, as anybody reads it and objects to it, and as the office runs it."""

import io
import re
from datetime import date

import pytest
from flask import session

from blueprints.logs import asker
from models import clock
from models.db import db, unit_of_work
from models.operations import publicity
from models.tables import Application, Expert, Objection, PublicNotice
from models.vocabulary import Post
from models.workflows.objection import State
from tests.operations.test_objections import everything_stored
from tests.publicity import OVER, TEXT, approved, later, lodged, office, published, step
from tests.test_queries import MOST, counted

CODE = re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}")


@pytest.fixture
def anybody(browser):
    return browser(None)


def form_of(anybody, notice, **filled):
    return anybody.open("publicity.object_to", number=notice.number).submit(
        "#objection form", **({"text": TEXT} | filled)
    )


def code_of(page):
    return CODE.search(page.text(".case-code")).group()


def followed(anybody, code):
    return anybody.open("publicity.follow").submit("#objection form", code=code)


def card_of(browser):
    """The one thing of ours that waits on the office, and where it is done."""
    desk = browser(Post.OFFICE).open("desk.index")
    [card] = [each for each in desk.soup.select(".todo") if "公示" in each.text]
    return card.select_one(".todo-title").text, card.select_one(".btn")["href"]


# What everyone reads


def test_the_notice_is_read_by_anybody(anybody):
    notice = published()
    page = anybody.open("publicity.show", number=notice.number)
    assert page.texts("tbody tr") == [
        "申报500虚构设计院500通风与防灭火",
        "申报501虚构设计院501通风与防灭火",
        "专家12虚构矿业12公司",
    ]
    assert "自2026年6月1日起至2026年6月8日止" in page.text("main")
    assert "不能胜任" not in page.response.text
    assert page.soup.select_one("[data-print]")
    listed = anybody.open("publicity.index")
    assert listed.texts("tbody tr")[0].startswith(
        "G2026-01 关于泽州县安全生产和应急管理专家组拟定名单（2026年第1批）的公示 2026年6月1日至"
    )


def test_no_number_of_a_person_stands_on_a_public_page(anybody):
    notice = published()
    secrets = {each.id_number for each in db.session.scalars(db.select(Expert))}
    secrets |= {each.mobile for each in db.session.scalars(db.select(Expert))}
    for each in db.session.scalars(db.select(Application)):
        secrets |= {
            each.entries[key] for key in ("id_number", "mobile", "unit_phone", "unit_address")
        }
    urls = ("", "/G2026-01", "/G2026-01/object", "/follow", "/G2026-01/notice.pdf")
    for url in urls:
        page = anybody.visit(f"/publicity{url or '/'}")
        assert page.status == 200
        assert not [
            secret for secret in secrets if secret in (page.response.text if page.is_html else "")
        ]
    assert notice.number == "G2026-01"


def test_a_recalled_notice_says_why_and_names_nobody(anybody):
    notice = published()
    with unit_of_work():
        publicity.recall(notice.proposal, note="一人的单位写错", by=office())
    page = anybody.open("publicity.show", number=notice.number)
    assert page.refusals() == ["这次公示已经撤回：一人的单位写错"]
    assert "申报500" not in page.response.text
    with unit_of_work():
        publicity.publish(notice.proposal, ends_on=None, by=office())
    page = anybody.open("publicity.show", number=notice.number)
    assert page.soup.select_one("a[href='/publicity/G2026-02']")


def test_a_number_that_is_none_names_no_page(anybody):
    assert anybody.visit("/publicity/G1999-01").status == 404
    assert anybody.visit("/publicity/G1999-01/object").status == 404


# Objecting


def test_an_objection_without_a_name_is_taken_and_told_by_its_code(anybody):
    notice = published()
    item = notice.proposal.additions[0]
    code = code_of(form_of(anybody, notice, item=str(item.id)))
    objection = db.session.scalars(db.select(Objection)).one()
    assert (objection.is_named, objection.item_id) == (False, item.id)
    page = followed(anybody, code.lower().replace("-", " "))
    assert page.text(".page-head .badge") == "待受理"
    assert TEXT not in page.response.text


def test_nothing_of_whoever_objected_stands_in_the_database_or_the_log(app, browser):
    notice, someone = published(), browser(Post.SECTION)
    someone.client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    code = code_of(form_of(someone, notice))
    followed(someone, code).submit("#objection form", text="证书编号与发证机关公布的不一致。")
    whole = everything_stored()
    for secret in ("203.0.113.77", TEXT, "证书编号与发证", code, code.replace("-", "")):
        assert secret not in whole
        assert secret.encode("unicode_escape").decode() not in whole
    with app.test_request_context(f"/publicity/{notice.number}/object"):
        session["_user_id"] = "7:0"
        assert asker() == ""
    with app.test_request_context("/bulletin/"):
        session["_user_id"] = "7:0"
        assert asker() == "7"


def test_the_form_sent_twice_gives_the_same_code_and_one_objection(anybody):
    form = anybody.open("publicity.object_to", number=published().number)
    codes = {code_of(form.submit("#objection form", text=TEXT)) for _ in range(2)}
    assert len(codes) == db.session.query(Objection).count() == 1


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_is_kept(anybody):
    notice = published()
    page = form_of(anybody, notice, named="named", name="李四")
    assert (page.status, page.refusals()) == (422, ["实名提出的，请填写联系方式"])
    assert TEXT in page.text("textarea")
    page = form_of(anybody, notice, text="不行")
    assert page.refusals() == ["请写明异议的具体情况，10至4000字"]


def test_files_come_with_it_and_the_office_reads_them(anybody, browser):
    notice = published()
    files = [(io.BytesIO(b"%PDF-1.4 evidence"), "张三的材料.pdf")]
    assert form_of(anybody, notice, files=files).text(".case-code")
    page = browser(Post.OFFICE).open("objections.show", objection_id=1)
    link = page.soup.select_one(".files a")
    assert link.text == "附件1.pdf"
    assert browser(Post.OFFICE).visit(link["href"]).response.data == b"%PDF-1.4 evidence"
    assert browser(Post.LEADER).visit(link["href"]).status == 403
    page = form_of(anybody, notice, files=[(io.BytesIO(b"MZ"), "a.exe")])
    assert "不是可用的文件" in page.refusals()[0]


def test_after_the_last_day_the_page_says_so_and_takes_none(anybody):
    notice = published()
    form = anybody.open("publicity.object_to", number=notice.number)
    with clock.held_at(later(7)):
        assert form.submit("#objection form", text=TEXT).status == 200
    with clock.held_at(OVER):
        shut = anybody.open("publicity.object_to", number=notice.number)
        assert (shut.status, shut.soup.select("#objection form")) == (200, [])
        late = form.submit("#objection form", text=TEXT * 2)
        assert (late.status, "公示已于2026年6月8日结束" in late.text("#objection")) == (422, True)


def test_one_address_does_not_go_on_objecting(anybody):
    form = anybody.open("publicity.object_to", number=published().number)
    tried = [form.submit("#objection form", text=f"{TEXT}{number}").status for number in range(31)]
    assert (tried[29], tried[30]) == (200, 429)


# Following


def test_a_wrong_code_and_no_code_at_all_get_the_same_answer(anybody):
    lodged(published())
    answers = {
        tuple(followed(anybody, code).refusals())
        for code in ("ABCD-EFGH-JKMN-PQRS", "x", "——", "1" * 400)
    }
    assert answers == {("没有这个编码的异议，请核对后再填",)}


def test_one_address_does_not_go_on_guessing_codes(anybody):
    page = anybody.open("publicity.follow")
    tried = [page.submit("#objection form", code=f"{n:016}").status for n in range(21)]
    assert (tried[19], tried[20]) == (422, 429)


def test_more_is_told_with_the_code_until_it_is_closed(anybody):
    notice = published()
    code = code_of(form_of(anybody, notice))
    page = followed(anybody, code)
    told = page.submit("#objection form", text="证书编号与发证机关公布的不一致。")
    assert told.text(".flash") == "补充情况已收到"
    assert "1次" in told.text(".facts")
    again = told.submit("#objection form", text="证书编号与发证机关公布的不一致。")
    assert again.refusals() == ["这段补充已经收到，不必重复提交"]
    objection = db.session.scalars(db.select(Objection)).one()
    step(objection, "accept")
    step(objection, "dismiss", "经查，年限属实")
    page = followed(anybody, code)
    assert page.text("#objection blockquote") == "经查，年限属实"
    assert not page.soup.select("#objection form")
    late = told.submit("#objection form", text="我还有另外的情况要补充说明。")
    assert "已经办结，不能再补充" in late.refusals()[0]


def test_a_supplement_with_a_wrong_code_is_refused(anybody):
    code = code_of(form_of(anybody, published()))
    page = followed(anybody, code)
    assert page.submit("#objection form", code="x", text=TEXT).status == 422


# The office and the supervisor


def test_the_office_accepts_and_closes_it_with_a_finding(browser):
    objection = lodged(published(), name="李四", contact="0356-0000009")
    title, url = card_of(browser)
    assert title == "1件公示异议待受理，今天收到"
    page = browser(Post.OFFICE).visit(url)
    assert "李四" in page.text(".facts")
    page = page.submit("#objection form")
    assert not page.soup.select("[name=action][checked]")
    assert page.submit("#objection form", action="dismiss").status == 422
    page = page.submit("#objection form", action="dismiss", note="经查属实年限")
    assert page.text(".page-head .badge") == "异议不成立"
    assert page.texts(".timeline-what") == ["收到公示异议", "受理", "异议不成立"]
    assert "未登录的人" in page.text(".timeline li")
    db.session.refresh(objection)
    assert objection.state is State.DISMISSED


def test_many_wait_as_one_card_that_says_how_long(browser):
    notice = published()
    for number in range(3):
        lodged(notice, text=f"{TEXT}{number}")
    with clock.held_at(later(3)):
        title, url = card_of(browser)
        assert title == "3件公示异议待受理，最早一件已等3天"
        listed = browser(Post.OFFICE).visit(url)
        assert len(listed.texts("tbody tr")) == 3
        assert "已等3天" in listed.text("tbody tr")
        state = browser(Post.OFFICE).open("objections.index", state="upheld")
        assert state.texts("tbody tr") == []


def test_the_supervisor_reads_and_does_nothing(browser):
    objection = lodged(published())
    page = browser(Post.SUPERVISOR).open("objections.show", objection_id=objection.id)
    assert page.text("blockquote") == TEXT
    assert not page.soup.select("#objection form")
    page = browser(Post.SUPERVISOR).send(f"/objections/{objection.id}", {"action": "accept"})
    assert page.status == 400
    for post in (Post.LEADER, Post.SECTION, Post.EXPERT, Post.HR):
        assert browser(post).open("objections.index").status == 403


def test_the_office_publishes_lengthens_recalls_and_ends_a_notice(browser):
    proposal = approved()
    mine = browser(Post.OFFICE)
    page = mine.open("publicity.publish", proposal_id=proposal.id)
    assert "最早到2026年6月8日届满" in page.text(".facts")
    early = page.submit("#publish form", ends_on="2026-06-05")
    assert (early.status, early.refusals()) == (
        422,
        ["公示期不得缩短：2026年6月1日发布的公示（公示不少于5日，发布当日不计算在内，末日为工作日），最早到2026年6月8日届满"],
    )  # fmt: skip
    shown = page.submit("#publish form")
    assert shown.text(".flash") == "已发布公示G2026-01"
    longer = mine.open("publicity.extend", proposal_id=proposal.id)
    assert "只能延长" in longer.submit("#extend form", ends_on="2026-06-05", note="x").refusals()[0]
    longer.submit("#extend form", ends_on="2026-06-09", note="材料需要核实")
    notice = db.session.scalars(db.select(PublicNotice)).one()
    assert notice.ends_on == date(2026, 6, 9)
    recall = mine.open("publicity.recall", proposal_id=proposal.id)
    assert recall.submit("#recall form").status == 422
    unfit = recall.submit("#recall form", note="电话19000000001")
    assert unfit.refusals() == ["正文中有手机号，请改为办公电话"]
    recall.submit("#recall form", note="单位写错")
    page.submit("#publish form")
    with clock.held_at(OVER):
        title, url = card_of(browser)
        assert title.startswith("公示期满且没有未办结的异议")
        shown = mine.visit(url)
        done = shown.submit("form[action$=clear]")
    assert "待局长办公会审定" in done.text(".flash")


def test_nothing_is_published_without_the_leadership(browser):
    notice = published()
    page = browser(Post.OFFICE).open("publicity.publish", proposal_id=notice.proposal_id)
    assert page.refusals() == ["这份名单现在是“公示中”，不能发布公示"]
    assert browser(Post.HR).open("publicity.publish", proposal_id=1).status == 403


def test_no_page_asks_more_often_the_more_there_is_to_show(browser):
    notice = published()
    lodged(notice, item=notice.proposal.additions[0].id)
    opened = [
        (Post.SUPERVISOR, "objections.index", {}),
        (Post.OFFICE, "objections.show", {"objection_id": 1}),
        (Post.OFFICE, "publicity.recall", {"proposal_id": notice.proposal_id}),
        (None, "publicity.index", {}),
        (None, "publicity.show", {"number": notice.number}),
        (None, "publicity.object_to", {"number": notice.number}),
        (None, "bulletin.index", {}),
    ]

    def ask():
        asks = {}
        for who, endpoint, values in opened:
            with counted() as asked:
                assert browser(who).open(endpoint, **values).status == 200
            asks[endpoint] = len(asked)
        return asks

    before = ask()
    for number, item in enumerate([*notice.proposal.additions, None, None]):
        lodged(notice, text=f"{TEXT}{number}", item=item and item.id)
    after = ask()
    assert {page: count for page, count in after.items() if count > before[page]} == {}
    assert {page: count for page, count in after.items() if count > MOST} == {}
