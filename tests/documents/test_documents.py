"""Making a paper: from our own files alone, under its Chinese name, every character drawn."""

from pathlib import Path

import pytest

from blueprints import documents
from models.vocabulary import Post
from tests import states
from tests.documents.reading import drawn

RARE = "䶮㛃𬭎𫖯喆堃镕"
IN_NO_FONT = "\U0010fffd"


def test_a_paper_opens_in_the_browser_and_is_saved_under_its_chinese_name(browser):
    dispatch = states.reserved()
    response = browser(Post.SECTION).open("papers.annex_4", dispatch_id=dispatch.id).response
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''%E6%B4%BE")
    assert response.headers["Cache-Control"] == "no-store"


def test_rare_characters_of_names_are_drawn_each_in_its_own_shape(browser):
    dispatch = states.drafted(content=RARE)
    page = browser(Post.SECTION).open("papers.annex_4", dispatch_id=dispatch.id)
    assert drawn(page.response.data, RARE) == set(RARE)


def test_no_name_would_print_as_a_box_on_this_machine(app):
    assert not [gap for gap in documents.font_gaps() if "方框" in gap]


def test_a_missing_face_is_named(app, monkeypatch):
    monkeypatch.setattr(documents, "OFFICIAL_FACES", {"无名体": frozenset({"No Such Face"})})
    [gap] = documents.font_gaps()
    assert gap.startswith("没有安装无名体")


def test_a_character_that_no_font_has_is_logged(browser, caplog):
    dispatch = states.drafted(content=f"字{IN_NO_FONT}字")
    browser(Post.SECTION).open("papers.annex_4", dispatch_id=dispatch.id)
    assert any(IN_NO_FONT in message for message in caplog.messages)


def test_what_a_person_typed_is_text_and_no_markup(paper):
    dispatch = states.drafted(content="<img src='file:///etc/hostname'>")
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("<imgsrc='file:///etc/hostname'>")


@pytest.mark.parametrize("url", ["http://example.org/a.png", "file:///etc/hostname"])
def test_a_paper_reads_no_network_and_no_other_file(app, url):
    fetcher = documents.OwnFiles(Path(app.static_folder))
    with pytest.raises(ValueError, match="own files only"):
        fetcher.fetch(url)


def test_a_paper_reads_the_style_sheet_of_papers(app):
    folder = Path(app.static_folder)
    response = documents.OwnFiles(folder).fetch((folder / "css/paper.css").as_uri())
    assert b"@page" in response.read()
