"""劳务报酬报销, as the section, four signers, finance and the expert meet it on their pages."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from models import clock
from models.db import db, unit_of_work
from models.tables import BankAccount, Event, Expert, Payment, Reimbursement
from models.vocabulary import Post
from models.workflows.reimbursement import Action, State
from tests import reimbursements as bundles
from tests import states
from tests.office import PASSWORD
from tests.pages.browser import Browser
from tests.test_queries import MOST, counted

PAY = {"voucher": "记账2026-06-011", "paid_on": "2026-06-11"}
CARD = "6200 0000 0000 0005"


class Later(Browser):
    """Looks at its pages the day after the dispatches of these tests were closed."""

    def _ask(self, *asked, **given):
        with clock.held_at(bundles.AT):
            return super()._ask(*asked, **given)


@pytest.fixture
def browser(app, person):
    return lambda who: Later(app, person(who).account)


def number_shown(line) -> str:
    return bundles.number_of(line.expert).replace(" ", "")


def test_the_desk_sends_the_section_to_what_is_not_entered_yet(browser):
    states.closed()
    page = browser(Post.SECTION).open("desk.index")
    assert "1件已办结派遣待报销劳务报酬" in page.text("main")


def test_a_section_ticks_what_is_closed_and_reads_why_the_rest_cannot_be_entered(browser):
    closed, received = states.closed(), states.received()
    page = browser(Post.SECTION).open("reimbursements.new")
    assert closed.number in page.text("form table")
    assert received.number not in page.text("form table")
    assert "派遣还没有办结" in page.text("#new")
    page = page.submit("#new form")
    assert page.text(".flash") == "已编制报销，共2笔；请核对后提交"
    page = page.submit("#act form", action="submit")
    assert "待股室负责人签字" in page.text(".page-head, #bundle")


def test_what_was_unticked_is_not_entered_and_nothing_ticked_is_refused(browser):
    dispatch = states.closed()
    page = browser(Post.SECTION).open("reimbursements.new")
    page = page.submit("#new form", **{f"in_{dispatch.id}": None})
    assert page.refusals() == ["请勾选要报销的派遣 《管理办法》第二十条"]
    assert not db.session.scalars(db.select(Reimbursement)).all()


@pytest.mark.parametrize(
    ("post", "until", "button"),
    [
        (Post.SECTION_HEAD, None, "签字"),
        (Post.HR, Action.ENDORSE, "审核汇总"),
        (Post.OFFICE, Action.CHECK, "审核"),
        (Post.LEADER, Action.REVIEW, "签批"),
        (Post.FINANCE, Action.SIGN, "支付"),
    ],
)
def test_each_hand_finds_it_on_the_desk(browser, post, until, button):
    bundle = bundles.signed(until=until) if until else bundles.submitted()
    page = browser(post).open("desk.index")
    assert bundle.number in page.text("main")
    assert f"{button}：{bundle.title}" in page.texts("main .todo a.btn")


def test_hr_follows_each_figure_to_its_annex_6(browser):
    bundle = bundles.signed(until=Action.ENDORSE)
    page = browser(Post.HR).open("reimbursements.show", bundle_id=bundle.id)
    assert len(page.texts("a[href$='annex-6.pdf']")) == 2
    assert "1,600.00元" in page.text("#bundle")
    page = page.submit("#act form", action="check", password=PASSWORD)
    assert page.text(".flash") == "已办理：审核汇总"


def test_a_leader_signs_with_the_password_only(browser):
    bundle = bundles.signed(until=Action.REVIEW)
    page = browser(Post.LEADER).open("reimbursements.show", bundle_id=bundle.id)
    assert page.submit("#act form", action="sign", password="wrong").status == 422
    page = page.submit("#act form", action="sign", password=PASSWORD)
    assert page.text(".flash") == "已办理：签批同意"
    assert "与签字时一致" in page.text("#bundle")


def test_finance_pays_all_and_a_second_click_pays_nothing_more(browser):
    bundle = bundles.payable()
    page = browser(Post.FINANCE).open("reimbursements.pay", bundle_id=bundle.id)
    first = page.submit("#pay form", **PAY)
    assert first.text(".flash") == "已登记支付2笔"
    again = page.submit("#pay form", **PAY)
    assert again.status == 422
    assert len(db.session.scalars(db.select(Payment)).all()) == 2
    db.session.expire_all()
    assert db.session.get(Reimbursement, bundle.id).state is State.PAID


def test_finance_lets_go_what_cannot_be_paid_in_the_month(browser):
    bundle = bundles.pay(bundles.payable(), count=1)
    page = browser(Post.FINANCE).open("reimbursements.pay", bundle_id=bundle.id)
    out = "form[action$='left-out']"
    refused = page.submit(out)
    assert (refused.status, refused.refusals()) == (422, ["请写明移出原因"])
    done = page.submit(out, why="本人未提供收款账号")
    assert done.text(".flash") == "已移出未支付的各笔，并告知编制人"
    assert not done.soup.select(out)
    db.session.expire_all()
    assert db.session.get(Reimbursement, bundle.id).state is State.PAID


def test_a_returned_payment_is_put_right_and_paid_again(browser):
    bundle = bundles.paid()
    line = bundle.lines[0]
    finance = browser(Post.FINANCE)
    page = finance.open("reimbursements.give_back", payment_id=line.payments[0].id)
    page = page.submit("#return form", reason="账号已注销", returned_on="2026-06-11")
    assert "退票：账号已注销" in page.text("#pay")
    page = finance.open("reimbursements.account", expert_id=line.expert.id, bundle=bundle.id)
    page = page.submit("#account form", number=CARD, bank="虚构银行二支行", basis="登记表")
    assert page.text(".flash") == f"已登记{line.expert.name}的收款账号"
    assert page.submit("#pay form", **PAY).text(".flash") == "已登记支付1笔"


def test_account_numbers_are_whole_for_finance_alone_and_only_with_a_reason(browser):
    bundle = bundles.payable()
    number = number_shown(bundle.lines[0])
    for post in (Post.SECTION, Post.HR, Post.LEADER, Post.FINANCE):
        page = browser(post).open("reimbursements.show", bundle_id=bundle.id)
        assert number not in page.text("body")
    page = browser(Post.FINANCE).open("reimbursements.pay", bundle_id=bundle.id)
    assert number not in page.text("body")
    refused = page.submit("#pay section form", reason=" ")
    assert (refused.status, number in refused.text("body")) == (422, False)
    shown = page.submit("#pay section form", reason="核对开户行退回的信息")
    assert number in shown.text("#pay")
    event = db.session.scalars(db.select(Event).filter_by(kind="reimbursement:reveal")).one()
    assert event.facts["reason"] == "核对开户行退回的信息"
    for post in (Post.HR, Post.LEADER, Post.SECTION):
        person = browser(post)
        token = person.open("desk.index").soup.select_one("[name=csrf_token]")["value"]
        url = f"/reimbursements/{bundle.id}/payment-list.xlsx"
        assert person.send(url, {"reason": "看看", "csrf_token": token}).status == 403


def test_the_payment_list_holds_gross_tax_net_and_no_formula(browser):
    bundle = bundles.payable()
    with unit_of_work():
        db.session.scalars(db.select(BankAccount)).first().bank = "=1+1"
    page = browser(Post.FINANCE).open("reimbursements.pay", bundle_id=bundle.id)
    answer = page.press("button[formaction]", reason="六月支付")
    assert answer.status == 200
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.response.data)).get_sheet_by_index(0)
    row = rows.to_python()[3]
    assert row[2] == "=1+1"
    assert row[4] == number_shown(bundle.lines[0])
    assert row[6:9] == [800.0, bundle.lines[0].tax / 100, bundle.lines[0].net / 100]


def test_an_expert_enters_an_account_and_never_reads_it_again(browser):
    page = browser(Post.EXPERT).open("own.bank_account")
    page = page.submit("#account form", number="6200000000000006", bank="虚构银行", holder="某人")
    assert page.refusals() == ["银行卡号校验未通过，请对照银行卡逐位核对"]
    page = browser(Post.EXPERT).open("own.bank_account")
    account_id = states.held_by("expert").account_id
    name = db.session.scalars(db.select(Expert.name).filter_by(account_id=account_id)).one()
    page = page.submit("#account form", number=CARD, bank="虚构银行", holder="某人")
    assert page.refusals() == [f"户名应是专家本人（{name}），劳务报酬只发给本人"]
    page = page.submit("#account form", number=CARD, bank="虚构银行", holder=name)
    assert page.text(".flash") == "已登记收款账号"
    assert "**** **** 0005" in page.text("#account")
    assert "0000 0000" not in page.text("body")


def test_the_calculator_says_what_gross_leaves_a_net(browser):
    page = browser(Post.FINANCE).open("reimbursements.calculator", net="1760")
    assert "2,000.00元" in page.text("#calculator")
    page = browser(Post.FINANCE).open("reimbursements.calculator", net="-5")
    assert "金额不能是负数" in page.text("#calculator")


def test_another_section_finds_no_bundle_of_mine(browser):
    bundle = bundles.submitted()
    assert browser("section_2").open("reimbursements.show", bundle_id=bundle.id).status == 404
    assert browser(Post.EXPERT).open("reimbursements.show", bundle_id=bundle.id).status == 403
    assert browser(Post.FINANCE).open("reimbursements.pay", bundle_id=bundle.id).status == 404


def test_the_summary_is_a_paper(browser):
    bundle = bundles.paid()
    page = browser(Post.HR).open("reimbursements.summary", bundle_id=bundle.id)
    assert page.response.data.startswith(b"%PDF")


def test_no_page_asks_more_often_the_more_there_is_to_show(browser):
    def asks(bundle) -> dict[str, int]:
        found = {}
        for post, endpoint, values in (
            (Post.SECTION, "reimbursements.index", {}),
            (Post.SECTION, "reimbursements.new", {}),
            (Post.HR, "reimbursements.show", {"bundle_id": bundle.id}),
            (Post.FINANCE, "reimbursements.pay", {"bundle_id": bundle.id}),
            (Post.SECTION, "desk.index", {}),
            (Post.FINANCE, "desk.index", {}),
        ):
            person = browser(post)
            with counted() as asked:
                assert person.open(endpoint, **values).status == 200
            found[endpoint, post.value] = len(asked)
        return found

    states.closed(seats=1)
    before = asks(bundles.payable(states.closed(seats=1)))
    states.closed()
    after = asks(bundles.payable(states.closed(), states.closed()))
    assert after == before
    assert {page: count for page, count in before.items() if count > MOST} == {}


def test_a_task_shows_the_tax_of_its_reimbursement_and_until_then_an_estimate(browser):
    first, second = states.closed(rate=300_000, seats=1), states.closed(rate=300_000, seats=1)
    with unit_of_work():
        second.seated[0].expert = first.seated[0].expert
    later = browser(Post.SECTION).open("assignment.show", assignment_id=first.seated[0].id)
    assert "预计代扣个人所得税" in later.text("[aria-label=报酬计算]")
    bundles.submitted(second)
    [line] = bundles.submitted(first).lines
    page = browser(Post.SECTION).open("assignment.show", assignment_id=first.seated[0].id)
    assert f"-{line.tax / 100:,.2f}元" in page.texts("td")
    assert f"{line.net / 100:,.2f}元" in page.texts("td")
    assert "预计代扣" not in page.text("main")
