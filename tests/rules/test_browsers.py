"""浏览器: in the words in which its owner knows it."""

import pytest

from models.rules.browsers import browser_name
from models.rules.signed_name import signed_name


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120",
            "Windows 电脑，Edge 浏览器",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; Kylin) Firefox/115", "麒麟电脑，火狐浏览器"),
        ("", "其他设备，其他浏览器"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent, name):
    assert browser_name(agent) == name


def test_whoever_signs_for_another_gives_both_names():
    assert (signed_name("张三", "李四"), signed_name("张三")) == ("张三（代李四）", "张三")
