"""第十二条 保障制度."""

from types import SimpleNamespace

from models.rules.article_12_support import protection_lacks
from models.vocabulary import Provider


def matter(is_hazardous=True, hazards="瓦斯", protection_by=Provider.TARGET):
    return SimpleNamespace(is_hazardous=is_hazardous, hazards=hazards, protection_by=protection_by)


def test_a_hazardous_place_needs_its_hazards_and_who_protects():
    assert protection_lacks(matter()) == []
    assert len(protection_lacks(matter(hazards="", protection_by=None))) == 2


def test_a_safe_place_needs_neither():
    assert protection_lacks(matter(False, "", None)) == []
