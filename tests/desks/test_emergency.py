"""紧急调用, as the posts meet it: one page for the order, two taps a call, the papers, the list."""

import pytest

from models.db import db, unit_of_work
from models.operations import assignments
from models.tables import Dispatch, EmergencyCall
from models.vocabulary import Post
from models.workflows.assignment import Action as PartAction
from models.workflows.assignment import State as PartState
from models.workflows.dispatch import Action, State
from tests import emergencies, states
from tests.office import PASSWORD, SPECIALTY
from tests.test_queries import MOST, counted

SAID = {
    "title": "虚构目标煤矿透水，两人被困",
    "place": "虚构目标煤矿副井口",
    "target": "虚构目标煤矿",
    "reason": emergencies.REASON,
    "wanted-0-specialty": SPECIALTY,
    "wanted-0-count": "2",
    "password": PASSWORD,
}


def only() -> Dispatch:
    return db.session.scalars(db.select(Dispatch)).one()


def tap(page, serial: int, outcome: str, **fields):
    number = emergencies.expert(serial).id
    return page.submit(f"#call-{number} form", outcome=outcome, **fields)


def test_the_whole_way_through_pages_alone(browser):
    deputy, section = browser(Post.DEPUTY), browser(Post.SECTION)
    page = deputy.open("emergency.new").submit("#order form", **SAID)
    assert page.status == 200, page.refusals()
    page = tap(page, 1, "unreached")
    page = tap(page, 2, "comes")
    page = section.open("emergency.show", dispatch_id=only().id)
    assert "190" not in page.text("#order")
    page = page.submit('form[action$="/phones"]')
    page = tap(page, 3, "comes")
    assert "席位已满" in page.text("#order")
    page = page.submit('form[action*="/briefings/"]')
    assert "已记录" in page.response.text
    page = section.open("dispatch.edit", dispatch_id=only().id).submit(
        "#draft form", content="查明水源，提出排水和搜救的技术方案。", half_days="2", rate="400",
        budget_line=str(db.session.scalar(db.text("SELECT id FROM budget_line"))),
    )  # fmt: skip
    assert page.status == 200, page.refusals()
    page = page.submit("#act form", action="complete_papers")
    assert (page.status, only().state) == (200, State.PAPERED), page.refusals()
    page = browser(Post.SECTION_HEAD).open("dispatch.show", dispatch_id=only().id)
    page.submit("#act form", action="endorse_papers")
    assert only().state is State.ISSUED
    listed = browser(Post.SUPERVISOR).open("supervision.not_drawn").text("#list")
    assert "紧急调用" in listed
    assert "呼叫3次" in listed
    assert emergencies.REASON in listed


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"reason": ""}, "紧急调用必须写明理由"),
        ({"wanted-0-specialty": ""}, "至少选择一个需要的专业"),
        ({"password": "wrong"}, "密码不正确"),
        ({"title": ""}, "请写明发生了什么"),
        ({"wanted-0-count": "99"}, "应为1至9人"),
        ({"section": "999"}, "请"),
    ],
)
def test_an_order_that_says_too_little_keeps_what_was_typed(browser, said, answer):
    page = browser(Post.DEPUTY).open("emergency.new").submit("#order form", **(SAID | said))
    assert page.status == 422
    assert [line for line in page.refusals() if answer in line] or "section" in said
    assert page.soup.select_one("#place")["value"] == SAID["place"]
    assert not db.session.scalars(db.select(Dispatch)).all()


def test_a_second_tap_on_the_order_orders_nothing_more(browser):
    form = browser(Post.DEPUTY).open("emergency.new")
    form.submit("#order form", **SAID)
    again = form.submit("#order form", **SAID)
    assert (again.status, "刚刚已经下达同样的紧急调用" in " ".join(again.refusals())) == (422, True)
    assert only().state is State.ORDERED


def test_a_second_tap_on_a_call_calls_nobody_twice(browser):
    emergencies.ordered()
    page = browser(Post.DEPUTY).open("emergency.show", dispatch_id=only().id)
    tap(page, 1, "comes")
    again = tap(page, 1, "comes")
    assert again.status == 200
    assert len(db.session.scalars(db.select(EmergencyCall)).all()) == 1


def test_a_call_that_another_has_made_meanwhile_is_said_so(browser):
    dispatch = emergencies.ordered()
    page = browser(Post.DEPUTY).open("emergency.show", dispatch_id=dispatch.id)
    emergencies.call(dispatch, 1)
    said = tap(page, 1, "cannot", kind="busy", note="在外地")
    assert (said.status, "已由股室承办人呼叫过" in " ".join(said.refusals())) == (422, True)


@pytest.mark.parametrize("fields", [{"outcome": "perhaps"}, {"kind": "changed"}, {"attempt": ""}])
def test_a_forged_call_is_refused(browser, fields):
    emergencies.ordered()
    page = browser(Post.DEPUTY).open("emergency.show", dispatch_id=only().id)
    said = tap(page, 1, **({"outcome": "cannot"} | fields))
    assert (said.status, bool(said.refusals())) == (422, True)
    assert not db.session.scalars(db.select(EmergencyCall)).all()


def test_a_call_to_nobody_on_the_roster_finds_nobody(browser):
    emergencies.ordered()
    page = browser(Post.DEPUTY).open("emergency.show", dispatch_id=only().id)
    assert tap(page, 1, "comes", expert_id="9999").status == 404


@pytest.mark.parametrize("who", [Post.OFFICE, Post.SUPERVISOR, Post.SECTION_HEAD, Post.LEADER])
def test_whoever_only_reads_sees_the_calls_and_no_telephone(browser, who):
    dispatch = emergencies.ordered()
    emergencies.call(dispatch, 1)
    text = browser(who).open("emergency.show", dispatch_id=dispatch.id).text("#order")
    assert ("专家01" in text, "190000" in text, "按次序呼叫" in text) == (True, False, False)


def test_another_section_and_an_ordinary_dispatch_have_no_such_page(browser):
    drafted, dispatch = states.drafted(), emergencies.ordered()
    assert browser("section_2").open("emergency.show", dispatch_id=dispatch.id).status == 404
    assert browser(Post.SECTION).open("emergency.show", dispatch_id=drafted.id).status == 404


@pytest.mark.parametrize("who", [Post.SECTION, Post.SECTION_HEAD, Post.LEADER, Post.EXPERT])
def test_nobody_but_a_deputy_has_the_page_of_the_order(browser, who):
    assert browser(who).open("emergency.new").status == 403


def test_the_deputy_finds_the_order_on_the_desk(browser):
    page = browser(Post.DEPUTY).open("desk.index")
    assert page.soup.select_one('a[href="/emergency/new"]')
    assert not browser(Post.SECTION).open("desk.index").soup.select('a[href="/emergency/new"]')


def waiting(browser, who) -> str:
    return browser(who).open("desk.index").text("#desk")


def test_what_is_to_be_done_stands_on_the_desks(browser):
    dispatch = emergencies.ordered()
    for who in (Post.SECTION, Post.DEPUTY):
        assert "呼叫专家" in waiting(browser, who)
    assert "补办手续" in waiting(browser, Post.SECTION)
    with emergencies.hours_later(dispatch, 25):
        assert "补办手续（已逾期）" in waiting(browser, Post.SECTION)
        assert "督促补办手续" in waiting(browser, Post.DEPUTY)
        assert "1件紧急调用逾期未补齐手续" in waiting(browser, Post.SUPERVISOR)
        text = browser(Post.SUPERVISOR).open("supervision.not_drawn").text("#list")
        assert "逾期" in text
    for serial in (1, 2):
        emergencies.call(dispatch, serial)
    assert "呼叫专家" not in waiting(browser, Post.DEPUTY)


def test_the_head_finds_the_papers_and_the_deputy_nothing_more_to_sign(browser):
    emergencies.papered()
    assert "审核补办手续" in waiting(browser, Post.SECTION_HEAD)
    assert "补齐" not in waiting(browser, Post.DEPUTY)


def test_the_deputy_calls_it_off_with_reason_and_password(browser):
    emergencies.ordered()
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=only().id)
    assert page.submit("#act form", action="call_off_order", note="已脱险").status == 422
    page.submit("#act form", action="call_off_order", note="已脱险", password=PASSWORD)
    assert only().state is State.CANCELLED


def test_the_track_of_an_emergency_begins_with_the_order(browser):
    emergencies.ordered()
    page = browser(Post.SECTION).open("dispatch.show", dispatch_id=only().id)
    labels = page.texts(".steps li")
    assert State.ORDERED.label in labels[0]
    assert not [label for label in labels if "冻结" in label]


def test_an_expert_called_out_acknowledges_on_their_own_page_as_well(browser):
    dispatch = emergencies.ordered()
    emergencies.call(dispatch, 1)
    page = browser(Post.EXPERT).open("assignment.show", assignment_id=dispatch.seated[0].id)
    ticked = {box["name"]: [b["value"] for b in page.soup.select('[name="read"]')]
              for box in page.soup.select('[name="read"]')}  # fmt: skip
    page.submit('form[action$="/acknowledge"]', **ticked)
    assert only().seated[0].state is PartState.BRIEFED


def test_the_pages_ask_little_however_many_are_called(browser):
    dispatch = emergencies.manned()
    late = emergencies.ordered(title="另一起事故", seats=3)
    emergencies.call(late, 4)
    opened = [
        (Post.DEPUTY, "emergency.show", {"dispatch_id": late.id}),
        (Post.DEPUTY, "emergency.new", {}),
        (Post.SECTION, "dispatch.show", {"dispatch_id": dispatch.id}),
        (Post.SUPERVISOR, "supervision.not_drawn", {}),
        *((post, "desk.index", {}) for post in (Post.SECTION, Post.DEPUTY, Post.SUPERVISOR)),
    ]

    def ask() -> dict[str, int]:
        asks = {}
        for who, endpoint, where in opened:
            client = browser(who)
            with counted() as asked:
                assert client.open(endpoint, **where).status == 200, endpoint
            asks[f"{who} {endpoint}"] = len(asked)
        return asks

    before = ask()
    emergencies.call(late, 5)
    for serial in (6, 7, 8):
        emergencies.call(late, serial, emergencies.CallOutcome.UNREACHED)
    emergencies.ordered(title="第三起事故")
    assert {page: (before[page], n) for page, n in ask().items() if n > before[page]} == {}
    assert {page: n for page, n in before.items() if n > MOST} == {}


def test_the_visit_is_taken_down_before_the_papers_are_there(browser):
    dispatch = emergencies.manned()
    with unit_of_work():
        part = dispatch.seated[0]
        assignments.attend(part, PartAction.ARRIVE, by=states.holder(Post.SECTION))
    page = browser(Post.SECTION).open("emergency.show", dispatch_id=dispatch.id)
    assert PartState.ON_SITE.label in page.text("#order")
    assert Action.COMPLETE_PAPERS in {
        m.action for m in dispatch.workflow.moves_from(dispatch.state)
    }
