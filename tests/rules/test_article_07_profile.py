"""What an expert may ask to have changed, and proves (Art. 5, 7, 9(6))."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules import article_07_profile as profile

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize("changed", sorted(profile.PROVED))
def test_what_an_appointment_rests_on_is_proved(changed):
    with pytest.raises(Refusal, match="请上传证明材料") as refused:
        profile.refuse_unproved([changed], 0)
    assert (refused.value.article, refused.value.field) == (5, "files")
    profile.refuse_unproved([changed], 1)


def test_what_the_expert_did_is_told_without_a_paper():
    profile.refuse_unproved(["awards", "resume"], 0)


def test_a_change_of_nothing_is_refused():
    with pytest.raises(Refusal, match="没有改动任何一项"):
        profile.refuse_unproved([], 2)


@pytest.mark.parametrize(
    ("left_on", "why"), [(None, "请填写从原单位离任的日期"), (date(2026, 6, 2), "还没有到")]
)
def test_a_new_employer_wants_the_day_the_former_was_left(left_on, why):
    with pytest.raises(Refusal, match=why) as refused:
        profile.refuse_wrong_leaving(["employer"], left_on, TODAY)
    assert (refused.value.article, refused.value.field) == (9, "left_on")
    profile.refuse_wrong_leaving(["title"], left_on, TODAY)
