"""The steps of a dispatch as people take them in their browsers, for every journey that has one."""

from tests.office import PASSWORD


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


def brief(person, part: dict) -> None:
    expert = expert_of(person, part, phone=True)
    expert.look("11-briefing-on-a-phone")
    for box in expert.page.locator('form[action$="/acknowledge"]').get_by_role("checkbox").all():
        box.check()
    expert.press("确认告知")
    expert.see("已办理：确认廉政与保密告知")


def fit(person, part: dict) -> None:
    """Put on what a dangerous place asks for."""
    expert = expert_of(person, part, phone=True)
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
