"""One dispatch from request to closed file, in real browsers, two of them side by side."""

import json
import re

import pytest

from models import clock
from tests.browser.walking import (
    answer,
    attend_and_report,
    brief,
    draw,
    endorse_and_sign,
    expert_of,
    fit,
    parts_of,
    rate,
    take,
)


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
        fit(person, part)
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


def decline(person, part: dict) -> None:
    expert = expert_of(person, part, phone=True)
    expert.page.locator("summary", has_text="不能参加").click()
    form = expert.page.locator('form[action$="/decline"]')
    form.get_by_label("说明").fill("当日有值班任务")
    expert.look("06-decline-on-a-phone")
    form.get_by_role("button", name="提交").click()
    expert.see("已办理：不能参加")


def test_a_stranger_recomputes_a_draw_in_the_browser(person, section, tmp_path):
    section.open("/dispatches/?state=closed&way=random")
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
