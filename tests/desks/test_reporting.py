"""书面报告: the page on which it is written, as the expert and others meet it."""

from io import BytesIO

import pytest

from models import clock
from models.db import db
from models.tables import Event, ReportDraft
from models.vocabulary import Post
from models.workflows.assignment import State
from tests import states
from tests.pictures import PDF, photo
from tests.states import REPORTED

WORDS = "检查了通风系统和监测监控，发现两处问题，已当场指出并说明依据。"
HAND_IN = '[formaction$="/report"]'


@pytest.fixture
def part(app):
    return states.left(seats=1).seated[0]


@pytest.fixture
def expert(browser, part):
    """The page, in the expert's browser, while it is due."""
    with clock.held_at(REPORTED):
        yield browser(part.expert.account.login).open("assignment.report", assignment_id=part.id)


def jpeg(name: str = "现场.jpg", content: bytes = photo()):
    return BytesIO(content), name


def test_the_page_opens_with_the_headings_and_asks_a_telephone_for_photographs(expert):
    assert "一、工作经过" in expert.text("textarea[name=content]")
    assert expert.soup.select_one("input[name=photos][multiple][accept='image/*']")


def test_what_is_typed_is_kept_and_answered_with_when_and_the_next_version(expert, part):
    kept = expert.submit("#writing", htmx=True, content=WORDS)
    assert kept.is_fragment()
    assert "已保存 2026年6月9日 10:00" in kept.text("#saved")
    assert kept.soup.select_one("input[name=version]")["value"] == "1"
    assert part.draft.content == WORDS


def test_typing_leaves_no_trace_in_the_register(expert):
    before = db.session.scalar(db.select(db.func.count(Event.number)))
    expert.submit("#writing", htmx=True, content=WORDS)
    assert db.session.scalar(db.select(db.func.count(Event.number))) == before


def test_handed_in_with_photographs_it_waits_for_the_section(browser, expert, part):
    answer = expert.press(HAND_IN, content=WORDS, photos=[jpeg(), jpeg("近景.jpg")])
    assert "已办理：提交书面报告" in answer.response.text
    assert part.state is State.REPORTED
    section = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    assert [img["alt"] for img in section.soup.select(".photos img")] == ["现场.jpg", "近景.jpg"]
    url = section.soup.select_one(".photos img")["src"]
    assert browser(Post.SECTION).visit(url).response.mimetype == "image/jpeg"


def test_refused_it_loses_neither_the_words_nor_the_photographs(expert, part):
    answer = expert.press(HAND_IN, content="一切正常", advice="无", photos=[jpeg()])
    assert answer.status == 422
    assert "除标题外不少于20字" in answer.refusals()[0]
    assert answer.text("textarea[name=content]") == "一切正常"
    assert len(answer.soup.select(".photos img")) == 1
    again = answer.press(HAND_IN, content=WORDS)
    assert (again.status, len(part.report.files)) == (200, 1)


def test_a_photograph_that_was_cut_off_is_refused_and_the_rest_is_kept(expert, part):
    answer = expert.press(HAND_IN, content=WORDS, photos=[jpeg(), jpeg("断.jpg", photo()[:-500])])
    assert answer.status == 422
    assert any("断.jpg" in words for words in answer.refusals())
    assert (part.state, len(part.draft.files), part.draft.content) == (State.LEFT, 1, WORDS)


def test_a_file_that_is_not_what_its_name_says_is_refused_beside_its_field(expert):
    answer = expert.submit("#writing", content=WORDS, files=[(BytesIO(b"MZ"), "记录.pdf")])
    assert answer.status == 422
    assert any("记录.pdf" in words for words in answer.refusals())


def test_a_file_can_be_taken_out_again_and_what_was_typed_comes_along(expert, part):
    page = expert.submit("#writing", content="先写几句", files=[(BytesIO(PDF), "记录.pdf")])
    page = page.press(".photos button", content="又写几句")
    assert "已移除“记录.pdf”" in page.response.text
    assert (part.draft.files, part.draft.content) == ([], "又写几句")


def test_a_report_after_its_day_is_accepted_and_marked(browser, part):
    with clock.held_at(REPORTED.replace(day=29)):
        page = browser(part.expert.account.login).open("assignment.report", assignment_id=part.id)
        answer = page.press(HAND_IN, content=WORDS)
    assert "逾期提交（应于2026年6月15日前）" in answer.text("#part")


def test_a_second_press_finds_it_handed_in(expert, part):
    expert.press(HAND_IN, content=WORDS)
    assert "书面报告" in expert.press(HAND_IN, content=WORDS).text("#part")
    assert db.session.scalar(db.select(db.func.count(ReportDraft.id))) == 0


@pytest.mark.parametrize("who", ["section_2", "another"])
def test_nobody_elses_report_exists_for_one(browser, part, who):
    login = who if who == "section_2" else another_than(part)
    stranger = browser(login)
    where = {"assignment_id": part.id}
    assert stranger.open("assignment.report", **where).status == 404
    assert stranger.open("assignment.draft_file", file_id=1, **where).status == 404
    assert stranger.open("papers.report", **where).status == 404


def another_than(part) -> str:
    return "zz0002" if part.expert.code != "ZZ0002" else "zz0003"


def test_the_office_reads_no_draft(browser, part):
    where = {"assignment_id": part.id}
    assert browser(Post.OFFICE).open("assignment.report", **where).status == 403
