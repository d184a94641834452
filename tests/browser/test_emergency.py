"""An emergency on a phone: ordered, called for, briefed, the papers after it, and the list."""

import re

from tests.office import PASSWORD

TITLE = "砚池煤业井下透水，两人被困"
REASON = "井下有人被困，等不及随机抽取和逐级审签"


def test_an_emergency_from_the_order_on_a_phone_to_the_supervisors_list(person):
    deputy = person("deputy", phone=True)
    deputy.look("50-desk-on-a-phone")
    number = order(deputy)
    name = call(deputy)
    complete(person("section"), number)
    head = person("section_head").open(f"/dispatches/{number}")
    act = head.page.locator("#act")
    act.get_by_role("radio", name="审核补办手续").check()
    act.locator("form button[type=submit]").click()
    head.see("已办理：审核补办手续")
    head.look("55-endorsed")
    supervisor = person("supervisor").open("/supervision/not-drawn")
    row = supervisor.page.locator("tr", has_text=TITLE)
    for word in ("紧急调用", REASON, name, "呼叫2次", "补齐"):
        assert word in row.inner_text()
    supervisor.look("56-not-drawn")


def order(deputy) -> int:
    deputy.press("紧急调用")
    page = deputy.page
    page.get_by_label("发生了什么").fill(TITLE)
    page.get_by_label("在哪里").fill("砚池煤业副井口")
    page.get_by_label("事发单位").fill("砚池煤业有限公司")
    page.get_by_label("专业").first.select_option("A0105")
    page.locator("input[name=section]").first.check()
    page.get_by_label("登录密码").fill(PASSWORD)
    deputy.press("签署下达")
    deputy.see("紧急调用必须写明理由")
    deputy.look("51-without-a-reason-on-a-phone")
    page.get_by_label("为什么来不及随机抽取").fill(REASON)
    page.get_by_label("登录密码").fill(PASSWORD)
    deputy.press("签署下达")
    deputy.see("紧急调用已下达")
    deputy.look("52-calling-on-a-phone")
    return int(re.search(r"/emergency/(\d+)", page.url)[1])


def call(deputy) -> str:
    """The first is not reached, the second comes and is briefed in the same call."""
    cards = deputy.page.locator(".call")
    missed = cards.first.locator("strong").inner_text()
    cards.first.get_by_role("button", name="未接通").click()
    deputy.see(f"已记录：{missed}未接通")
    card = deputy.page.locator(".call").first
    name = card.locator("strong").inner_text()
    assert name != missed
    assert card.get_by_role("link", name="拨打").get_attribute("href").startswith("tel:190")
    card.get_by_role("button", name="能到", exact=True).dblclick()
    deputy.see("席位已满")
    deputy.press("四项已电话告知")
    deputy.see("已经电话告知")
    deputy.look("53-manned-on-a-phone")
    return name


def complete(section, number: int) -> None:
    section.open(f"/dispatches/{number}/edit")
    page = section.page
    page.get_by_label("任务内容与要求").fill("查明水源，提出排水、堵水和搜救的技术方案")
    page.get_by_label("半天数", exact=False).first.fill("2")
    page.get_by_label("预算项目").select_option(index=1)
    page.get_by_label("每人每半天报酬").fill("300")
    section.look("54-papers")
    section.press("保存草稿")
    section.see("草稿已保存")
    page.locator("#act form button[type=submit]").click()
    section.see("已办理：补齐手续并预留经费")
