"""GB/T 9704-2012, read back from the paper: the standard's own numbers against the ink."""

from datetime import date
from itertools import pairwise

import pytest
from jinja2 import ChoiceLoader, DictLoader

from blueprints import archive_papers, documents
from models.rules.article_06_document import ISSUERS, SEAL
from tests.documents.geometry import MM, Sheet
from tests.documents.selecting import NUMBER, proposal, published

TOP, LEFT, WIDTH, HEIGHT = 37, 28, 156, 225
RIGHT, FOOT = LEFT + WIDTH, TOP + HEIGHT
LINE = HEIGHT / 22
CHARACTER = WIDTH / 28
RED = (0.8, 0.0, 0.0)
PLAIN = """{% extends "documents/official.html" %}{% block paper %}
<p>{{ "泽" * 2000 }}</p>{% endblock %}"""


def near(wanted, tolerance=1.0):
    return pytest.approx(wanted, abs=tolerance)


@pytest.fixture
def plain(app):
    """Pages with nothing but text."""
    app.jinja_loader = ChoiceLoader([DictLoader({"plain.html": PLAIN}), app.jinja_loader])
    return Sheet.all_of(documents.pdf("plain.html", overprint=False, demonstration=False))


@pytest.fixture
def sheets(app):
    return Sheet.all_of(archive_papers.document(proposal(additions=30))[1])


@pytest.fixture
def first(sheets):
    return sheets[0]


def texts(sheet):
    """The lines of text, without the number of the page."""
    return [line for line in sheet.lines if "—" not in line.text]


def test_every_page_is_a4(sheets):
    assert {(round(each.size[0]), round(each.size[1])) for each in sheets} == {(210, 297)}


def test_a_page_holds_22_lines_of_28_characters(plain):
    [first, second, *_] = plain
    assert [len(texts(each)) for each in (first, second)] == [22, 22]
    assert {len(line.text) for line in [*texts(first)[1:], *texts(second)]} == {28}
    assert len(texts(first)[0].text) == 26  # after an indent of two


def test_the_text_begins_at_the_corner_of_the_type_area_and_fills_its_width(plain):
    lines = texts(plain[1])
    assert min(line.left for line in lines) == near(LEFT)
    assert max(line.right for line in lines) == near(RIGHT)
    assert lines[0].top == near(TOP)
    assert lines[0].size == 16
    assert FOOT - LINE / 2 - 1 <= lines[-1].bottom <= FOOT


def test_the_lines_stand_28_99_points_apart(plain):
    tops = [line.top for line in texts(plain[1])]
    assert [(lower - upper) * MM for upper, lower in pairwise(tops)] == [
        pytest.approx(28.99, abs=0.3)
    ] * 21


def test_the_mark_begins_35_mm_below_the_top_of_the_type_area(first):
    assert first.line(ISSUERS[0]).top == near(TOP + 35)


def test_both_offices_stand_in_the_mark_the_lead_one_first_and_equally_wide(first):
    lead, second = (
        line for line in first.lines if line.size == 26 and line.text.startswith("泽州县")
    )
    assert (lead.text, second.text) == ISSUERS
    assert lead.bottom < second.top
    assert (lead.left, lead.right) == (near(second.left), near(second.right))


def test_the_word_for_a_document_stands_to_their_right_halfway_down(first):
    lead, second = (line for line in first.lines if line.text in ISSUERS and line.size == 26)
    word = first.line("文件")
    assert word.left > lead.right
    assert word.middle[1] == near((lead.top + second.bottom) / 2)
    assert (lead.left + word.right) / 2 == near(LEFT + WIDTH / 2)


def test_the_number_stands_two_lines_below_the_mark_in_the_middle(first):
    second = next(line for line in first.lines if line.text == ISSUERS[1] and line.size == 26)
    number = first.line(NUMBER)
    assert number.top - second.bottom == near(2 * LINE)
    assert number.middle[0] == near(LEFT + WIDTH / 2)
    assert number.size == 16


def test_the_red_line_stands_4_mm_below_the_number_as_wide_as_the_text(first):
    [rule] = [each for each in first.rules if each.colour == RED]
    assert rule.top - first.line(NUMBER).bottom == near(4)
    assert (rule.left, rule.width) == (near(LEFT, 0.1), near(WIDTH, 0.1))


def test_the_title_stands_two_lines_below_the_red_line_in_the_middle(first):
    [rule] = [each for each in first.rules if each.colour == RED]
    title = [line for line in first.lines if line.size == 22]
    assert title[0].top - rule.top == near(2 * LINE + (LINE - 22 / MM) / 2)
    assert [line.middle[0] for line in title] == [near(LEFT + WIDTH / 2)] * len(title)


def signature(sheets):
    """The page that is signed, the line of both names, and the date below it."""
    [page] = [each for each in sheets if any(line.text == "".join(ISSUERS) for line in each.lines)]
    return page, page.line("".join(ISSUERS)), page.line("2026年8月5日")


def test_the_date_ends_four_characters_from_the_right(sheets):
    _, names, day = signature(sheets)
    assert RIGHT - day.right == near(4 * CHARACTER)
    assert day.top - names.top == near(LINE)


def test_a_seal_finds_its_place_over_each_name_apart_from_the_other_and_from_the_text(sheets):
    page, names, day = signature(sheets)
    share = len(ISSUERS[0]) / len("".join(ISSUERS))
    border = names.left + share * (names.right - names.left)
    middles = [(names.left + border) / 2, (border + names.right) / 2]
    assert middles[1] - middles[0] > SEAL
    assert middles[0] - SEAL / 2 >= LEFT
    assert middles[1] + SEAL / 2 <= RIGHT
    assert middles[1] - SEAL / 2 < day.left < day.right < middles[1] + SEAL / 2
    above = [line for line in texts(page) if line.bottom < names.top]
    gap = names.middle[1] - SEAL / 2 - above[-1].bottom
    assert 0 <= gap <= LINE


def test_the_imprint_closes_the_last_page_on_the_lower_edge_of_the_type_area(sheets):
    *others, last = sheets
    rules = sorted((each for each in last.rules if each.height < 0.5), key=lambda each: each.top)
    closing = rules[-3:]
    assert [each.height for each in closing] == [
        near(0.35, 0.01),
        near(0.25, 0.01),
        near(0.35, 0.01),
    ]
    assert {round(each.width) for each in closing} == {WIDTH}
    assert closing[-1].top + closing[-1].height == near(FOOT, 0.2)
    assert last.line("抄送：").bottom < last.line(f"{ISSUERS[0]}2026年8月5日印发").top
    assert not any("抄送" in line.text for page in others for line in page.lines)


def test_odd_pages_are_numbered_on_the_right_and_even_ones_on_the_left(sheets):
    for page, sheet in enumerate(sheets, 1):
        number = sheet.line("—")
        assert number.text.replace(" ", "") == f"—{page}—"
        assert number.size == 14
        outer = RIGHT - number.right if page % 2 else number.left - LEFT
        assert outer == near(14 / MM)
        assert number.middle[1] == near(FOOT + 7)


def test_on_paper_with_a_red_head_the_rest_stands_where_it_stood(app):
    roster = proposal()
    whole = Sheet.all_of(archive_papers.document(roster)[1])
    bare = Sheet.all_of(archive_papers.document(roster, overprint=True)[1])
    assert RED in whole[0].colours
    assert not any(RED in sheet.colours for sheet in bare)
    head = {"文件", *ISSUERS}
    assert [line for line in whole[0].lines if line.text not in head or line.size < 26] == bare[
        0
    ].lines
    assert [sheet.lines for sheet in whole[1:]] == [sheet.lines for sheet in bare[1:]]


@pytest.mark.parametrize("persons", range(14, 30, 5))
def test_the_imprint_is_there_once_however_full_the_last_page_is(app, persons):
    pages = Sheet.all_of(archive_papers.document(proposal(persons, removals=0))[1])
    marks = [page for page, each in enumerate(pages, 1) for line in each.lines
             if line.text.startswith("抄送")]  # fmt: skip
    assert marks == [len(pages)]


def test_a_single_office_stands_centred_over_the_date(app):
    [page, *_] = Sheet.all_of(archive_papers.notice(published(proposal()))[1])
    office, day = page.line("泽州县应急管理局"), page.line("2026年7月20日")
    assert day.top - office.top == near(LINE)
    assert office.middle[0] == near(day.middle[0])
    assert RIGHT - day.right == near(4 * CHARACTER)


def test_the_document_says_when_it_is_issued_and_until_when_it_appoints(app):
    made = proposal(issued_on=date(2026, 9, 1))
    text = "".join(line.text for each in Sheet.all_of(archive_papers.document(made)[1])
                   for line in each.lines)  # fmt: skip
    assert "聘期自本文件印发之日起至2028年10月20日止" in text
    assert "2026年9月1日印发" in text
