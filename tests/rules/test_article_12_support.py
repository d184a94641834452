"""第十二条 保障制度: what is listed for a hazardous place, and who has it."""

from datetime import datetime
from types import SimpleNamespace

from models.rules.article_12_support import protection_lacks, unfitted

THEN = datetime(2026, 6, 1)  # noqa: DTZ001


def matter(is_hazardous=True, hazards="瓦斯", protection=("安全帽",), assignments=()):
    return SimpleNamespace(
        is_hazardous=is_hazardous, hazards=hazards, protection=protection, assignments=assignments
    )


def part(name, fitted=None, is_seated=True, arrived=None):
    return SimpleNamespace(
        expert_name=name, fitted_at=fitted, is_seated=is_seated, arrived_at=arrived
    )


def test_a_hazardous_place_needs_its_hazards_and_every_piece_of_equipment():
    assert protection_lacks(matter()) == []
    assert len(protection_lacks(matter(hazards="", protection=()))) == 2


def test_a_safe_place_needs_neither():
    assert protection_lacks(matter(False, "", ())) == []


def test_equipment_for_a_place_that_is_called_safe_is_questioned():
    assert "请勾选“到危险作业场所”" in protection_lacks(matter(False))[0]


def test_who_goes_without_having_confirmed_the_equipment_is_named():
    people = [part("甲"), part("乙", THEN), part("丙", is_seated=False)]
    people += [part("丁", arrived=THEN)]  # called out in an emergency, and there already
    assert unfitted(matter(assignments=people)) == ["甲尚未确认防护用品到位"]
    assert unfitted(matter(protection=(), assignments=people)) == []
