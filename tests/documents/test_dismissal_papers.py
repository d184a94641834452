"""解聘通知书、荣誉证书、惩处决定: what each paper says, on one page, and who may have it."""

import pytest

from models.db import unit_of_work
from models.operations import commendations
from models.vocabulary import CommendationGround, CommendationKind, Post
from tests import dismissals as cases
from tests.documents.reading import Paper
from tests.states import holder


def test_the_notice_says_why_what_stays_and_how_to_object(browser):
    case = cases.dismissed()
    answer = browser(Post.OFFICE).open("dismissals.notice", dismissal_id=case.id)
    paper = Paper(answer.response.data)
    assert len(paper.sizes) == 1
    assert paper.lacks(
        (
            cases.NUMBER, "专家01同志", "你的陈述申辩已一并研究", "第十八条第七项", "第十五条",
            "5个工作日内", "0356-2061979", "2026年6月1日",
        )
    ) == []  # fmt: skip


def test_the_notice_is_for_who_reads_the_case_and_for_the_expert(browser):
    case = cases.dismissed()
    assert browser("expert").open("dismissals.notice", dismissal_id=case.id).status == 200
    assert browser("section_2").open("dismissals.notice", dismissal_id=case.id).status == 404
    assert browser(Post.FINANCE).open("dismissals.notice", dismissal_id=case.id).status == 403


def test_before_the_decision_there_is_no_notice(browser):
    case = cases.concluded()
    assert browser(Post.OFFICE).open("dismissals.notice", dismissal_id=case.id).status == 404


@pytest.mark.parametrize(
    ("kind", "ground", "said"),
    [
        (CommendationKind.PRAISE, CommendationGround.RESCUE, "荣誉证书"),
        (CommendationKind.CIRCULAR, CommendationGround.BREACH, "第十五条"),
    ],
)
def test_each_paper_of_article_21_fills_one_page(browser, kind, ground, said):
    made = cases.deserved(kind, ground, "" if kind.is_praise else "收回资料")
    with unit_of_work():
        commendations.take(made, "approve", by=holder(Post.LEADER))
    with unit_of_work():
        commendations.issue(made, "泽应急发〔2026〕8号", cases.TODAY, by=holder(Post.OFFICE))
    answer = browser("expert").open("commendations.document", commendation_id=made.id)
    paper = Paper(answer.response.data)
    assert len(paper.sizes) == 1
    assert paper.says(said)
    assert paper.says("泽应急发〔2026〕8号")
