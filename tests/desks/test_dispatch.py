"""派遣, as the posts meet it: from the section's form to the closed file, without a script."""

import pytest

from models import clock
from models.db import db
from models.spreadsheets import read_rows
from models.tables import Account, Assignment, Dispatch
from models.vocabulary import Post
from models.workflows.dispatch import State
from tests import states
from tests.office import PASSWORD, SPECIALTY

FILLED = {
    "title": "虚构目标煤矿通风专项检查",
    "task_type": "inspection",
    "content": "检查通风与防灭火系统",
    "starts_at": "2026-06-08T09:00",
    "ends_at": "2026-06-08T17:30",
    "half_days": "2",
    "place": "虚构镇",
    "approval_no": "泽应急检〔2026〕1号",
    "rate": "400",
    "targets-0-name": "虚构目标煤矿",
    "seats-0-specialty": SPECIALTY,
    "seats-0-min_grade": "SENIOR",
    "seats-0-count": "2",
    "officers-0-name": "执法甲",
    "officers-0-licence": "14052500001",
    "officers-1-name": "执法乙",
    "officers-1-licence": "14052500002",
}


@pytest.fixture
def draft(browser):
    """The section's form, filled in and saved: the page of the draft."""
    page = browser(Post.SECTION).open("dispatch.new")
    return page.submit("#draft form", **FILLED, budget_line="1")


def the_dispatch() -> Dispatch:
    return db.session.scalars(db.select(Dispatch)).one()


def test_a_draft_is_saved_and_shown(draft):
    assert draft.text("h1") == FILLED["title"]
    assert the_dispatch().estimate == 400_00 * 2 * 2


def test_another_row_is_added_without_losing_what_was_typed(browser):
    page = browser(Post.SECTION).open("dispatch.new")
    page = page.submit("#draft form", **FILLED, more="seats")
    assert len(page.soup.select("[name^=seats-][name$=specialty]")) == 3
    assert page.soup.select_one("[name=title]")["value"] == FILLED["title"]


def test_an_end_before_the_start_is_refused_beside_the_field_and_nothing_is_lost(browser):
    page = browser(Post.SECTION).open("dispatch.new")
    page = page.submit("#draft form", **FILLED | {"ends_at": "2026-06-07T09:00"})
    assert page.status == 422
    assert page.text("#ends_at-error") == "结束时间应晚于开始时间"
    assert page.soup.select_one("[name=place]")["value"] == "虚构镇"
    assert not db.session.scalars(db.select(Dispatch)).all()


def test_a_task_whose_time_has_passed_cannot_be_submitted(browser):
    past = {"starts_at": "2025-06-08T09:00", "ends_at": "2025-06-08T17:30"}
    page = browser(Post.SECTION).open("dispatch.new")
    page = page.submit("#draft form", **FILLED | past, budget_line="1")
    page = page.submit("#matter form", action="submit")
    assert page.status == 422
    assert "任务时间已经过去" in page.refusals()[0]
    assert the_dispatch().state is State.DRAFT


def test_without_half_days_nobody_could_be_rated_so_they_are_asked_for(browser):
    page = browser(Post.SECTION).open("dispatch.new")
    page = page.submit("#draft form", **FILLED | {"half_days": ""}, budget_line="1")
    assert "还没有填写半天数" in page.text(".missing")
    assert page.submit("#matter form", action="submit").status == 422


def test_what_a_draft_may_wait_for_is_not_called_optional(browser):
    page = browser(Post.SECTION).open("dispatch.new")
    for name in ("starts_at", "half_days", "budget_line", "rate"):
        assert "选填" not in page.text(f'label[for="{name}"]')


def test_an_inspection_without_approval_and_officers_cannot_be_submitted(browser):
    page = browser(Post.SECTION).open("dispatch.new")
    bare = {"approval_no": "", "officers-1-name": "", "officers-1-licence": ""}
    page = page.submit("#draft form", **FILLED | bare, budget_line="1")
    assert "监督检查类任务须填写行政检查审批表编号" in page.text(".missing")
    page = page.submit("#matter form", action="submit")
    assert page.status == 422
    assert "还不能提交并预留经费" in page.refusals()[0]


def test_an_estimate_above_the_budget_is_refused_with_the_figures(browser):
    page = browser(Post.SECTION).open("dispatch.new")
    page = page.submit("#draft form", **FILLED | {"rate": "99999"}, budget_line="1")
    page = page.submit("#matter form", action="submit")
    assert page.status == 422
    assert "可用100,000.00元，本次需要399,996.00元" in page.refusals()[0]
    assert the_dispatch().state is State.DRAFT


def test_the_whole_way_through_forms_alone(browser, draft):
    section, supervisor = browser(Post.SECTION), browser(Post.SUPERVISOR)
    draft.submit("#matter form", action="submit")
    number = the_dispatch().id
    page = section.open("dispatch.ceremony", dispatch_id=number).submit("#ceremony form")
    page = page.submit("#ceremony form", text="骰子 3 5 1 6")
    page = supervisor.open("dispatch.ceremony", dispatch_id=number)
    page = page.submit("#ceremony form", text="彩票 2026060112")
    assert len(page.soup.select(".seat")) == 2
    matter = {"dispatch_id": number}
    browser(Post.SECTION_HEAD).open("dispatch.show", **matter).submit("#matter form", note="同意")
    deputy = browser(Post.DEPUTY).open("dispatch.show", **matter)
    assert deputy.submit("#matter form", action="sign", password="wrong").status == 422
    deputy.submit("#matter form", action="sign", password=PASSWORD)
    assert the_dispatch().state is State.ISSUED

    give_accounts()
    first, second = [part.id for part in the_dispatch().seated]
    as_expert(browser, first, "accept", is_clear="y")
    as_expert(browser, second, "decline", kind="busy", note="值班")
    page = section.open("dispatch.ceremony", **matter).submit("#ceremony form")
    page.submit("#ceremony form", text="骰子 2 2 2 2")
    page = supervisor.open("dispatch.ceremony", **matter)
    page.submit("#ceremony form", text="彩票 2026060113")
    deputy = browser(Post.DEPUTY).open("dispatch.show", **matter)
    deputy.submit("#matter form", action="approve_supplement", password=PASSWORD)
    give_accounts()
    parts = [part.id for part in the_dispatch().seated]
    as_expert(browser, parts[1], "accept", is_clear="y")
    for part in parts:
        as_expert(browser, part, "acknowledge", read=all_of(browser, part, "read"))
    section.open("dispatch.show", **matter).submit("#matter form", action="depart")
    early = browser(login_of(parts[0])).open("assignment.show", assignment_id=parts[0])
    assert "请到时再登记" in early.submit('form[action$="/arrive"]').refusals()[0]
    after_the_task(browser, section, parts, matter)


def after_the_task(browser, section, parts, matter):
    with clock.held_at(states.LEFT):
        for part in parts:
            be_there_and_be_rated(browser, section, part)
        section.open("dispatch.show", **matter).submit("#matter form", action="deliver")
        browser(Post.HR).open("dispatch.show", **matter).submit("#matter form", action="receive")
        page = section.open("dispatch.show", **matter).submit("#matter form", action="close")
    assert page.text(".badge") == "已办结"
    line = the_dispatch().budget_line
    assert (line.reserved, line.spent) == (0, 2 * 2 * 400_00)


def be_there_and_be_rated(browser, section, part):
    as_expert(browser, part, "arrive")
    as_expert(browser, part, "leave")
    report = "检查了全部通风设施，发现隐患两处，已当场指出并提出建议。"
    page = browser(login_of(part)).open("assignment.report", assignment_id=part)
    page.press('[formaction$="/report"]', content=report)
    page = section.open("assignment.show", assignment_id=part)
    page = page.submit(
        'form[action$="/rate"]', half_days="2", work="检查", hazards_found="2",
        ethics="19", ability="45", discipline="19", integrity="10",
    )  # fmt: skip
    assert "优秀" in page.text("#part")


def test_the_list_is_filtered_sorted_and_exported_as_it_is_shown(browser):
    states.drafted(title="乙")
    states.reserved(title="甲")
    section = browser(Post.SECTION)
    by_title = section.visit("/dispatches/?sort=title").texts("tbody a")
    assert section.visit("/dispatches/?sort=-title").texts("tbody a") == by_title[::-1]
    shown = section.visit("/dispatches/?state=reserved&sort=-starts")
    assert shown.texts("tbody a") == ["甲"]
    book = section.visit("/dispatches/list.xlsx?state=reserved").response.data
    rows = read_rows("list.xlsx", book)
    assert [row[1] for row in rows[2:]] == ["甲"]


def give_accounts() -> None:
    states._let_every_expert_sign_in()
    db.session.commit()


def login_of(part_id: int) -> str:
    part = db.session.get(Assignment, part_id)
    return db.session.get(Account, part.expert.account_id).login


def all_of(browser, part_id: int, name: str) -> list[str]:
    """Every box of that name on the expert's page of the task."""
    page = browser(login_of(part_id)).open("assignment.show", assignment_id=part_id)
    return [box["value"] for box in page.soup.select(f"input[name={name}]")]


def as_expert(browser, part_id: int, step: str, **fields: str | list[str]):
    page = browser(login_of(part_id)).open("assignment.show", assignment_id=part_id)
    page = page.submit(f'form[action$="/{step}"]', **fields)
    assert page.status == 200, page.refusals()
    return page
