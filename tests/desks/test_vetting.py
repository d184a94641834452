"""受理分送、初审、会同审核, as hr, the sections and readers meet them."""

import pytest

from models.db import db, unit_of_work
from models.operations import lead_sections, opinions
from models.operations.files import Upload, keep
from models.tables import Attachment, Event, Section
from models.vocabulary import AttachmentKind, Post
from models.workflows.application import State
from tests.applications import application

PNG = b"\x89PNG\r\n\x1a\n"
DECISION = "#act form:has([name=action])"
LINES = "#checklist form"


@pytest.fixture
def chemistry(app):
    return db.session.scalars(db.select(Section).filter_by(name="危化监管股")).one()


@pytest.fixture
def coal_leads(person, mines):
    with unit_of_work():
        lead_sections.assign("A01", mines, by=person(Post.OFFICE))


def page_of(who, made):
    return who.open("vetting.show", application_id=made.id)


def asked(person, chemistry, made):
    with unit_of_work():
        opinions.ask(made, chemistry, "是否了解其工作经历", by=person(Post.SECTION))
    return made.opinions[-1]


# 受理分送


def test_hr_meets_one_card_for_all_that_waits_and_sends_it_to_the_proposed_sections(
    browser, coal_leads
):
    made = [application(serial) for serial in (501, 502, 503)]
    hr = browser(Post.HR)
    desk = hr.open("desk.index")
    assert desk.texts(".todo-title") == ["3份申报待受理"]
    page = hr.visit(desk.soup.select_one(".todo a")["href"])
    assert page.texts("option[selected]") == ["煤矿监管股"] * 3
    page = page.submit(LINES.replace("checklist", "sorting"), chosen=[made[0].id, made[2].id])
    assert page.text(".flash") == "已受理并分送2份"
    assert page.texts("tbody th a") == ["申报502"]
    assert {each.state for each in made} == {State.SORTED, State.SUBMITTED}


def test_an_industry_that_nobody_leads_is_asked_for_beside_its_select(browser, coal_leads):
    made, other = application(501), application(502, primary="A0201")
    page = browser(Post.HR).open("vetting.sort")
    page = page.submit("#sorting form", chosen=[made.id, other.id])
    assert (page.status, page.refusals()) == (422, ["请为申报502选择牵头股室"])
    assert len(page.soup.select("input[type=checkbox][checked]")) == 2
    assert made.state is State.SUBMITTED


def test_one_that_was_withdrawn_meanwhile_is_named_and_keeps_the_others(browser, coal_leads):
    made, gone = application(501), application(502)
    page = browser(Post.HR).open("vetting.sort")
    with unit_of_work():
        gone.enter(State.WITHDRAWN)
    page = page.submit("#sorting form", chosen=[made.id, gone.id])
    assert page.status == 422
    assert page.refusals()[0].startswith("一份都没有分送。S2026-502申报502：现在是“已撤回”")
    assert made.state is State.SUBMITTED


def test_nothing_ticked_is_said_and_one_link_ticks_the_page(browser, coal_leads):
    application(501)
    page = browser(Post.HR).open("vetting.sort")
    assert page.submit("#sorting form").refusals() == ["请勾选要分送的申报表"]
    ticked = browser(Post.HR).visit(page.soup.select_one("#sorting .actions a")["href"])
    assert ticked.submit("#sorting form").text(".flash") == "已受理并分送1份"


@pytest.mark.parametrize("chosen", ["x", str(2**40), "-1", "999"])
def test_a_forged_choice_is_refused_and_no_fault(browser, coal_leads, chosen):
    application(501)
    page = browser(Post.HR).open("vetting.sort").submit("#sorting form", chosen=[chosen])
    assert page.status == 422


def test_hr_sends_one_from_its_page_and_lands_on_the_next(browser, coal_leads):
    first, second = application(501), application(502)
    page = page_of(browser(Post.HR), first).submit("#act form[action$=section]")
    assert page.text(".flash") == "申报501的专家申报：已分送煤矿监管股"
    assert page.url.endswith(f"/{second.id}")


def test_hr_returns_one_with_the_reason_and_it_waits_no_more(browser):
    made = application(501)
    page = page_of(browser(Post.HR), made)
    assert page.submit(DECISION, action="return").refusals() == ["退回补正必须写明理由"]
    page = page.submit(DECISION, action="return", note="缺学历证明")
    assert page.texts(".flash") == ["申报501的专家申报：已退回，待补正", "没有等您办理的申报了"]
    assert browser(Post.HR).open("desk.index").texts(".todo") == []


# 初审


def test_a_section_vets_one_after_another_from_its_desk(browser):
    first, second = application(501, State.SORTED), application(502, State.SORTED)
    section = browser(Post.SECTION)
    desk = section.open("desk.index")
    assert desk.texts(".todo-title") == ["2份申报待初审"]
    page = section.visit(desk.soup.select_one(".todo a")["href"])
    page = page.submit(LINES, rest="1")
    assert page.texts(".missing li") == []
    page = page.submit(DECISION, action="pass", note="经核对属实，符合条件")
    assert page.text(".flash") == "申报501的专家申报：初审通过，待列入汇总表"
    assert page.url.endswith(f"/{second.id}")
    assert first.vetting_opinion == "经核对属实，符合条件"


def test_what_was_marked_stays_and_the_rest_is_filled_in(browser):
    made = application(501, State.SORTED)
    fields = {"education": "fails", "education-note": "学信网查不到"}
    page = page_of(browser(Post.SECTION), made).submit(LINES, rest="1", **fields)
    missing = page.texts(".missing li")
    assert [words.split()[0] for words in missing] == ["“学历真实”核对不符，请退回补正或不予通过"]
    checked = page.soup.select(".vet input[type=radio][checked]")
    assert [tag["value"] for tag in checked].count("fails") == 1


def test_a_line_found_false_without_a_word_is_refused_beside_it(browser):
    made = application(501, State.SORTED)
    page = page_of(browser(Post.SECTION), made).submit(LINES, education="fails")
    assert (page.status, page.refusals()) == (422, ["“学历真实”核对不符的，请写明查到的情况"])
    assert made.vetting == []


def test_a_note_without_a_verdict_and_a_form_without_any_are_refused(browser):
    made = application(501, State.SORTED)
    page = page_of(browser(Post.SECTION), made)
    noted = page.submit(LINES, **{"identity-note": "已当面核对"})
    assert noted.refusals() == ["写了情况的，请再选属实或不符"]
    assert page.submit(LINES).text(".refusal").startswith("请先逐项选择属实或不符")


def test_a_verdict_that_is_no_verdict_is_refused(browser):
    made = application(501, State.SORTED)
    page = page_of(browser(Post.SECTION), made).submit(LINES, identity="perhaps")
    assert page.status == 422


def test_an_application_that_was_replaced_meanwhile_is_not_judged_by_the_old_page(browser):
    made = application(501, State.SORTED)
    page = page_of(browser(Post.SECTION), made)
    with unit_of_work():
        made.edition = 2
    for form, fields in ((LINES, {"rest": "1"}), (DECISION, {"action": "reject", "note": "x"})):
        refused = page.submit(form, **fields)
        assert refused.status == 422
        assert "已补正并第2次提交" in refused.refusals()[0]


def test_the_keyboard_walks_verdict_and_note_of_each_line_and_then_the_buttons(browser):
    made = application(501, State.SORTED)
    form = page_of(browser(Post.SECTION), made).soup.select_one(LINES)
    controls = form.select("input:not([type=hidden]), button")
    keys = [line.key for line in made.checklist]
    walked = [tag["name"] for tag in controls if tag.name == "input"]
    assert walked == [name for key in keys for name in (key, key, f"{key}-note")]
    assert [tag.text for tag in controls if tag.name == "button"] == ["保存核对", "其余全部属实"]
    assert not form.select("[tabindex]")


def test_the_next_one_is_one_key_away_and_begins_anew_behind_the_last(browser):
    made = [application(serial, State.SORTED) for serial in (501, 502, 503)]
    section = browser(Post.SECTION)
    ids = []
    page = page_of(section, made[1])
    for _ in range(3):
        link = page.soup.select_one("a[accesskey=n]")
        assert link.text == "下一份（还有2份）"
        page = section.visit(link["href"])
        ids.append(int(page.url.partition("#")[0].rsplit("/", 1)[1]))
    assert ids == [made[2].id, made[0].id, made[1].id]


def test_nobody_is_offered_to_vet_what_they_filled_in(browser):
    mine = application(501, State.SORTED, owner="section")
    section = browser(Post.SECTION)
    assert not page_of(section, mine).soup.select("#application form")
    assert section.open("desk.index").texts(".todo-title") == []


def test_readers_see_what_was_found_and_can_change_nothing(browser):
    made = application(501, State.SORTED)
    page_of(browser(Post.SECTION), made).submit(LINES, identity="holds")
    for post in (Post.SECTION_HEAD, Post.DEPUTY, Post.OFFICE, Post.SUPERVISOR):
        page = page_of(browser(post), made)
        assert page.texts(".vet-found")[0] == "属实"
        assert not page.soup.select("#application form")


def test_another_section_and_other_posts_do_not_find_it(browser):
    made = application(501, State.SORTED)
    assert page_of(browser("section_2"), made).status == 404
    for post in (Post.FINANCE, Post.UNIT, Post.APPLICANT, Post.EXPERT):
        assert page_of(browser(post), made).status == 403


def test_before_it_was_handed_in_it_is_nobody_elses(browser):
    made = application(501, State.DRAFT)
    with unit_of_work():
        made.edition = 0
    assert page_of(browser(Post.HR), made).status == 404
    assert browser(Post.HR).open("vetting.index").texts("tbody tr") == []


# 会同审核


def test_another_section_is_asked_and_answers_from_its_desk(browser):
    made = application(501, State.SORTED)
    section, other = browser(Post.SECTION), browser("section_2")
    page = page_of(section, made)
    where = page.soup.select("#opinions select option")[1]["value"]
    page = page.submit("#opinions form", section=where, question="是否了解其工作经历")
    assert page.text(".asked h3") == "危化监管股 等待答复"
    assert "危化监管股的会同审核意见还没有答复" in " ".join(page.texts(".missing li"))
    desk = other.open("desk.index")
    assert desk.texts(".todo-title") == ["会同审核：申报501的专家申报"]
    opinion = other.visit(desk.soup.select_one(".todo a")["href"])
    assert opinion.submit("#opinion > form").refusals() == ["请选择支持或不支持", "请写明审核意见"]
    done = opinion.submit("#opinion > form", supports="no", answer="在我股业务中曾出具失实报告")
    assert done.text(".flash") == "已答复申报501的专家申报"
    assert other.open("desk.index").texts(".todo") == []
    shown = page_of(section, made)
    assert shown.text(".asked h3") == "危化监管股 不支持推荐"
    assert "曾出具失实报告" in shown.text(".asked blockquote")


def test_a_question_is_withdrawn_with_one_button(browser, person, chemistry):
    made = application(501, State.SORTED)
    number = asked(person, chemistry, made).id
    page = page_of(browser(Post.SECTION), made).submit("form[action$=withdraw]")
    assert page.text(".flash") == "已撤回会同审核"
    assert browser("section_2").open("vetting.opinion", opinion_id=number).status == 404


def test_the_page_of_a_question_is_for_the_section_that_was_asked(browser, person, chemistry):
    opinion = asked(person, chemistry, application(501, State.SORTED))
    assert browser(Post.SECTION).open("vetting.opinion", opinion_id=opinion.id).status == 404
    assert browser(Post.HR).open("vetting.opinion", opinion_id=opinion.id).status == 403


def test_a_notice_of_a_question_leads_to_it(browser, person, chemistry):
    opinion = asked(person, chemistry, application(501, State.SORTED))
    other = browser("section_2")
    link = other.open("notices.index").soup.select_one("#notices a")["href"]
    assert other.visit(link).response.location.endswith(f"/vetting/opinions/{opinion.id}")


# 材料和证件号码


def with_paper(made, kind, content, name, person, app):
    """A file that came with the edition handed in."""
    folder = app.extensions["instance"].uploads
    with unit_of_work():
        stored = keep(Upload(name, content), folder, by=person(Post.APPLICANT))
        made.attachments.append(Attachment(kind=kind, file=stored))
        db.session.flush()
        made.editions[-1].files = [*made.editions[-1].files, stored.id]
    return stored


def test_each_paper_stands_beside_the_line_it_proves_and_opens_in_the_browser(app, browser, person):
    made = application(501, State.SORTED)
    photo = with_paper(made, AttachmentKind.PHOTO, PNG, "照片.png", person, app)
    paper = with_paper(made, AttachmentKind.EDUCATION, b"%PDF-1.7", "学历.pdf", person, app)
    section = browser(Post.SECTION)
    page = page_of(section, made)
    lines = {line.h3.text.split()[0]: line for line in page.soup.select(".vet-line")}
    assert lines["身份真实"].img["src"].endswith(f"/files/{photo.id}")
    assert "学历.pdf" in lines["学历真实"].select_one(".vet-proofs").text
    answer = section.open("vetting.file", application_id=made.id, file_id=paper.id).response
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_a_paper_is_only_for_those_who_may_read_the_application(app, browser, person, chemistry):
    made, other = application(501, State.SORTED), application(502, State.SORTED)
    paper = with_paper(made, AttachmentKind.EDUCATION, b"%PDF-1.7", "学历.pdf", person, app)
    where = {"application_id": made.id, "file_id": paper.id}
    assert browser("section_2").open("vetting.file", **where).status == 404
    wrong = where | {"application_id": other.id}
    assert browser(Post.SECTION).open("vetting.file", **wrong).status == 404
    opinion = asked(person, chemistry, made)
    where = {"opinion_id": opinion.id, "file_id": paper.id}
    assert browser("section_2").open("vetting.opinion_file", **where).status == 200
    assert browser(Post.SECTION).open("vetting.opinion_file", **where).status == 404


def test_the_number_is_masked_until_whoever_checks_it_says_why(browser):
    made = application(501, State.SORTED)
    number = made.entries["id_number"]
    section = browser(Post.SECTION)
    page = page_of(section, made)
    assert number not in page.response.text
    refused = page.submit("#identity form", reason=" ")
    assert (refused.status, refused.refusals()) == (422, ["请写明查看理由"])
    assert number in page.submit("#identity form", reason="与身份证核对").text("#identity")
    event = db.session.scalars(db.select(Event).filter_by(kind="application:reveal")).one()
    assert event.facts == {"reason": "与身份证核对"}


@pytest.mark.parametrize("post", [Post.LEADER, Post.OFFICE, Post.SECTION_HEAD, Post.SUPERVISOR])
def test_who_only_reads_sees_the_number_masked(browser, post):
    made = application(501, State.SORTED)
    page = page_of(browser(post), made)
    assert page.status == 200
    assert made.entries["id_number"] not in page.response.text
    assert not page.soup.select("#identity form")


# 申报材料一览


def names(page):
    return page.texts("tbody th a")


def test_the_list_is_narrowed_and_sorted_in_the_address(browser):
    application(501, State.SORTED)
    application(502, State.SORTED, section="危化监管股", primary="A0302")
    application(503, State.PASSED)
    office = browser(Post.OFFICE)
    assert names(office.open("vetting.index")) == ["申报503", "申报502", "申报501"]
    assert names(office.open("vetting.index", state="sorted", sort="name")) == [
        "申报501",
        "申报502",
    ]
    assert names(office.open("vetting.index", industry="A03")) == ["申报502"]
    assert names(office.open("vetting.index", words="虚构设计院503")) == ["申报503"]
    assert names(office.open("vetting.index", words="S2026-501")) == ["申报501"]
    assert names(office.open("vetting.index", state="bogus", cycle="x", section="-1")) != []


def test_a_section_sees_its_own_and_the_office_all(browser):
    application(501, State.SORTED)
    application(502, State.SORTED, section="危化监管股")
    application(503)
    assert names(browser(Post.SECTION).open("vetting.index")) == ["申报501"]
    assert names(browser("section_2").open("vetting.index")) == ["申报502"]
    assert len(names(browser(Post.HR).open("vetting.index"))) == 3
    assert browser(Post.FINANCE).open("vetting.index").status == 403


def test_what_was_saved_takes_the_place_of_the_form_without_a_new_page(browser):
    made = application(501, State.SORTED)
    page = page_of(browser(Post.SECTION), made).submit(LINES, htmx=True, rest="1")
    assert page.is_fragment()
    assert page.url == f"/vetting/{made.id}/lines"
    assert page.text(".flash") == "核对情况已保存"
    assert page.soup.select_one("#rest")


def test_what_was_returned_stays_readable_and_its_correction_is_not_shown_before_time(browser):
    made = application(501, State.RETURNED)
    with unit_of_work():
        made.section = db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()
        made.editions[0].answer = "简历不清楚"
        made.entries = made.entries | {"resume": "正在改写的简历"}
    section = browser(Post.SECTION)
    page = page_of(section, made)
    assert "正在改写的简历" not in page.response.text
    assert not page.soup.select("#checklist")
    edition = section.visit(page.soup.select_one("a[href*=editions]")["href"])
    assert edition.text("h1") == "申报501的专家申报，第1次提交"
    assert "简历不清楚" in edition.response.text
    where = {"application_id": made.id, "number": 2}
    assert section.open("vetting.edition", **where).status == 404
    assert browser("section_2").open("vetting.edition", **where | {"number": 1}).status == 404


def test_a_choice_that_is_not_on_the_page_is_answered_above_the_form(browser):
    application(501)
    gone = application(502, State.SORTED)
    page = browser(Post.HR).open("vetting.sort").submit("#sorting form", chosen=[gone.id])
    assert page.status == 422
    assert page.text(".refusal").startswith("请为申报502选择牵头股室")


def test_what_the_applicant_withdrew_waits_on_nobody(browser, person, chemistry):
    made = application(501, State.SORTED)
    opinion = asked(person, chemistry, made)
    with unit_of_work():
        made.enter(State.WITHDRAWN)
    for who in (Post.SECTION, "section_2"):
        assert browser(who).open("desk.index").texts(".todo") == []
    page = browser("section_2").open("vetting.opinion", opinion_id=opinion.id)
    assert "不再需要答复" in page.text(".empty")
