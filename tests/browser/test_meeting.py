"""The consultation of a quarter, from its plan to its last resolution, in real browsers."""

import re
from datetime import timedelta

from models import clock
from tests.office import PASSWORD

TOPIC = "研判边坡监测存在的共性问题"


def test_a_quarterly_meeting_from_its_plan_to_its_last_resolution(person, logins, ahead):
    section = person("section_mines")
    number = plan(section)
    deputy = person("deputy").open(f"/meetings/{number}")
    step(deputy, "签批召集", signed=True)
    deputy.see("：已召集，待召开")
    deputy.look("40-convened")
    answer(person, section, logins, number)
    ahead.by = timedelta(hours=1)
    for someone, login in ((section, "section_mines"), (deputy, "deputy")):
        someone.sign_in(login)  # nobody touched their desks for an hour
    hold(section, number)
    deputy.open(f"/meetings/{number}")
    step(deputy, "确认纪要", signed=True)
    deputy.see("：决议办理中")
    section.open(f"/meetings/{number}").press("报告办理结果")
    section.page.get_by_label("办理结果").fill("已印发实施")
    section.press("办结")
    section.see("决议事项已办结")
    step(section, "办结")
    section.see("：已办结")
    section.look("44-closed")
    person("office").open("/meetings/").look("45-year")


def plan(section) -> int:
    section.open("/meetings/").press("筹备会商")
    page = section.page
    page.get_by_label("行业领域").select_option("A02")
    page.get_by_label("何时的会商").select_option("at_once")
    section.press("开始筹备")
    section.see("临时召开的，请写明")
    today = clock.today()
    page.get_by_label("何时的会商").select_option(f"{today.year}-{(today.month + 2) // 3}")
    section.press("开始筹备")
    section.see("已开始筹备")
    begins = clock.local(clock.now() + timedelta(minutes=30))
    page.get_by_label("会议时间").fill(f"{begins:%Y-%m-%dT%H:%M}")
    page.get_by_label("会议地点").fill("县应急管理局三楼会议室")
    page.get_by_label("第1行议题").fill(TOPIC)
    section.look("40-plan")
    section.press("保存会议安排")
    section.see("会议安排已保存")
    step(section, "报召集人签批")
    section.see("：待召集人签批")
    return int(re.search(r"/meetings/(\d+)", page.url)[1])


def step(someone, name: str, *, signed: bool = False) -> None:
    """Take the step on the meeting's page: choose it where there is a choice, and confirm."""
    act = someone.page.get_by_role("region", name="办理")
    act.locator("form").wait_for()
    choice = act.get_by_role("radio", name=name)
    if choice.count():
        choice.check()
    if signed:
        act.get_by_label("登录密码").fill(PASSWORD)
    act.locator("form button[type=submit]").click()


def answer(person, section, logins, number: int) -> None:
    """An expert reads it on a phone."""
    section.open(f"/meetings/{number}")
    row = section.page.locator("table:has(caption:text('邀请专家')) tbody tr").first
    name = row.locator("th").inner_text().split()[0]
    expert = person(logins[name], phone=True).open("/meetings/mine")
    expert.look("41-invitations-on-a-phone")
    expert.page.get_by_role("link", name=re.compile("非煤矿山.*季度会商")).first.click()
    expert.see(TOPIC)
    expert.look("42-invitation-on-a-phone")


def hold(section, number: int) -> None:
    section.open(f"/meetings/{number}").press("登记到会")
    page = section.page
    for box in page.locator("input[name=attended]").all()[:3]:
        box.check()
    section.look("43-attendance")
    page.locator("form[action$=attendance] button[type=submit]").click()
    section.see("到会情况已登记")
    section.press("整理会议纪要")
    page.get_by_label("会议纪要").fill("专家认为应当加强边坡在线监测。")
    page.get_by_label("第1行决议事项").fill("制定监测办法")
    page.get_by_label("第1行责任股室").select_option(label="非煤矿山监管股")
    page.get_by_label("第1行办结期限").fill(clock.today().isoformat())
    section.look("43-minutes")
    section.press("提交召集人确认")
    section.see("纪要已提交")
