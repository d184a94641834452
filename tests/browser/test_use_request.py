"""Another unit's request, from its form to the payment confirmed, in real browsers (Annex 5)."""

import re
from datetime import timedelta

from models import clock
from tests.browser.walking import (
    answer,
    attend_and_report,
    brief,
    draw,
    endorse_and_sign,
    parts_of,
    rate,
    take,
)
from tests.use_requests import credit_code

SOON = timedelta(minutes=2)
RECEIPT = b"%PDF-1.4 receipt"


def test_a_unit_is_lent_experts_and_pays_them(person, logins):
    unit = person("unit")
    asked = ask(unit)
    office = person("office").open(f"/use-requests/{asked}")
    take(office, "受理")
    office.see("已办理：受理")
    executive = person("executive_deputy").open(f"/use-requests/{asked}")
    executive.look("71-approval")
    take(executive, "批准使用", signed=True)
    executive.see("已办理：批准使用")
    office.open(f"/use-requests/{asked}")
    office.page.get_by_label("承办股室").select_option(label="煤矿安全监管股")
    office.press("委托办理")
    office.see("已委托煤矿安全监管股办理")
    serve(person, logins, asked)
    pay(unit, asked)


def ask(unit) -> int:
    page, begins = unit.open("/use-requests/new").page, clock.local(clock.now() + SOON)
    filled = {
        "统一社会信用代码": credit_code(), "单位地址": "虚构镇一号", "联系人": "联系人甲",
        "联系电话": "0356-0000009", "单位负责人": "负责人甲", "申请事由": "矿井通风系统改造论证",
        "任务内容与要求": "论证通风系统改造方案，提出书面意见", "任务地点": "本单位会议室",
        "开始时间": f"{begins:%Y-%m-%dT%H:%M}", "结束时间": f"{begins:%Y-%m-%d}T23:59",
        "第1行单位名称": "虚构目标煤矿", "安全防护": "无危险作业", "第1行人数": "1",
    }  # fmt: skip
    for label, text in filled.items():
        page.get_by_label(label, exact=True).or_(page.get_by_label(f"{label} *")).first.fill(text)
    page.get_by_label("半天数", exact=False).first.fill("2")
    page.get_by_label("任务类型").select_option("science")
    page.get_by_label("第1行专业").select_option("A0103")
    page.get_by_label("第1行最低级别").select_option("INTERMEDIATE")
    unit.press("保存草稿")
    unit.see("自行承担专家费用")
    unit.press("修改申请表")
    page.get_by_label("承诺自行承担专家费用").check()
    unit.look("70-request-of-a-unit")
    unit.press("保存草稿")
    take(unit, "提交申请")
    unit.see("已办理：提交申请")
    return int(re.search(r"/use-requests/(\d+)", page.url)[1])


def serve(person, logins, asked: int) -> None:
    """The section sends an expert at the unit's cost, as it does for the bureau."""
    section = person("section").open(f"/use-requests/{asked}")
    section.press("起草派遣单")
    section.page.get_by_label("每人每半天报酬").fill("400")
    section.press("保存草稿")
    section.see("由申请单位承担")
    take(section, "提交并预留经费")
    section.see("已办理：提交并预留经费")
    number = int(re.search(r"/dispatches/(\d+)", section.page.url)[1])
    draw(section, person("supervisor"), number, "01")
    endorse_and_sign(person, number)
    [part] = parts_of(section, logins, number)
    answer(person, part, "接受任务")
    brief(person, part)
    take(section.open(f"/dispatches/{number}"), "人员到位，开始执行")
    section.see("已办理：人员到位")
    attend_and_report(person, part, picture=False)
    rate(section, part, picture=False)
    take(section.open(f"/dispatches/{number}"), "报送人教股备案")
    section.see("已办理：报送人教股备案")
    hr = person("hr").open(f"/dispatches/{number}")
    take(hr, "接收备案")
    hr.see("已办理：接收备案")
    take(section.open(f"/dispatches/{number}"), "结算并办结")
    section.see("已办理：结算并办结")


def pay(unit, asked: int) -> None:
    unit.open(f"/use-requests/{asked}").press("付款和回执")
    page = unit.page
    page.get_by_label("付款日期").fill(clock.today().isoformat())
    page.get_by_label("对专家工作的反馈意见").fill("意见具体，按时到场")
    page.get_by_label("付款凭证").set_input_files(
        {"name": "回单.pdf", "mimeType": "application/pdf", "buffer": RECEIPT}
    )
    unit.look("72-payment")
    unit.press("确认付款和回执")
    unit.see("已确认付款")
    unit.see("800.00元")
    unit.look("73-settled")
