"""第十三条 工作任务制度: the written report."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules.article_13_tasks import check_report, report_due
from models.rules.working_days import official_calendar
from models.vocabulary import TaskType


def test_five_working_days_skip_the_weekend():
    assert report_due(date(2026, 6, 8), 5, official_calendar()) == date(2026, 6, 15)


def test_a_year_nobody_has_confirmed_gives_no_day():
    assert report_due(date(2026, 12, 30), 5, official_calendar()) is None


def test_a_report_that_reports_nothing_is_refused():
    with pytest.raises(Refusal, match="不少于20字") as refusal:
        check_report("  一切正常  ", TaskType.INSPECTION)
    assert (refusal.value.article, refusal.value.field) == (13, "content")
