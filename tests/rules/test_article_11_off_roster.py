"""第十一条第一款第三项 库外专家: of a senior title, and on paper."""

from types import SimpleNamespace

import pytest

from models.errors import Refusal
from models.rules.article_11_off_roster import PAPERS, grade_of, refuse_known, signs_in, unsigned
from models.vocabulary import Grade, Standing


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("教授级高级工程师", Grade.SENIOR),
        ("副高级职称", Grade.SENIOR),
        ("研究员", Grade.SENIOR),
        ("法学教授", Grade.LEGAL),
    ],
)
def test_a_senior_title_is_taken(title, grade):
    assert grade_of(title) is grade


@pytest.mark.parametrize(
    "title", ["工程师", "中级职称", "讲师", "注册安全工程师", "技术员", "高级技师", ""]
)
def test_any_other_title_is_refused_with_the_article(title):
    with pytest.raises(Refusal, match="必须具备高级以上专业技术职称") as refused:
        grade_of(title)
    assert (refused.value.article, refused.value.field) == (11, "title")


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.ACTIVE, "已在专家库中"),
        (Standing.SUSPENDED, "已在专家库中"),
        (Standing.ENDED, "已退出专家库"),
    ],
)
def test_nobody_of_the_roster_comes_in_by_this_door(standing, said):
    with pytest.raises(Refusal, match=said):
        refuse_known("ZZ0001", "甲", standing)


def test_whoever_came_before_may_come_again():
    refuse_known("ZZ0001", "甲", Standing.OFF_ROSTER)


@pytest.mark.parametrize("step", sorted(PAPERS))
def test_each_step_needs_the_paper_that_stands_for_it(step):
    part = SimpleNamespace(expert_name="甲", is_on_paper=True, signed_steps=frozenset())
    assert PAPERS[step] in unsigned(step, part)[0]
    part.signed_steps = frozenset({step})
    assert unsigned(step, part) == []


def test_whoever_signs_in_needs_no_paper_and_lets_nobody_acknowledge_for_them():
    part = SimpleNamespace(
        expert_name="甲", is_on_paper=False, signed_steps=frozenset(), has_account=True
    )
    assert unsigned("accept", part) == []
    assert signs_in(part) == ["甲有账号，请本人登录确认告知"]
