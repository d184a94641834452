"""A dismissal with its hearing, in real browsers: proposed, opened, answered, signed, notified."""

import re
from pathlib import Path

import pytest

from tests.office import PASSWORD

CODE = "ZZ0141"  # suspended early in the year, so that nobody counts on them
FACTS = "两次检查中向被检查企业推介其任职单位的监测设备，并以整改意见相要求，经核实属实。"
SAID = "介绍设备是应企业询问，没有要求购买；对造成的影响愿意检讨。"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "核查结论.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return path


def test_an_expert_is_heard_before_the_leader_decides(person, paper):
    office = person("office")
    number = propose(office, paper)
    step(office, "立案并告知本人")
    office.see("还没有答复")
    answer(person)
    office.open(f"/dismissals/{number}").see(SAID)
    step(office, "建议解聘", note="两家企业反映一致，有书面材料，建议解聘")
    office.see("待领导小组审定")
    leader = person("leader").open(f"/dismissals/{number}")
    leader.look("87-decide")
    step(leader, "决定解聘", note="同意", signed=True)
    leader.see("已办理：决定解聘")
    office.open(f"/dismissals/{number}").press("制发解聘通知书")
    office.page.get_by_label("解聘通知书文号").fill("泽应急专解〔2026〕9号")
    office.look("88-notice")
    office.press("制发解聘通知书", office.page.locator("form"))
    office.see("已制发")
    read_the_notice(person)


def propose(office, paper: Path) -> int:
    """Refused without the paper; nothing of what was typed is lost."""
    office.open("/dismissals/").press("提出解聘")
    page = office.page
    chosen = page.locator("#expert option", has_text=CODE)
    page.locator("#expert").select_option(chosen.get_attribute("value"))
    page.get_by_label("情形").select_option("abuse")
    page.get_by_label("事实").fill(FACTS)
    page.get_by_label("依据材料", exact=True).fill("监督人员核查结论")
    office.press("提出解聘", page.locator("form"))
    office.see("请上传依据材料")
    office.look("85-dismissal-refused")
    assert page.get_by_label("事实").input_value() == FACTS
    page.get_by_label("依据材料的扫描件").set_input_files(paper)
    office.press("提出解聘", page.locator("form"))
    office.see("待立案")
    page.wait_for_url(re.compile(r"/dismissals/\d+"))
    return int(page.url.rsplit("/", 1)[1])


def answer(person) -> None:
    """The expert, on a telephone."""
    expert = person(CODE.lower(), phone=True)
    expert.press("陈述申辩")
    expert.see(FACTS)
    expert.look("86-heard-on-a-phone")
    expert.page.get_by_label("陈述和申辩").fill(SAID)
    expert.press("提交陈述")
    expert.see("陈述申辩已提交")


def read_the_notice(person) -> None:
    """Whoever left reads their own history, and how to object."""
    former = person(CODE.lower(), phone=True).open("/own/")
    former.page.locator("a[href*='/own/dismissals/']").first.click()
    former.see("保密义务不变")
    former.look("89-dismissed-on-a-phone")
    paper = former.page.get_by_role("link", name="解聘通知书").get_attribute("href")
    answer_ = former.page.request.get(former.page.url.split("/own/")[0] + paper)
    assert (answer_.status, answer_.headers["content-type"]) == (200, "application/pdf")
    former.press("提出异议")
    former.see("异议和理由")


def step(someone, name: str, *, note: str = "", signed: bool = False) -> None:
    act = someone.page.get_by_role("region", name="办理", exact=True)
    act.locator("form").wait_for()
    choice = act.get_by_role("radio", name=name, exact=True)
    if choice.count():
        choice.check()
    if note:
        act.get_by_label("办理意见").fill(note)
    if signed:
        act.get_by_label("登录密码").fill(PASSWORD)
    act.locator("form button[type=submit]").click()
