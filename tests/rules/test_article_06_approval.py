"""第六条第三、四项, as they say of the meeting and of the document."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules import article_06_approval as approval

TODAY = date(2026, 7, 20)


def test_the_number_is_written_as_the_standard_for_official_papers_asks():
    assert approval.number(2026, 5) == "泽应急总指办发〔2026〕5号"


@pytest.mark.parametrize(
    ("written", "serial"),
    [
        ("泽应急总指办发〔2026〕12号", 12),
        ("泽应急总指办发〔2025〕12号", 0),
        ("泽应急总指办〔2026〕12号", 0),
        ("", 0),
    ],
)
def test_the_serial_is_read_from_a_number_of_that_year_alone(written, serial):
    assert approval.serial_of(written, 2026) == serial


@pytest.mark.parametrize(
    ("met_on", "answer"),
    [
        (date(2026, 7, 10), "公示到2026年7月10日为止，局长办公会应在公示结束之后"),
        (date(2026, 7, 21), "会议日期还没有到"),
    ],
)
def test_a_meeting_during_the_publicity_or_in_the_future_is_refused(met_on, answer):
    with pytest.raises(Refusal, match=answer):
        approval.refuse_wrong_meeting(met_on, publicised_until=date(2026, 7, 10), today=TODAY)


def test_a_meeting_on_the_day_after_the_publicity_is_taken():
    approval.refuse_wrong_meeting(
        date(2026, 7, 11), publicised_until=date(2026, 7, 10), today=TODAY
    )


@pytest.mark.parametrize(
    ("issued_on", "answer"),
    [
        (date(2026, 7, 14), "局长办公会2026年7月15日审定，印发日期不能早于这一天"),
        (date(2026, 7, 21), "印发日期还没有到"),
    ],
)
def test_a_document_before_its_meeting_or_in_the_future_is_refused(issued_on, answer):
    with pytest.raises(Refusal, match=answer):
        approval.refuse_wrong_issue(issued_on, met_on=date(2026, 7, 15), today=TODAY)


def test_a_document_on_the_day_of_the_meeting_is_taken():
    approval.refuse_wrong_issue(TODAY, met_on=TODAY, today=TODAY)
