"""书面报告: what an expert reports, over as many pages as it needs."""

import pytest

from models import clock
from models.db import unit_of_work
from models.operations import reports
from models.operations.files import Upload
from models.vocabulary import Post
from tests import states
from tests.documents.reading import A4
from tests.pictures import PDF, photo
from tests.states import REPORTED, acting_for

LINE = "对通风系统、瓦斯抽采和监测监控逐项核查，发现的问题均已当场指出并说明依据。"


@pytest.fixture
def part(app):
    """A report of three hundred lines, with two photographs and a paper."""
    part = states.left(seats=1).seated[0]
    content = "一、工作经过\n" + f"{LINE}\n" * 150 + "二、检查的内容\n" + f"{LINE}\n" * 150
    uploads = [Upload("一.jpg", photo()), Upload("二.jpg", photo()), Upload("记录.pdf", PDF)]
    folder, by = app.extensions["instance"].uploads, acting_for(part)
    with clock.held_at(REPORTED), unit_of_work():
        draft = reports.save(part, content=content, advice="一周内整改。", seen=0, by=by)
        reports.attach(draft, uploads, folder, by=by)
        reports.hand_in(draft, by=by)
    return part


def test_a_long_report_flows_over_pages_and_loses_nothing(paper, part):
    sheet = paper(Post.SECTION, "papers.report", assignment_id=part.id)
    assert set(sheet.sizes) == {A4}
    assert len(sheet.sizes) > 5
    assert sheet.text.count(LINE) == 300
    assert sheet.says(
        "任务执行情况书面报告", part.dispatch.number, "虚构目标煤矿", part.expert_name,
        "一、工作经过", "二、检查的内容", "意见建议", "一周内整改。", "附件", "记录.pdf",
        "专家（签字）", "2026年6月9日",
    )  # fmt: skip
    assert sheet.pictures == 2


def test_a_late_one_says_so(paper):
    part = states.left(seats=1).seated[0]
    with clock.held_at(REPORTED.replace(day=29)), unit_of_work():
        draft = reports.save(part, content=LINE, advice="", seen=0, by=acting_for(part))
        reports.hand_in(draft, by=acting_for(part))
    sheet = paper(part.expert.account.login, "papers.report", assignment_id=part.id)
    assert sheet.says("2026年6月29日", "逾期，应于2026年6月15日前")


def test_there_is_none_before_it_is_handed_in(browser):
    part = states.left(seats=1).seated[0]
    page = browser(Post.SECTION).open("papers.report", assignment_id=part.id)
    assert page.status == 404
