"""Article 21: what is praised is not reproved, and the paper has a number and a day."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules import article_21_rewards as art21
from models.vocabulary import CommendationGround as G
from models.vocabulary import CommendationKind as K

DEED = "山洪灾害救援中连续两昼夜驻守现场。"


def check(kind=K.PRAISE, ground=G.RESCUE, *, deed=DEED, measure="", files=0):
    art21.check(kind, ground, deed=deed, measure=measure, files=files)


def test_every_ground_is_one_or_the_other():
    assert {*art21.PRAISED, *art21.REPROVED} == set(G)
    assert not set(art21.PRAISED) & set(art21.REPROVED)


def test_what_is_whole_is_refused_nothing():
    check()
    check(K.CIRCULAR, G.BREACH, measure="收回资料")


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"ground": G.UNLAWFUL}, "ground"),
        ({"kind": K.CRITICISM}, "ground"),
        ({"deed": "好"}, "deed"),
        ({"measure": "收" * 121}, "measure"),
        ({"kind": K.CIRCULAR, "ground": G.BREACH}, "measure"),
        ({"files": 6}, "files"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(how, field):
    with pytest.raises(Refusal) as refused:
        check(**how)
    assert refused.value.field == field


def test_each_ground_knows_its_article():
    assert [art21.article_of(each) for each in (G.HAZARD, G.OUTSTANDING, G.BREACH)] == [21, 14, 15]


@pytest.mark.parametrize(
    ("number", "day", "field"),
    [
        (" ", date(2026, 6, 1), "document_no"),
        ("号", date(2026, 6, 3), "issued_on"),
        ("号", date(2026, 5, 31), "issued_on"),
    ],
)
def test_a_document_has_a_number_and_a_day_that_can_be(number, day, field):
    with pytest.raises(Refusal) as refused:
        art21.check_issue(number, day, date(2026, 6, 1), date(2026, 6, 2))
    assert refused.value.field == field
