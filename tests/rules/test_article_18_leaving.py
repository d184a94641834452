"""Who may ask to leave, and why not yet (Art. 13, 18)."""

import pytest

from models.errors import Refusal
from models.rules import article_18_leaving as leaving
from models.vocabulary import DismissalGround


@pytest.mark.parametrize("ground", sorted(set(DismissalGround) - set(leaving.GROUNDS)))
def test_nobody_stands_down_on_a_ground_that_others_have_to_find(ground):
    with pytest.raises(Refusal, match="两种情形之一"):
        leaving.check(ground, "理由", 0, [])


def test_whoever_is_on_a_task_does_not_leave_and_is_told_which():
    with pytest.raises(Refusal, match=r"2026〕3号.*先办理派遣变更") as refused:
        leaving.check(DismissalGround.OWN_WISH, "工作调动", 0, ["泽专派〔2026〕3号 检查"])
    assert refused.value.article == 13
