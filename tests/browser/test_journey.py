"""One dispatch from request to closed file, in real browsers, two of them side by side."""

import json
import re

import pytest

from models import clock
from tests.office import PASSWORD


@pytest.fixture
def section(person):
    return person("section")


def test_one_dispatch_from_request_to_closed_file(person, section, logins):
    number = request_experts(section)
    supervisor = person("supervisor")
    draw(section, supervisor, number, "01")
    endorse_and_sign(person, number)

    parts = parts_of(section, logins, number)
    answer(person, parts[0], "接受任务")
    decline(person, parts[1])
    section.open(f"/dispatches/{number}").see("空缺，待补选")
    section.look("07-vacancy")
    draw(section, supervisor, number, "08")
    deputy = person("deputy").open(f"/dispatches/{number}")
    take(deputy, "批准补选结果", signed=True)
    deputy.see("已办理：批准补选结果")

    parts = [part for part in parts_of(section, logins, number) if part["seated"]]
    answer(person, parts[1], "接受任务")
    for part in parts:
        brief(person, part)
    take(section.open(f"/dispatches/{number}"), "人员到位，开始执行")
    section.see("已办理：人员到位")
    for order, part in enumerate(parts):
        attend_and_report(person, part, picture=order == 0)
        rate(section, part, picture=order == 0)
    take(section.open(f"/dispatches/{number}"), "报送人教股备案")
    section.see("已办理：报送人教股备案")
    hr = person("hr").open(f"/dispatches/{number}")
    take(hr, "接收备案")
    hr.see("已办理：接收备案")
    take(section.open(f"/dispatches/{number}"), "结算并办结")
    section.see("已办理：结算并办结")
    section.look("14-closed")


def request_experts(section) -> int:
    section.look("00-desk")
    section.open("/dispatches/").press("填写派遣审批单")
    page, today = section.page, clock.today().isoformat()
    page.get_by_label("任务名称").fill("砚池煤业有限公司通风专项检查")
    page.get_by_label("任务类型").select_option("inspection")
    page.get_by_label("任务内容与要求").fill(
        "检查通风、瓦斯抽采和监测监控，逐项指出问题并提出整改建议"
    )
    page.get_by_label("开始时间").fill(f"{today}T00:00")
    page.get_by_label("结束时间").fill(f"{today}T23:59")
    page.get_by_label("半天数", exact=False).first.fill("2")
    page.get_by_label("任务地点").fill("砚池煤业井下")
    page.get_by_label("第1行单位名称").fill("砚池煤业有限公司")
    page.get_by_label("第1行专业").select_option("A0103")
    page.get_by_label("第1行最低级别").select_option("INTERMEDIATE")
    page.get_by_label("第1行人数").fill("2")
    page.get_by_label("行政检查审批表编号").fill("泽应急检审〔2026〕88号")
    for row in (1, 2):
        page.get_by_label(f"第{row}行姓名").fill(f"执法员{row}")
        page.get_by_label(f"第{row}行执法证号").fill(f"1499000000{row}")
    page.get_by_label("到危险作业场所").check()
    page.get_by_label("危险因素和防护要求").fill("瓦斯、顶板，须佩戴安全帽和自救器")
    for row, what in ((1, "安全帽"), (2, "自救器")):
        page.get_by_label(f"第{row}行防护用品").fill(what)
    page.get_by_label("预算项目").select_option(index=1)
    page.get_by_label("每人每半天报酬").fill("300")
    section.look("00-request")
    section.press("保存草稿")
    section.see("草稿已保存")
    take(section, "提交并预留经费")
    section.see("已办理：提交并预留经费")
    return int(re.search(r"/dispatches/(\d+)", page.url)[1])


def draw(section, supervisor, number: int, first: str) -> None:
    """Both parties have the same page open; neither loads it again."""
    step = int(first)
    section.open(f"/dispatches/{number}/draw").press("冻结名单")
    section.see("承诺码已公布")
    section.look(f"{step:02}-frozen")
    supervisor.open(f"/dispatches/{number}/draw").see("等待提交")
    section.page.get_by_label("随机内容").fill(f"骰子 3 5 1 6 {first}")
    section.press("投入随机内容")
    supervisor.page.get_by_text("已提交").first.wait_for()
    supervisor.look(f"{step + 1:02}-witness")
    supervisor.page.get_by_label("随机内容").fill(f"彩票 2026 {first}")
    supervisor.press("投入随机内容")
    supervisor.page.locator(".seat-name").first.wait_for()
    section.page.locator(".seat-name").first.wait_for()
    section.look(f"{step + 2:02}-drawn")


def endorse_and_sign(person, number: int) -> None:
    head = person("section_head").open(f"/dispatches/{number}")
    head.page.get_by_label("办理意见").fill("同意")
    take(head, "审核同意")
    head.see("已办理：审核同意")
    deputy = person("deputy").open(f"/dispatches/{number}")
    deputy.look("04-sign")
    take(deputy, "审签同意", signed=True)
    deputy.see("已办理：审签同意")


def take(someone, step: str, *, signed: bool = False) -> None:
    """Take the step on the matter's page: choose it where there is a choice, and confirm."""
    act = someone.page.locator("#act")
    act.locator("form").wait_for()
    choice = act.get_by_role("radio", name=step)
    if choice.count():
        choice.check()
    if signed:
        act.get_by_label("登录密码").fill(PASSWORD)
    act.locator("form button[type=submit]").click()


def parts_of(section, logins, number: int) -> list[dict]:
    """The experts of the dispatch as its page lists them."""
    section.open(f"/dispatches/{number}")
    rows = section.page.locator("table:has(caption:text('席位与专家')) tbody tr:has(a)")
    found = []
    for row in rows.all():
        link = row.get_by_role("link")
        found.append(
            {
                "id": int(link.get_attribute("href").rsplit("/", 1)[1]),
                "login": logins[link.inner_text()],
                "seated": "不能参加" not in row.inner_text(),
            }
        )
    return found


def expert_of(person, part: dict, **how):
    someone = person(part["login"], **how)
    return someone.open(f"/assignments/{part['id']}")


def answer(person, part: dict, step: str) -> None:
    expert = expert_of(person, part, phone=True)
    expert.look("05-task-on-a-phone")
    expert.page.get_by_label("本人与对象单位没有").check()
    expert.press(step)
    expert.see("已办理：接受任务")


def decline(person, part: dict) -> None:
    expert = expert_of(person, part, phone=True)
    expert.page.locator("summary", has_text="不能参加").click()
    form = expert.page.locator('form[action$="/decline"]')
    form.get_by_label("说明").fill("当日有值班任务")
    expert.look("06-decline-on-a-phone")
    form.get_by_role("button", name="提交").click()
    expert.see("已办理：不能参加")


def brief(person, part: dict) -> None:
    expert = expert_of(person, part, phone=True)
    expert.look("11-briefing-on-a-phone")
    for box in expert.page.locator('form[action$="/acknowledge"]').get_by_role("checkbox").all():
        box.check()
    expert.press("确认告知")
    expert.see("已办理：确认廉政与保密告知")
    expert.look("12-equipment-on-a-phone")
    for box in expert.page.locator('form[action$="/fit"]').get_by_role("checkbox").all():
        box.check()
    expert.press("确认防护用品到位")
    expert.see("已确认防护用品到位")


def attend_and_report(person, part: dict, *, picture: bool) -> None:
    expert = expert_of(person, part, phone=True)
    expert.press("登记到场")
    expert.see("已办理：登记到场")
    expert.press("登记离场")
    expert.see("已办理：登记离场")
    expert.press("填写书面报告")
    expert.page.get_by_label("任务执行情况").fill(
        "检查了通风系统和瓦斯抽采，发现隐患两处，已当场指出并说明依据。"
    )
    expert.page.get_by_label("意见建议").fill("一周内整改并复查。")
    if picture:
        expert.look("12-report-on-a-phone")
    expert.press("提交书面报告")
    expert.see("已办理：提交书面报告")


def rate(section, part: dict, *, picture: bool) -> None:
    section.open(f"/assignments/{part['id']}")
    page = section.page
    page.get_by_label("工作内容").fill("检查通风系统和瓦斯抽采，参加情况反馈会")
    for label, score in (("职业道德", 19), ("业务能力", 46), ("工作纪律", 19), ("廉洁自律", 10)):
        page.get_by_label(label).fill(str(score))
    if picture:
        section.look("13-annex-6")
    section.press("保存评价")
    section.see("已办理：评价服务质量")


def test_a_stranger_recomputes_a_draw_in_the_browser(person, section, tmp_path):
    section.open("/dispatches/?state=closed")
    section.page.locator("tbody a").first.click()
    section.press("查看抽取过程")
    with section.page.expect_download() as download:
        section.press("下载抽取记录")
    path = tmp_path / "draw.json"
    download.value.save_as(path)
    stranger = person().open("/verify/")
    stranger.page.locator("#bundle").set_input_files(path)
    stranger.see("核对无误")
    stranger.look("15-verified")
    bundle = json.loads(path.read_text())
    bundle["result"][0]["expert"] = "ZZ9999"
    stranger.page.locator("#bundle-text").fill(json.dumps(bundle, ensure_ascii=False))
    stranger.see("核对不通过")
