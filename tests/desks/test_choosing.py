"""选定专家, as the section meets it: the way in the draft, the people, and what they sign."""

from io import BytesIO

import pytest

from models import clock
from models.db import db
from models.tables import Dispatch, Expert
from models.vocabulary import Post, SelectionWay, Standing
from models.workflows.assignment import State as PartState
from models.workflows.dispatch import State
from tests import states, variants
from tests.office import PASSWORD, id_number
from tests.test_queries import MOST, counted

S, O = SelectionWay.STANDING, SelectionWay.OFF_ROSTER  # noqa: E741
PERSON = {
    "name": "库外甲",
    "id_number": id_number(501),
    "employer": "虚构大学",
    "title": "教授级高级工程师",
    "mobile": "19100000001",
    "reason": "专家库内没有该专业方向的专家",
}


def pdf(name="职称证书.pdf"):
    return (BytesIO(variants.PDF), name)


def only() -> Dispatch:
    return db.session.scalars(db.select(Dispatch)).one()


def test_the_draft_offers_every_way_but_the_emergency(browser):
    dispatch = states.drafted(seats=1)
    page = browser(Post.SECTION).open("dispatch.edit", dispatch_id=dispatch.id)
    offered = [tag["value"] for tag in page.soup.select("[name=way] option")]
    assert offered == ["random", "standing", "off_roster"]
    page = page.submit("#draft form", way="off_roster", way_reason="库内没有该方向")
    assert "库外聘请：库内没有该方向" in page.text("#matter")
    assert only().way is O


def test_without_a_ground_it_is_not_submitted(browser):
    dispatch = states.drafted(seats=1, way=S)
    page = browser(Post.SECTION).open("dispatch.show", dispatch_id=dispatch.id)
    assert "还没有写明采用“相对固定”的理由" in page.text("#matter")
    page = page.submit("#act form", action="submit")
    assert "还没有写明采用“相对固定”的理由" in page.refusals()[0]


def test_a_standing_expert_is_named_through_pages(browser):
    dispatch = variants.reserved(S)
    section = browser(Post.SECTION)
    page = section.open("dispatch.show", dispatch_id=dispatch.id)
    assert "选定专家" in page.text("#act")
    assert "冻结名单" not in page.text("#act")
    assert "选定专家" in section.open("desk.index").text("main")
    page = section.open("dispatch.choose", dispatch_id=dispatch.id)
    seat = f"seat_{dispatch.seats[0].id}"
    assert page.submit("#choose form", **{seat: ""}).status == 422
    page = page.submit("#choose form", **{seat: str(variants.expert("ZZ0001").id)})
    assert "专家01" in page.text("#matter")
    assert only().state is State.DRAWN


def test_whoever_cannot_be_named_stands_there_with_the_reasons(browser):
    dispatch = variants.reserved(S)
    states.issued(seats=12)
    page = browser(Post.SECTION).open("dispatch.choose", dispatch_id=dispatch.id)
    assert "不能：任务时间冲突" in page.text("#choose table")
    seat = f"seat_{dispatch.seats[0].id}"
    assert len(page.soup.select(f"[name={seat}] option")) == 1
    page = page.submit("#choose form", **{seat: str(variants.expert("ZZ0001").id)})
    assert (page.status, "任务时间冲突" in page.refusals()[0]) == (422, True)
    assert page.submit("#choose form", **{seat: "9e9"}).status == 422


def test_somebody_from_outside_is_entered_named_and_signed_for(browser):
    dispatch = states.reserved(seats=1, way=O, way_reason="库内没有该方向")
    section, where = browser(Post.SECTION), {"dispatch_id": dispatch.id}
    page = section.open("dispatch.new_outsider", **where)
    refused = page.submit("#outsider form", proof=pdf(), **(PERSON | {"title": "工程师"}))
    assert (refused.status, "必须具备高级以上" in refused.refusals()[0]) == (422, True)
    assert page.submit("#outsider form", **PERSON).status == 422
    page = page.submit("#outsider form", proof=pdf(), **PERSON)
    assert "库外甲" in page.text("#choose table"), page.refusals()
    outside = db.session.scalars(db.select(Expert).filter_by(standing=Standing.OFF_ROSTER)).one()
    page.submit("#choose form", **{f"seat_{only().seats[0].id}": str(outside.id)})
    states.step(only(), "endorse", Post.SECTION_HEAD)
    deputy = browser(Post.DEPUTY)
    page = deputy.open("dispatch.show", **where)
    assert "教授级高级工程师" in page.text("#matter")
    outsider_id = only().outsiders[0].id
    assert deputy.open("dispatch.outsider_proof", outsider_id=outsider_id).response.data
    assert (
        browser("section_2").open("dispatch.outsider_proof", outsider_id=outsider_id).status == 404
    )
    page.submit("#act form", action="sign", password=PASSWORD)
    assert only().seated[0].state is PartState.NOTIFIED


def test_an_entry_made_by_mistake_is_deleted(browser):
    dispatch = variants.reserved(O)
    page = browser(Post.SECTION).open("dispatch.choose", dispatch_id=dispatch.id)
    page.submit('form[action$="/strike"]')
    assert only().outsiders == []


def test_the_section_enters_what_was_signed_step_by_step(browser):
    dispatch = variants.issued(O)
    [part] = dispatch.seated
    section, where = browser(Post.SECTION), {"assignment_id": part.id}
    assert "代录本人签字材料" in section.open("desk.index").text("main")
    page = section.open("assignment.show", **where)
    assert page.soup.select_one(f'a[href$="/assignments/{part.id}/on-paper"]')
    page = section.open("assignment.on_paper", **where)
    assert "请上传本人签字的任务回执扫描件" in page.submit("#paper form").refusals()[0]
    page = page.submit("#paper form", scan=pdf("回执.pdf"))
    assert "回执.pdf" in page.text("#part")
    page = section.open("assignment.on_paper", **where)
    assert "廉政" in page.text("#paper")
    page.submit("#paper form", scan=pdf("告知书.pdf"))
    assert part.state is PartState.BRIEFED
    file_id = part.papers[0].file_id
    paper = section.open("assignment.signed_paper", file_id=file_id, **where)
    assert paper.response.data == variants.PDF
    nobody = browser("section_2").open("assignment.signed_paper", file_id=file_id, **where)
    assert nobody.status == 404
    assert section.open("assignment.signed_paper", file_id=999, **where).status == 404


def test_a_second_tap_passes_one_signed_paper_off_as_no_other(browser):
    [part] = variants.issued(O).seated
    page = browser(Post.SECTION).open("assignment.on_paper", assignment_id=part.id)
    page.submit("#paper form", scan=pdf("回执.pdf"))
    again = page.submit("#paper form", scan=pdf("回执.pdf"))
    assert "上一份材料已经代录" in again.refusals()[0]
    assert (part.state, len(part.papers)) == (PartState.ACCEPTED, 1)
    again.submit("#paper form", scan=pdf("告知书.pdf"))
    assert part.state is PartState.BRIEFED


def test_the_report_on_paper_is_read_with_its_scan(browser):
    part = variants.left(O).seated[0]
    with clock.held_at(states.REPORTED):
        page = browser(Post.SECTION).open("assignment.on_paper", assignment_id=part.id)
        page = page.submit("#paper form", scan=pdf("报告.pdf"), content=variants.REPORT)
    assert page.status == 200, page.refusals()
    assert (variants.REPORT in page.text("#part"), "报告.pdf" in page.text("#part")) == (True, True)


@pytest.mark.parametrize("way", [S, O])
def test_the_pages_of_a_choice_ask_the_database_seldom(browser, way):
    dispatch = variants.reported(way)
    other = variants.reserved(way) if way is O else states.reserved(seats=1, way=S, way_reason="x")
    opened = [
        (Post.SECTION, "dispatch.show", {"dispatch_id": dispatch.id}),
        (Post.SECTION, "dispatch.choose", {"dispatch_id": other.id}),
    ]
    for post, endpoint, values in opened:
        person = browser(post)
        with counted() as asked:
            assert person.open(endpoint, **values).status == 200
        assert (endpoint, len(asked) <= MOST) == (endpoint, True), len(asked)
