"""An anonymous report, followed to its end by code from a second browser (Art. 17)."""

import re

from tests.office import PASSWORD

TEXT = "检查组离开以后，有人到我单位推销他亲戚公司的传感器，还说换了设备以后检查好过关。"
PHRASE = "山上的石头会说话"
CODE = re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}")


def test_an_anonymous_report_is_followed_to_its_end_by_code(person, logins):
    code = report(person())
    supervisor = person("supervisor").open("/integrity/cases")
    supervisor.look("90-reports")
    supervisor.page.locator("#cases tbody a").first.click()
    supervisor.see(TEXT)
    number = int(re.search(r"/cases/(\d+)", supervisor.page.url)[1])
    supervisor.look("91-report")
    supervisor.press("受理")
    supervisor.see("已受理廉政举报")
    act(supervisor, number, "询问举报人", {"询问内容": "请问在场的还有谁，产品册还在吗？"})
    reply(person(phone=True), code)
    login = min(login for login in logins.values() if login.startswith("zz"))
    act(supervisor, number, "确认被举报专家", {"被举报的专家": login.upper()})
    act(supervisor, number, "要求说明情况", {"要求说明的事项": "请说明近期与被检查单位的往来。"})
    explain(person(login, phone=True))
    conclude(supervisor, number)
    ended = follow(person(phone=True), code)
    ended.see("您反映的问题经核实属实，已按规定处理。")
    ended.look("95-answer-on-a-phone")


def report(stranger) -> str:
    stranger.open("/integrity/").look("92-how-to-report")
    stranger.press("我要举报")
    page = stranger.page
    page.get_by_label("联系业务、推销产品").check()
    page.get_by_label("具体情况").fill(TEXT)
    page.get_by_label("查询口令", exact=False).first.fill(PHRASE)
    page.get_by_label("再次填写查询口令").fill(PHRASE)
    stranger.look("93-report-form")
    stranger.press("提交举报")
    stranger.see("举报已收到")
    stranger.look("94-code")
    return CODE.search(page.locator(".case-code").inner_text()).group()


def follow(stranger, code: str):
    stranger.open("/integrity/follow")
    stranger.page.get_by_label("编码").fill(code.lower())
    stranger.page.get_by_label("查询口令").fill(PHRASE)
    stranger.press("查询")
    stranger.see("举报办理情况")
    return stranger


def reply(stranger, code: str) -> None:
    follow(stranger, code).see("请问在场的还有谁")
    stranger.page.get_by_label("补充情况或者答复询问").fill("产品册还在，在场的有两名同事。")
    stranger.press("提交")
    stranger.see("您补充的情况已收到")
    stranger.look("96-question-on-a-phone")


def act(supervisor, number: int, label: str, filled: dict[str, str]) -> None:
    supervisor.open(f"/integrity/cases/{number}").press(label)
    for field, text in filled.items():
        supervisor.page.get_by_label(field).fill(text)
    supervisor.page.locator("#act form button[type=submit]").click()
    supervisor.see(f"已办理：{label}")


def explain(expert) -> None:
    expert.open("/")
    expert.press("作出说明")
    expert.see("请说明近期与被检查单位的往来")
    expert.page.get_by_label("情况说明").fill("我介绍过一家公司，没有收取好处，这样做不妥。")
    expert.look("97-explanation-on-a-phone")
    expert.press("提交说明")
    expert.see("您的说明已提交")


def conclude(supervisor, number: int) -> None:
    supervisor.open(f"/integrity/cases/{number}").press("作出结论")
    page = supervisor.page
    page.get_by_role("radio", name="查实", exact=True).check()
    page.get_by_label("调查核实情况和结论").fill("经向两名在场人员了解，推销一事属实。")
    page.get_by_label("给举报人的答复").fill("您反映的问题经核实属实，已按规定处理。")
    page.get_by_label("登录密码").fill(PASSWORD)
    supervisor.look("98-conclusion")
    page.locator("#act form button[type=submit]").click()
    supervisor.see("已办理：作出结论")
    supervisor.press("作出处理")
    page.get_by_label("记入考核").check()
    page.locator("#act form button[type=submit]").click()
    supervisor.see("已办理：作出处理")
    supervisor.look("99-report-dealt-with")
