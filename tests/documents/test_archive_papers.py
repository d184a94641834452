"""What is filed of a matter: every paper once, under a name, and no sender of an objection."""

from blueprints import archive_papers
from models.workflows import publicity
from tests.applications import application
from tests.documents.reading import Paper
from tests.documents.selecting import NUMBER, TITLE, objected, proposal, published


def test_all_papers_of_a_proposed_roster_are_filed_each_under_its_name(app):
    made = proposal()
    objected(published(made, publicity.State.CLOSED))
    filed = dict(archive_papers.papers_of_proposal(made))
    assert list(filed) == [
        "拟定名单 M2026-01.pdf", "公示 G2026-01.pdf", "异议办理记录 Y2026-01.pdf",
        "清退名单 M2026-01.pdf", f"{NUMBER} {TITLE}.pdf",
    ]  # fmt: skip
    assert all(content.startswith(b"%PDF-") for content in filed.values())
    record = Paper(filed["异议办理记录 Y2026-01.pdf"])
    assert record.says("（另存保密）")
    assert "虚构反映人" not in record.text


def test_each_edition_of_an_application_is_filed(app):
    made = application()
    names = [name for name, _ in archive_papers.papers_of_application(made)]
    assert names == [f"申报表 {made.number} {made.name}.pdf"]


def test_the_same_facts_give_the_same_bytes(app):
    made = proposal()
    assert archive_papers.document(made) == archive_papers.document(made)
