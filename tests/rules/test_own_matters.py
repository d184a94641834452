"""What an expert may ask for about themselves (Art. 5, 7, 9(6), 14, 18)."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules import article_07_profile as profile
from models.rules import article_14_advice as advice
from models.rules import article_18_leaving as leaving
from models.rules import article_18_objection as objection
from models.vocabulary import Adoption, DismissalGround

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


@pytest.mark.parametrize(
    ("adoption", "asked"),
    [
        (Adoption.ADOPTED, "怎样采纳"),
        (Adoption.PARTLY, "不采纳部分的理由"),
        (Adoption.REJECTED, "不采纳的理由"),
    ],
)
def test_an_answer_says_how_or_why_not(adoption, asked):
    with pytest.raises(Refusal, match=f"答复必须写明{asked}"):
        advice.check_reply(adoption, " ")


def test_advice_comes_with_no_more_files_than_somebody_reads():
    with pytest.raises(Refusal, match="附件最多5个"):
        advice.check("汛期排查", "建议逐座排查头顶库的排洪设施", 6)


@pytest.mark.parametrize("ground", sorted(set(DismissalGround) - set(leaving.GROUNDS)))
def test_nobody_stands_down_on_a_ground_that_others_have_to_find(ground):
    with pytest.raises(Refusal, match="两种情形之一"):
        leaving.check(ground, "理由", 0, [])


def test_whoever_is_on_a_task_does_not_leave_and_is_told_which():
    with pytest.raises(Refusal, match=r"2026〕3号.*先办理派遣变更") as refused:
        leaving.check(DismissalGround.OWN_WISH, "工作调动", 0, ["泽专派〔2026〕3号 检查"])
    assert refused.value.article == 13


def test_a_removal_is_objected_to_within_its_days():
    objection.refuse_late(TODAY, TODAY)
    objection.refuse_late(None, TODAY)
    with pytest.raises(Refusal, match="申诉期已于2026年5月29日届满"):
        objection.refuse_late(date(2026, 5, 29), TODAY)
