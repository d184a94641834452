"""文件名: whatever was typed, what is written is one plain name."""

import pytest

from models.rules.file_names import safe_file_name, safe_name


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("拟定名单 M2026-01", "拟定名单 M2026-01"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('关于"专家"的通知：一/二', "关于_专家_的通知：一_二"),
        (" . ", "无名"),
        ("\x00两\n行", "_两_行"),
    ],
)
def test_nothing_leads_out_of_the_folder(typed, written):
    assert safe_name(typed) == written


def test_a_long_name_is_cut_between_two_characters_and_keeps_its_ending():
    written = safe_file_name("长" * 100 + ".pdf")
    assert written == "长" * 60 + ".pdf"


def test_a_name_without_an_ending_has_none():
    assert safe_file_name("说明") == "说明"
