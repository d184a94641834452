"""使用手册: what it says is what the tables do."""

import pytest

from blueprints.manual import WORKFLOWS
from models.vocabulary import Post


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_workflow_is_told_step_by_step(browser, name):
    page = browser(Post.SECTION).open("manual.workflow", name=name)
    _, table = WORKFLOWS[name]
    assert len(page.soup.select("tbody tr")) == len(table.moves)


def test_the_rotation_is_told_with_the_weights_in_force(browser):
    page = browser(Post.EXPERT).open("manual.rotation")
    assert "1024" in page.text("table")
    assert browser(Post.EXPERT).open("manual.rotation_plot").status == 200


def test_the_manual_says_what_ones_own_post_may_do(browser):
    assert "审签派遣审批单" in browser(Post.DEPUTY).open("manual.index").text("main")
