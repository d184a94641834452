"""使用申请, as the posts meet it: from the unit's form to the payment confirmed, by pages alone."""

from io import BytesIO

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations.accounts import assign_post, open_account
from models.operations.units import unit_named
from models.tables import Dispatch, UseRequest
from models.vocabulary import Post
from models.workflows.dispatch import State as DispatchState
from models.workflows.use_request import State
from tests import states
from tests import use_requests as asked
from tests.office import PASSWORD, SPECIALTY
from tests.test_queries import MOST, counted

FILLED = {
    "credit_code": asked.credit_code(),
    "nature": "state_owned",
    "address": "虚构镇一号",
    "contact": "联系人甲",
    "phone": "0356-0000009",
    "unit_head": "负责人甲",
    "title": "尾矿库汛前安全评估",
    "task_type": "science",
    "content": "评估坝体稳定和排洪系统，提出书面意见。",
    "starts_at": "2026-06-08T09:00",
    "ends_at": "2026-06-08T17:30",
    "half_days": "2",
    "place": "虚构镇尾矿库",
    "targets-0-name": "虚构申请单位",
    "seats-0-specialty": SPECIALTY,
    "seats-0-min_grade": "SENIOR",
    "seats-0-count": "2",
    "recusals-0-name": "专家03",
    "recusals-0-reason": "亲属",
    "protection": "坝面行走，防护用品由本单位提供",
    "is_fee_promised": "y",
}


def only() -> UseRequest:
    return db.session.scalars(db.select(UseRequest)).one()


def pdf(name: str):
    return (BytesIO(asked.PDF), name)


def test_the_whole_way_through_pages_alone(browser):
    unit, office = browser(Post.UNIT), browser(Post.OFFICE)
    page = unit.open("requests.new").submit("#fill form", **FILLED)
    assert page.status == 200, page.refusals()
    page.submit("#request form", action="submit")
    assert only().number == "泽应急专申〔2026〕1号"
    where = {"request_id": only().id}
    office.open("requests.show", **where).submit("#request form", action="receive")
    deputy = browser(Post.EXECUTIVE_DEPUTY)
    page = deputy.open("requests.show", **where)
    assert page.submit("#request form", action="approve", password="wrong").status == 422
    page.submit("#request form", action="approve", password=PASSWORD, note="同意")
    assert only().state is State.APPROVED
    section_id = str(states.holder(Post.SECTION).sections[0].id)
    page = office.open("requests.show", **where)
    page.submit('form[action$="/entrust"]', section=section_id)
    serve(browser, where)
    with clock.held_at(states.RATED):
        page = unit.open("requests.settle", **where)
        page = page.submit(
            "#settle form", feedback="意见具体", paid_on="2026-06-10", proof=pdf("回单.pdf")
        )
        assert page.status == 200, page.refusals()
    assert only().state is State.SETTLED
    assert only().amount_paid == 2 * 2 * 40_000
    assert "1,600.00元" in page.text("#request")
    proof = unit.open("requests.file", request_id=only().id, file_id=only().proof.id)
    assert proof.response.data == asked.PDF


def serve(browser, where) -> None:
    """The section drafts from the request and sees it through; the fee is left to the unit."""
    section = browser(Post.SECTION)
    page = section.open("requests.show", **where).submit('form[action$="/dispatch"]')
    assert page.soup.select_one("[name=title]")["value"] == FILLED["title"]
    assert not page.soup.select("[name=budget_line]")
    page = page.submit("#draft form", rate="400")
    assert "由申请单位承担（虚构申请单位）" in page.text("#matter")
    page = page.submit("#matter form", action="submit")
    dispatch = db.session.scalars(db.select(Dispatch)).one()
    assert dispatch.state is DispatchState.RESERVED
    asked.carry_out(dispatch)
    seen = section.open("dispatch.show", dispatch_id=dispatch.id)
    assert seen.soup.select_one(f'a[href="/use-requests/{where["request_id"]}"]')
    notice = section.open("papers.notice", assignment_id=dispatch.seated[0].id)
    assert notice.status == 200


def test_another_row_is_added_without_losing_what_was_typed(browser):
    page = browser(Post.UNIT).open("requests.new").submit("#fill form", **FILLED, more="seats")
    assert len(page.soup.select("[name^=seats-][name$=specialty]")) == 3
    assert page.soup.select_one("[name=place]")["value"] == FILLED["place"]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"ends_at": "2026-06-07T09:00"}, "ends_at", "结束时间应晚于开始时间"),
        ({"credit_code": "91140500"}, "credit_code", "统一社会信用代码应为18位"),
        ({"title": ""}, "title", "请填写申请事由"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(browser, typed, field, said):
    page = browser(Post.UNIT).open("requests.new").submit("#fill form", **FILLED | typed)
    assert page.status == 422
    assert said in page.text(f"#{field}-error")
    assert page.soup.select_one("[name=place]")["value"] == FILLED["place"]
    assert not db.session.scalars(db.select(UseRequest)).all()


def test_what_is_missing_stands_on_the_page_of_the_draft(browser):
    page = browser(Post.UNIT).open("requests.new")
    page = page.submit("#fill form", **FILLED | {"is_fee_promised": None, "contact": ""})
    assert "还没有填写联系人" in page.text(".missing")
    assert "自行承担专家费用" in page.text(".missing")
    assert page.submit("#request form", action="submit").status == 422


def test_a_returned_request_is_mended_and_handed_in_again(browser):
    request = asked.submitted()
    office = browser(Post.OFFICE).open("requests.show", request_id=request.id)
    office.submit("#request form", action="return", note="请写明坝高")
    page = browser(Post.UNIT).open("requests.show", request_id=request.id)
    assert "请写明坝高" in page.text(".timeline")
    page = browser(Post.UNIT).open("requests.edit", request_id=request.id)
    page = page.submit("#fill form", content="坝高30米，评估坝体稳定。")
    page.submit("#request form", action="submit")
    assert (only().state, only().content) == (State.SUBMITTED, "坝高30米，评估坝体稳定。")


def test_the_office_enters_a_paper_with_its_scan(browser):
    page = browser(Post.OFFICE).open("requests.new")
    typed = FILLED | {"unit_name": "虚构化工公司"}
    without = page.submit("#fill form", **typed)
    assert "扫描件" in without.text("#scan-error")
    page = page.submit("#fill form", **typed, scan=pdf("申请表.pdf"))
    assert page.status == 200, page.refusals()
    assert only().unit.name == "虚构化工公司"
    assert "申请表.pdf" in page.text("#request")


def test_a_scan_that_is_no_scan_is_refused(browser):
    page = browser(Post.OFFICE).open("requests.new")
    typed = FILLED | {"unit_name": "虚构化工公司"}
    page = page.submit("#fill form", **typed, scan=(BytesIO(b"MZ"), "申请表.pdf"))
    assert page.status == 422
    assert "不是可用的文件" in " ".join(page.refusals())


@pytest.fixture
def stranger(app, person):
    """The login of somebody of another unit."""
    with unit_of_work():
        account, _ = open_account("stranger", "另一经办人", by=person(Post.SYSADMIN))
        account.must_change_password = False
        unit = unit_named("虚构另一单位")
        assign_post(account, Post.UNIT, [], by=person(Post.SECADMIN), unit=unit)
    return "stranger"


def test_the_requests_of_another_unit_do_not_exist_for_one(browser, stranger):
    request = asked.settled()
    person, where = browser(stranger), {"request_id": request.id}
    for endpoint in ("requests.show", "requests.edit", "requests.settle", "requests.annex_5"):
        assert person.open(endpoint, **where).status == 404, endpoint
    proof = {"file_id": request.proof.id}
    assert person.open("requests.file", **where, **proof).status == 404
    assert person.open("requests.index").texts("tbody tr") == []


def test_a_section_reads_what_it_was_entrusted_with_and_nothing_else(browser):
    request = asked.approved()
    section = browser(Post.SECTION)
    assert section.open("requests.show", request_id=request.id).status == 404
    mine = asked.in_hand()
    assert section.open("requests.show", request_id=mine.id).status == 200
    assert browser("section_2").open("requests.show", request_id=mine.id).status == 404


def test_the_supervisor_reads_and_is_offered_nothing(browser):
    request = asked.received()
    page = browser(Post.SUPERVISOR).open("requests.show", request_id=request.id)
    assert page.status == 200
    assert not page.soup.select("#request form")


def test_the_unit_learns_who_comes_only_once_the_deputy_has_signed(browser):
    dispatch = asked.served()
    states.step(dispatch, asked.DispatchAction.SUBMIT, Post.SECTION)
    asked.draw(dispatch)
    names = [part.expert_name for part in dispatch.seated]
    page = browser(Post.UNIT).open("requests.show", request_id=dispatch.use_request_id)
    assert not [name for name in names if name in page.response.text]
    asked.sign(dispatch)
    page = browser(Post.UNIT).open("requests.show", request_id=dispatch.use_request_id)
    assert all(name in page.response.text for name in names)


@pytest.mark.parametrize(
    ("state", "who", "button"),
    [
        (asked.drafted, Post.UNIT, "继续填写"),
        (asked.submitted, Post.OFFICE, "受理"),
        (asked.received, Post.EXECUTIVE_DEPUTY, "审批"),
        (asked.approved, Post.OFFICE, "委托股室"),
        (asked.in_hand, Post.SECTION, "起草派遣单"),
        (asked.used, Post.UNIT, "付款和回执"),
    ],
)
def test_it_waits_on_the_desk_of_whoever_must_act(browser, state, who, button):
    state()
    page = browser(who).open("desk.index")
    assert [text for text in page.texts(".todo a") if text.startswith(button)]


def test_what_is_unpaid_for_a_month_is_the_offices_to_look_after(browser):
    request = asked.used()
    assert browser(Post.OFFICE).open("requests.unpaid").texts("tbody tr") == []
    with clock.held_at(states.RATED + asked.MONTH):
        assert "1件使用申请逾期未确认付款" in browser(Post.OFFICE).open("desk.index").text("main")
        [row] = browser(Post.OFFICE).open("requests.unpaid").texts("tbody tr")
    assert request.number in row
    assert request.phone in row


def test_a_payment_without_proof_is_refused_beside_the_field(browser):
    request = asked.used()
    with clock.held_at(states.RATED):
        page = browser(Post.UNIT).open("requests.settle", request_id=request.id)
        page = page.submit("#settle form", feedback="好", paid_on="2026-06-10")
    assert page.status == 422
    assert page.text("#proof-error") == "请上传付款凭证"


def test_more_requests_are_shown_without_asking_more_often(browser):
    def asks() -> list[int]:
        counts = []
        for post in (Post.UNIT, Post.OFFICE, Post.EXECUTIVE_DEPUTY, Post.SUPERVISOR):
            person = browser(post)
            for endpoint in ("requests.index", "desk.index"):
                with counted() as statements:
                    assert person.open(endpoint).status == 200
                counts.append(len(statements))
        return counts

    for state in (asked.submitted, asked.received, asked.approved):
        state()
    before = asks()
    for state in (asked.submitted, asked.received, asked.approved):
        state()
    assert asks() == before
    assert max(before) <= MOST


def test_the_page_of_a_request_asks_little(browser):
    request = asked.settled()
    for post in (Post.UNIT, Post.OFFICE, Post.SECTION):
        person = browser(post)
        with counted() as statements:
            assert person.open("requests.show", request_id=request.id).status == 200
        assert len(statements) <= MOST


def test_whoever_gives_out_posts_names_the_unit(browser, person):
    with unit_of_work():
        account, _ = open_account("visitor", "某经办人", by=person(Post.SYSADMIN))
    page = browser(Post.SECADMIN).open("posts.show", account_id=account.id)
    assert (
        page.submit("form.form", post="unit").text("#unit-error").startswith("外单位经办人须填写")
    )
    page = page.submit("form.form", post="unit", unit="虚构化工公司")
    assert "虚构化工公司" in page.text("tbody")
