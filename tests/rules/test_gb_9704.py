"""GB/T 9704: a title is broken where its words end, into lines as even as may be."""

from hypothesis import given
from hypothesis import strategies as st

from models.rules.gb_9704 import TITLE_WIDTH, title_lines


def test_a_short_title_stays_in_one_line():
    assert title_lines("关于聘任专家的通知") == ["关于聘任专家的通知"]


def test_a_long_title_is_broken_between_words_and_evenly():
    assert title_lines("关于聘任泽州县安全生产和应急管理专家的通知") == [
        "关于聘任泽州县安全生产和", "应急管理专家的通知",
    ]  # fmt: skip


def test_each_office_of_a_joint_title_begins_a_line():
    title = (
        "泽州县应急救援总指挥部办公室泽州县安全生产委员会办公室"
        "关于聘任泽州县安全生产和应急管理专家的通知"
    )
    assert title_lines(title)[:2] == [
        "泽州县应急救援总指挥部办公室", "泽州县安全生产委员会办公室关于聘任",
    ]  # fmt: skip


def test_a_title_without_joints_is_broken_where_the_line_is_full():
    assert title_lines("甲" * 45) == ["甲" * 20, "甲" * 20, "甲" * 5]


@given(st.text(alphabet="关于聘任专家和的通知名单《》泽州县，甲乙", min_size=1, max_size=120))
def test_nothing_of_a_title_is_lost_and_no_line_is_too_long(title):
    lines = title_lines(title)
    assert "".join(lines) == title
    assert max(map(len, lines)) <= TITLE_WIDTH
