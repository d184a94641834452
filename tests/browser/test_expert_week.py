"""An expert's week on a telephone: accepts, is ill, must keep out of it, reports, advises."""

from pathlib import Path

import pytest

from models import clock
from tests.pictures import photo

RELATION = "近日得知配偶的弟弟在该单位任职"


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two of the site, the second of which the connection cut off."""
    contents = (photo(1200, 900), photo(1200, 900)[:-2000])
    paths = [tmp_path / f"现场{number}.jpg" for number in (1, 2)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def test_an_experts_week_on_a_telephone(person, photos):
    expert = person("expert", phone=True)
    expert.look("60-desk")
    task = accept(expert)
    fall_ill(expert, photos)
    keep_out(expert, task)
    report(expert, photos)
    plan_the_month(expert, person)
    advise(expert)


def card(expert, button: str) -> None:
    """Open the first task of the desk that has such a button."""
    expert.open("/").page.get_by_role("link", name=button).first.click()


def accept(expert) -> str:
    """The address of the task accepted."""
    card(expert, "接受任务")
    expert.page.get_by_label("本人与对象单位没有").check()
    expert.press("接受任务")
    expert.see("已办理：接受任务")
    return expert.page.url


def fall_ill(expert, photos) -> None:
    """The day before another task: with the certificate, photographed, which is whole only the
    second time."""
    card(expert, "确认廉政与保密告知")
    expert.page.locator("summary", has_text="不能参加").click()
    form = expert.page.locator('form[action$="/decline"]')
    form.get_by_label("原因").select_option("illness")
    form.get_by_label("说明").fill("突发胃病，正在住院治疗")
    form.get_by_label("患病证明").set_input_files(photos[1])
    form.get_by_role("button", name="提交").click()
    expert.see("没有传完整")
    expert.look("61-ill")
    form.get_by_label("患病证明").set_input_files(photos[0])
    form.get_by_role("button", name="提交").click()
    expert.see("证明待审核")
    expert.look("62-proof")


def keep_out(expert, task: str) -> None:
    expert.page.goto(task)
    expert.page.locator("summary", has_text="应当回避").click()
    form = expert.page.locator('form[action$="/recuse"]')
    form.get_by_label("是什么关系").select_option("relative")
    form.get_by_label("具体情况").fill(RELATION)
    expert.look("63-recuse")
    form.get_by_role("button", name="申请回避").click()
    expert.see("已办理：申请回避")
    expert.open("/experts/own").see(RELATION)


def report(expert, photos) -> None:
    """Typed, it saves itself; sent with a photograph that is cut off, it is not handed in, and
    nothing is lost."""
    card(expert, "提交书面报告")
    expert.page.get_by_role("link", name="书面报告").first.click()
    words = expert.page.get_by_label("任务执行情况")
    words.fill(f"{words.input_value()}\n检查了爆破作业和综合防尘，发现隐患两处，已当场指出。")
    expert.page.get_by_label("意见建议").fill("一周内整改并复查。")
    expert.page.locator("#saved input[name=version]:not([value='0'])").wait_for(state="attached")
    expert.page.get_by_label("现场照片").set_input_files(photos)
    expert.press("提交书面报告")
    expert.see("还没有提交")
    assert "发现隐患两处" in words.input_value()
    expert.look("64-report-refused")
    expert.press("提交书面报告")
    expert.see("已办理：提交书面报告")
    expert.look("65-reported")


def plan_the_month(expert, person) -> None:
    """What is left stands in the calendar; its feed is read by a stranger's telephone until it is
    cut off."""
    expert.open("/experts/own/wish")
    expert.page.get_by_label("每月最多几次").fill("2")
    expert.page.get_by_label("星期一").check()
    expert.press("保存")
    expert.see("每月最多2次；不便：周一")
    expert.page.locator('form[action$="/link"] button').click()
    address = expert.page.locator(".feed-address").inner_text().strip()
    expert.look("66-calendar")
    telephone = person()
    assert telephone.page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    expert.open("/calendar/").press("停用链接")
    expert.see("订阅链接已停用")
    assert telephone.page.request.get(address).status == 410


def advise(expert) -> None:
    expert.open("/meetings/advice/new")
    expert.page.get_by_label("建议概要").fill("冬季井口防冻应提前检查")
    expert.page.get_by_label("情况和建议").fill(
        f"{clock.today().month}月检查发现两处井口保温棚破损，建议入冬前统一排查。"
    )
    expert.look("67-advice")
    expert.press("提交建议")
    expert.see("冬季井口防冻应提前检查")
