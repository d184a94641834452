"""Until when a removal can be objected to (Art. 18)."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules import article_18_objection as objection

TODAY = date(2026, 6, 1)


def test_a_removal_is_objected_to_within_its_days():
    objection.refuse_late(TODAY, TODAY)
    objection.refuse_late(None, TODAY)
    with pytest.raises(Refusal, match="申诉期已于2026年5月29日届满"):
        objection.refuse_late(date(2026, 5, 29), TODAY)
