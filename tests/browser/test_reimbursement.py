"""A month's reimbursement from the bundle to the payment list, in real browsers (Art. 20)."""

import re
from io import BytesIO

from python_calamine import CalamineWorkbook

from tests.browser.walking import take

HANDS = (
    ("section_head", "股室负责人签字"),
    ("hr", "审核汇总"),
    ("office", "专家办审核同意"),
    ("leader", "签批同意"),
)


def test_a_month_is_reimbursed_from_the_bundle_to_the_payment_list(person):
    address = compile_again(person)
    for post, step in HANDS:
        someone = person(post).open(address)
        someone.look(f"80-reimbursement-{post}")
        take(someone, step, signed=True)
        someone.see(f"已办理：{step}")
    finance = person("finance").open(f"{address}/pay")
    enter_accounts(finance)
    finance.look("81-payment-list")
    assert account_numbers(finance) == {"990120260000"}
    finance.page.get_by_label("记账凭证号").fill("记账-011")
    finance.press("登记支付所勾选的各笔")
    finance.see("已登记支付")
    finance.see("已支付")


def compile_again(person) -> str:
    """Hr sends back what the section has bundled; the section looks it over and hands it in."""
    hr = person("hr").open("/reimbursements/?state=endorsed")
    hr.page.locator("#list th a").first.click()
    hr.page.locator("#act form").wait_for()
    address = re.search(r"/reimbursements/\d+", hr.page.url)[0]
    hr.page.get_by_label("办理意见").fill("请核对发放月份")
    take(hr, "退回股室")
    hr.see("已办理：退回股室")
    section = person("section").open(address)
    section.see("请核对发放月份")
    section.page.get_by_role("link", name="修改", exact=True).click()
    section.press("保存")
    section.see("已保存")
    take(section, "提交报销")
    section.see("已办理：提交报销")
    return address


def enter_accounts(finance) -> None:
    """From the papers that the experts signed, one after another."""
    page, missing = finance.page, "登记账号"
    for serial in range(100, 200):
        page.locator("#pay table").wait_for()
        link = page.get_by_role("link", name=missing)
        if not link.count():
            return
        link.first.click()
        page.get_by_label("收款账号").fill(f"990120260000{serial}")
        page.get_by_label("开户银行").fill("虚构银行泽州支行")
        page.get_by_label("登记依据").fill("本人签字的账号登记表")
        finance.press(missing)
        page.wait_for_url("**/pay")


def account_numbers(finance) -> set[str]:
    """The beginnings of the whole numbers that this journey entered, as the workbook has them."""
    page = finance.page
    page.get_by_label("取用理由").fill("本月支付")
    with page.expect_download() as given:
        page.get_by_role("button", name="下载支付清单").click()
    content = given.value.path().read_bytes()
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    numbers = {row[4] for row in rows[3:] if isinstance(row[0], float)}
    return {number[:12] for number in numbers if number.startswith("990120260000")}
