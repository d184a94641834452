"""What no page offers: steps made by hand, old pages, odd file names, what is not yet said."""

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted
from models.operations import (
    applications,
    appointments,
    compiling,
    opinions,
    publicity,
    sheet_steps,
    vetting,
)
from models.operations import reviews as review_acts
from models.operations.appointments import Document
from models.operations.files import Upload, keep
from models.rules.article_06_approval import TITLE
from models.tables import Application, Attachment, Holding, Section
from models.vocabulary import AttachmentKind, GroupOpinionKind, Post
from models.workflows.application import State
from models.workflows.proposal import State as RosterState
from models.workflows.sheet import State as SheetState
from tests import proposals, reviews, sheets, states
from tests import publicity as notices
from tests.applications import application, open_cycle
from tests.documents.reading import Paper
from tests.intakes import PDF, begin, bring, upload
from tests.office import PASSWORD
from tests.states import held_by, holder

STEP = "form:has([name=action])"
CHANGED = "您打开本页之后内容已有改动，未签署"
ELSEWHERE = "另有办理页面，请从待办进入办理"


def forged(person, url, **fields):
    token = person.visit(url).soup.select_one("[name=csrf_token]")["value"]
    answer = person.send(url, {"csrf_token": token, "note": "直接改过去", **fields})
    return answer.status, " ".join(answer.refusals())


@pytest.mark.parametrize(
    ("post", "state", "action"),
    [
        (Post.HR, State.SUBMITTED, "sort"),
        (Post.SECTION, State.PASSED, "list"),
        (Post.SECTION, State.LISTED, "unlist"),
        (Post.OFFICE, State.LISTED, "check"),
        (Post.OFFICE, State.LISTED, "reject"),
        (Post.OFFICE, State.CHECKED, "propose"),
        (Post.OFFICE, State.CHECKED, "reject"),
        (Post.OFFICE, State.PROPOSED, "unpropose"),
        (Post.OFFICE, State.PROPOSED, "strike"),
        (Post.LEADER, State.PROPOSED, "decline"),
    ],
)
def test_an_application_is_not_pushed_on_by_a_step_of_another_act(browser, post, state, action):
    made = application(state=state)
    status, said = forged(browser(post), f"/vetting/{made.id}", action=action, edition=1)
    assert (status, made.state) == (422, state)
    assert ELSEWHERE in said


@pytest.mark.parametrize(
    ("post", "state", "action"),
    [
        (Post.OFFICE, RosterState.APPROVED, "publicise"),
        (Post.OFFICE, RosterState.PUBLICISED, "recall"),
        (Post.LEADER, RosterState.DECIDED, "issue"),
        (Post.HR, RosterState.CERTIFIED, "archive"),
    ],
)
def test_a_roster_is_not_pushed_on_without_its_notice_document_or_file(
    browser, post, state, action
):
    made = proposals.proposal(state)
    status, said = forged(browser(post), f"/proposals/{made.id}", action=action)
    assert (status, made.state) == (422, state)
    assert ELSEWHERE in said


@pytest.mark.parametrize(
    ("post", "stands", "action"),
    [
        (Post.SECTION, states.reserved, "freeze"),
        (Post.SECTION, states.frozen, "draw"),
        (Post.DEPUTY, states.issued, "cancel"),
    ],
)
def test_a_dispatch_is_not_pushed_on_without_its_draw_or_change(browser, post, stands, action):
    made = stands()
    before = made.state
    status, said = forged(browser(post), f"/dispatches/{made.id}", action=action)
    assert (status, made.state) == (422, before)
    assert ELSEWHERE in said


def test_one_that_came_back_and_lost_its_specialty_meanwhile_is_named_and_no_fault(browser):
    made = application(501)
    hr = browser(Post.HR)
    page = hr.open("vetting.sort")
    with unit_of_work():
        made.enter(State.RETURNED)
        made.specialty_codes = []
    assert "申报501" in " ".join(page.submit("#sorting form", chosen=[made.id]).refusals())
    status, said = forged(hr, f"/vetting/{made.id}", section="1", action="sort", edition=1)
    assert (status, "现在是“已退回，待补正”" in said) == (422, True)


def returned_with_an_answer():
    """Returned after another section answered, and being written anew."""
    made = application(501, State.SORTED)
    chemistry = db.session.scalars(db.select(Section).filter_by(name="危化监管股")).one()
    with unit_of_work():
        opinions.ask(made, chemistry, "是否了解", by=holder(Post.SECTION))
    with unit_of_work():
        opinions.answer(made.opinions[0], supports=True, words="属实", by=held_by("section_2"))
    with unit_of_work():
        vetting.take(made, "return", edition=1, by=holder(Post.SECTION), note="简历不清楚")
    with unit_of_work():
        made.entries = made.entries | {"resume": "正在改写的简历", "id_number": "990100"}
    return made


def test_what_is_being_corrected_stands_on_nobody_elses_paper(browser):
    made = returned_with_an_answer()
    asked, office = browser("section_2"), browser(Post.OFFICE)
    papers = (
        (asked, f"/opinions/{made.opinions[0].id}/annex-2.pdf"),
        (office, f"/applications/{made.id}/annex-2.pdf"),
    )
    for reader, paper in papers:
        assert not Paper(reader.visit(paper).response.data).says("正在改写")
    with unit_of_work():
        applications.withdraw(made, reason="改日再报", by=holder(Post.APPLICANT))
    for reader, paper in papers:
        assert not Paper(reader.visit(paper).response.data).says("正在改写")


def test_a_number_that_is_being_corrected_is_shown_to_nobody(browser):
    made = returned_with_an_answer()
    status, _ = forged(browser(Post.HR), f"/vetting/{made.id}", action="sort", edition=1)
    assert status == 422
    hr = browser(Post.HR)
    token = hr.visit(f"/vetting/{made.id}").soup.select_one("[name=csrf_token]")["value"]
    fields = {"csrf_token": token, "reason": "核对"}
    assert hr.send(f"/vetting/{made.id}/number", fields).status == 404


def test_a_draft_is_turned_down_by_nobody(browser):
    open_cycle()
    begin(browser)
    made = db.session.scalars(db.select(Application)).one()
    assert browser(Post.OFFICE).open("proposals.reject", application_id=made.id).status == 404


def test_a_notice_that_was_recalled_names_nobody_to_an_old_page(browser):
    proposal = notices.approved()
    with unit_of_work():
        notice = publicity.publish(proposal, ends_on=None, by=holder(Post.OFFICE))
    page = browser(None).open("publicity.object_to", number=notice.number)
    with unit_of_work():
        publicity.recall(proposal, note="名单有误", by=holder(Post.OFFICE))
    answer = page.submit(text=notices.TEXT)
    assert answer.status == 422
    assert "这次公示已经撤回" in answer.refusals()[0]
    assert not [name for name in answer.texts("option") if "申报" in name]


@pytest.mark.parametrize(
    "name", ["两\n行.pdf", "反\u202efdp.pdf", "响\x07铃.pdf", "断\u2028行.pdf"]
)
def test_a_file_is_kept_under_a_name_that_can_be_read_and_sent(app, browser, person, name):
    made = application(501, State.SORTED)
    folder = app.extensions["instance"].uploads
    with unit_of_work():
        stored = keep(Upload(name, PDF), folder, by=person(Post.APPLICANT))
        made.attachments.append(Attachment(kind=AttachmentKind.EDUCATION, file=stored))
    assert stored.name == f"{name[0]}_{name[2:]}"
    where = {"application_id": made.id, "file_id": stored.id}
    assert browser("applicant").open("applications.file", **where).status == 200


def test_of_files_that_were_refused_nothing_lies_about(app, browser):
    open_cycle()
    page = begin(browser)
    answer = bring(
        page, AttachmentKind.EDUCATION, upload("毕业证.pdf", PDF), upload("照片.jpg", b"GIF89a")
    )
    assert answer.status == 422
    assert not list(app.extensions["instance"].uploads.iterdir())


def test_the_leader_does_not_sign_a_roster_that_was_turned_back_and_changed_meanwhile(browser):
    made = proposals.proposal(RosterState.CONSULTING)
    page = browser(Post.LEADER).open("proposals.show", proposal_id=made.id)
    proposals.take(made, "return", Post.LEADER, note="请减少一人")
    with unit_of_work():
        lines = [made.additions[0].sheet_line_id]
        compiling.choose(made, lines=lines, reviews=(), by=holder(Post.OFFICE))
    proposals.submit(made)
    for member in (Post.EXECUTIVE_DEPUTY, Post.DEPUTY):
        proposals.give(made, member, GroupOpinionKind.AGREE)
    answer = page.submit(STEP, action="approve", password=PASSWORD)
    assert (answer.status, made.state) == (422, RosterState.CONSULTING)
    assert CHANGED in answer.refusals()[0]
    fresh = browser(Post.LEADER).open("proposals.show", proposal_id=made.id)
    fresh.submit(STEP, action="approve", password=PASSWORD)
    db.session.rollback()
    assert made.state is RosterState.APPROVED


def test_a_handler_does_not_sign_a_sheet_that_was_composed_anew_meanwhile(browser):
    made = sheets.sheet()
    page = browser(Post.SECTION).open("sheets.show", sheet_id=made.id)
    browser(Post.SECTION).open("sheets.compose", sheet_id=made.id).submit(
        "#compose form", **{f"in_{made.lines[0].application_id}": None}
    )
    answer = page.submit(STEP, action="handle", password=PASSWORD)
    assert answer.status == 422
    assert CHANGED in answer.refusals()[0]


def test_a_head_does_not_confirm_a_review_that_was_judged_anew_meanwhile(browser):
    made = reviews.submitted(removed=0)
    page = browser(Post.SECTION_HEAD).open("reviews.show", review_id=made.id)
    for action, post in (("return", Post.SECTION_HEAD), ("submit", Post.SECTION)):
        with unit_of_work():
            review_acts.take(made, action, by=holder(post), note="请再核对")
    answer = page.submit(STEP, action="confirm", password=PASSWORD)
    assert answer.status == 422
    assert CHANGED in answer.refusals()[0]


def test_of_two_who_choose_the_people_of_a_roster_the_second_is_told(browser):
    made = proposals.proposal()
    office = browser(Post.OFFICE)
    page = office.open("proposals.people", proposal_id=made.id)
    first = made.additions[0].sheet_line_id
    office.open("proposals.people", proposal_id=made.id).submit("#people form", lines=[first])
    answer = page.submit("#people form", lines=[])
    assert (answer.status, len(made.additions)) == (422, 1)
    assert "名单已被他人改动" in answer.refusals()[0]


def also(login, post):
    """The holding of a second post by the account with that login."""
    with unit_of_work():
        account = held_by(login).account
        account.holdings.append(Holding(post=post))
    return next(held for held in account.holdings if held.post is post)


def test_whoever_compiled_a_roster_neither_records_the_meeting_nor_issues_the_document(app):
    made = proposals.proposal(RosterState.CLEARED)
    promoted = also("office", Post.LEADER)
    with pytest.raises(NotPermitted, match="经办人不得再记录局长办公会审定结果"):
        proposals.decide(made, by=promoted)
    proposals.decide(made)
    with clock.held_at(proposals.LATER), unit_of_work():
        document = Document(2026, 5, TITLE, proposals.ISSUED_ON)
        with pytest.raises(NotPermitted, match="经办人不得再印发聘任文件"):
            appointments.issue(made, document, by=promoted)


def test_whoever_signed_a_sheet_does_not_check_it_for_the_office(app):
    made = sheets.sheet(SheetState.DELIVERED)
    for login in ("section", "section_head"):
        with unit_of_work(), pytest.raises(NotPermitted, match="经办人不得再形式审查"):
            sheet_steps.check(made, {}, by=also(login, Post.OFFICE))
