"""第十三条 书面报告: its headings."""

import pytest

from models.errors import Refusal
from models.rules.article_13_report import HEADINGS, headed, is_heading, written_under
from models.rules.article_13_tasks import check_report
from models.vocabulary import TaskType


@pytest.mark.parametrize("task_type", TaskType)
def test_every_kind_of_work_has_headings_that_say_nothing_by_themselves(task_type):
    assert written_under(headed(task_type), task_type) == ""
    with pytest.raises(Refusal, match="除标题外不少于20字"):
        check_report(headed(task_type), task_type)


def test_every_kind_of_work_of_article_10_is_there():
    assert set(HEADINGS) == set(TaskType)


def test_what_is_written_below_a_heading_is_the_report():
    content = headed(TaskType.INSPECTION).replace("一、工作经过\n", "一、工作经过\n上午下井\n")
    assert written_under(content, TaskType.INSPECTION) == "上午下井"


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("一、工作经过", True),
        ("九、别的", True),
        ("一人在场", False),
        ("1、工作", False),
        ("", False),
    ],
)
def test_a_heading_is_told_from_a_sentence(line, heads):
    assert is_heading(line) is heads
