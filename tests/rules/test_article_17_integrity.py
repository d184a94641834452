"""第十七条 廉政监督制度: Annex 6."""

from types import SimpleNamespace

import pytest

from models.errors import Refusal
from models.rules.article_17_integrity import SCORES, check_read, quality, unrated
from models.vocabulary import Quality


def scores(ethics=20, ability=50, discipline=20, integrity=10):
    return {
        "ethics": ethics, "ability": ability, "discipline": discipline, "integrity": integrity,
    }  # fmt: skip


def test_the_four_scores_make_a_hundred():
    assert sum(most for _, most in SCORES.values()) == 100


@pytest.mark.parametrize(
    ("ability", "grade"),
    [
        (40, Quality.EXCELLENT),
        (39, Quality.GOOD),
        (25, Quality.GOOD),
        (24, Quality.PASS),
        (10, Quality.PASS),
        (9, Quality.FAIL),
    ],
)
def test_the_total_decides_the_grade(ability, grade):
    assert quality(scores(ability=ability)) is grade


@pytest.mark.parametrize(("key", "score"), [("ability", 51), ("integrity", 101), ("ethics", -1)])
def test_a_score_out_of_its_range_is_refused_by_name(key, score):
    with pytest.raises(Refusal, match="应在0至") as refusal:
        quality(scores(**{key: score}))
    assert refusal.value.field == key


def test_who_is_still_to_be_rated_is_named_and_who_never_sat_is_not():
    parts = [
        SimpleNamespace(expert_name="甲", is_seated=True, is_rated=False),
        SimpleNamespace(expert_name="乙", is_seated=True, is_rated=True),
        SimpleNamespace(expert_name="丙", is_seated=False, is_rated=False),
    ]
    [sentence] = unrated(SimpleNamespace(assignments=parts))
    assert sentence.startswith("甲的服务质量登记表")


TOLD = {"1": "廉政告知第1版", "2": "保密告知第1版"}


def test_every_part_of_the_briefing_is_ticked():
    check_read(["1", "2"], TOLD)
    with pytest.raises(Refusal, match="请阅读并勾选：保密告知第1版"):
        check_read(["1"], TOLD)


def test_what_was_read_in_an_older_version_is_read_again():
    with pytest.raises(Refusal, match="告知内容刚刚更新"):
        check_read(["1", "2"], {"1": "廉政告知第1版", "3": "保密告知第2版"})
