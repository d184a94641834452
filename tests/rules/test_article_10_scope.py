"""第十条 专家工作范围."""

from types import SimpleNamespace

import pytest

from models.rules.article_10_scope import inspection_lacks
from models.vocabulary import TaskType


def officer(licence: str) -> SimpleNamespace:
    return SimpleNamespace(name="执法人员", licence=licence)


def matter(task_type=TaskType.INSPECTION, approval_no="检〔2026〕1号", licences=("1", "2")):
    officers = [officer(licence) for licence in licences]
    return SimpleNamespace(task_type=task_type, approval_no=approval_no, officers=officers)


def test_an_inspection_with_its_approval_and_two_officers_lacks_nothing():
    assert inspection_lacks(matter()) == []


def test_an_inspection_needs_its_approval():
    assert "审批表编号" in inspection_lacks(matter(approval_no=""))[0]


@pytest.mark.parametrize("licences", [(), ("1",), ("1", "1")])
def test_an_inspection_needs_two_different_licensed_officers(licences):
    assert "至少2名执法人员" in inspection_lacks(matter(licences=licences))[0]


def test_other_work_needs_neither():
    assert inspection_lacks(matter(TaskType.TRAINING, "", ())) == []
