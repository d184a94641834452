"""专业划分, as the office, the administrator and readers meet it."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.queries import taxonomy
from models.tables import BudgetLine, Dispatch, Event, Expert, Seat, Specialty
from models.vocabulary import Grade, Post, TaskType

NOTE = "县局会议议定"


def specialty(code):
    return db.session.scalars(db.select(Specialty).filter_by(code=code)).one()


def rows_of(page):
    return {row.td.text: " ".join(row.text.split()) for row in page.soup.select("tbody tr")}


def change(browser, code, **fields):
    page = browser(Post.OFFICE).open("taxonomy.specialty", specialty_id=specialty(code).id)
    return page.submit(note=NOTE, **fields)


def test_the_reconstruction_says_so_and_gaps_are_marked(browser):
    page = browser(Post.SECTION).open("taxonomy.index")
    assert page.text("#taxonomy .badge") == "重建稿，待按正式附件核对"
    rows = rows_of(page)
    assert rows["A0101"].endswith("3 0 缺3人")
    assert rows["A0103"].endswith("3 12 使用中")


def test_whoever_may_not_read_the_roster_sees_no_numbers_of_persons(browser):
    page = browser(Post.SYSADMIN).open("taxonomy.index")
    assert "在聘" not in page.text("#taxonomy")
    assert rows_of(page)["A0103"].endswith("3 使用中")


def test_readers_change_nothing(browser):
    page = browser(Post.SECTION).open("taxonomy.index")
    assert not page.soup.select('main a[href*="/specialties/"], main a[href*="/industries/"]')


def test_a_renamed_specialty_makes_an_edition_that_keeps_the_old_table(browser):
    page = change(browser, "A0103", name="矿井通风")
    assert page.text(".flash") == "A0103 矿井通风已修改"
    old = browser(Post.SECTION).open("taxonomy.edition", number=1)
    new = browser(Post.SECTION).open("taxonomy.edition", number=2)
    assert "通风与防灭火" in old.text("table")
    assert "矿井通风" in new.text("table")
    assert NOTE in new.text(".lead")


def test_a_change_is_registered_with_before_and_after(browser):
    change(browser, "A0103", name="矿井通风")
    event = db.session.scalars(db.select(Event).filter_by(kind="taxonomy:change")).one()
    assert event.facts["before"] == ["通风与防灭火", 3]
    assert event.facts["after"] == ["矿井通风", 3]
    assert (event.article, event.facts["note"]) == (4, NOTE)


def test_past_records_keep_the_names_they_were_made_with(browser, person, mines):
    now = clock.now()
    with unit_of_work():
        dispatch = Dispatch(
            section=mines, handler=person(Post.SECTION).account, title="通风检查",
            task_type=TaskType.RESEARCH, starts_at=now, ends_at=now + timedelta(hours=4),
            budget_line=db.session.scalars(db.select(BudgetLine)).first(),
            seats=[
                Seat(number=1, specialty_code="A0103", specialty_name="通风与防灭火",
                     min_grade=Grade.SENIOR)
            ],
        )  # fmt: skip
        db.session.add(dispatch)
    change(browser, "A0103", name="矿井通风")
    assert db.session.scalars(db.select(Seat)).one().specialty_name == "通风与防灭火"
    expert = db.session.scalars(db.select(Expert).filter_by(code="ZZ0001")).one()
    assert expert.specialties[0].name == "通风与防灭火"


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"name": "掘进与支护"}, "A0102已叫“掘进与支护”，请另取名称"),
        ({"name": "x" * 41}, "名称应为1至40个字"),
        ({"name": ""}, "请填写专业名称"),
        ({"soft_minimum": "-1"}, "建议人数应在0至50之间"),
        ({}, "名称和建议人数都没有变化，不必保存"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_makes_no_edition(browser, fields, answer):
    page = change(browser, "A0103", **fields)
    assert (page.status, page.refusals()[:1]) == (422, [answer])
    assert taxonomy.current(db.session()).number == 1


def test_a_change_without_a_reason_is_refused(browser):
    page = browser(Post.OFFICE).open("taxonomy.specialty", specialty_id=specialty("A0103").id)
    assert page.submit(name="矿井通风").refusals() == ["请填写修订原因"]


def test_a_quota_above_the_cap_is_refused_with_the_figures(browser):
    page = browser(Post.OFFICE).open("taxonomy.industry", code="A01").submit(quota="43", note=NOTE)
    assert "各行业领域名额合计251人，超过250人的上限" in page.refusals()[0]


def test_an_industry_is_renamed_in_all_its_specialties(browser):
    page = browser(Post.OFFICE).open("taxonomy.industry", code="A01")
    page.submit(name="煤矿安全", quota="40", note=NOTE)
    rows = taxonomy.of_industry(db.session(), "A01")
    assert {(row.industry_name, row.industry_quota) for row in rows} == {("煤矿安全", 40)}


def test_a_retired_specialty_keeps_its_code_for_ever(browser):
    office = browser(Post.OFFICE)
    last = taxonomy.of_industry(db.session(), "A02")[-1]
    office.open("taxonomy.retire", specialty_id=last.id).submit(note=NOTE)
    page = office.open("taxonomy.add", code="A02").submit(name="矿山测量", note=NOTE)
    assert page.text(".flash") == "已增设A0207 矿山测量"
    assert not specialty(last.code).is_active
    assert specialty("A0207").soft_minimum == 3


def test_retiring_tells_how_many_experts_have_it(browser):
    page = browser(Post.OFFICE).open("taxonomy.retire", specialty_id=specialty("A0103").id)
    assert "有12名在聘专家属于该专业" in page.text(".warning")


def test_a_retired_specialty_is_not_retired_again(browser):
    office, subject = browser(Post.OFFICE), specialty("A0101")
    page = office.open("taxonomy.retire", specialty_id=subject.id)
    page.submit(note=NOTE)
    assert page.submit(note=NOTE).refusals() == [f"{subject.label}已停用，不必再停用"]


def test_the_administrator_confirms_and_the_mark_goes_until_the_next_change(browser):
    page = (
        browser(Post.SYSADMIN).open("taxonomy.confirm").submit(against="泽应急总指办发〔2023〕9号")
    )
    assert page.text("#taxonomy .badge") == "第1版，已按“泽应急总指办发〔2023〕9号”核对"
    change(browser, "A0103", name="矿井通风")
    page = browser(Post.SECTION).open("taxonomy.index")
    assert page.text("#taxonomy .badge") == "第2版修订稿，待核对确认"


def test_an_edition_is_confirmed_once_and_not_by_its_editors(browser):
    page = browser(Post.SYSADMIN).open("taxonomy.confirm")
    page.submit(against="甲")
    assert page.submit(against="乙").refusals() == ["第1版已按“甲”核对确认"]
    assert browser(Post.OFFICE).open("taxonomy.confirm").status == 403


def test_an_industry_that_does_not_exist_is_not_found(browser):
    assert browser(Post.OFFICE).open("taxonomy.add", code="Z99").status == 404
