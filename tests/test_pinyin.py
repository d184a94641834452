"""拼音 of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from models.pinyin import SURNAMES, full, initials, sort_key

READINGS = {
    "张利娟": "zhanglijuan",
    "单春晓": "shanchunxiao",
    "仇海": "qiuhai",
    "解红": "xiehong",
    "盖文": "gewen",
    "曾敏": "zengmin",
    "查良": "zhaliang",
    "区明": "ouming",
    "朴英": "piaoying",
    "任重": "renzhong",
    "华强": "huaqiang",
    "缪云": "miaoyun",
    "翟晓川": "zhaixiaochuan",
    "尉迟恭": "yuchigong",
    "万俟青": "moqiqing",
    "长孙雨": "zhangsunyu",
    "欧阳兰": "ouyanglan",
    "吕行": "lvxing",
    "毋忧": "wuyou",
}


@pytest.mark.parametrize(("name", "sounds"), READINGS.items())
def test_a_name_is_read_with_its_surname(name, sounds):
    assert full(name) == sounds


@pytest.mark.parametrize(("surname", "sounds"), SURNAMES.items())
def test_the_table_holds_only_what_the_dictionary_reads_otherwise(surname, sounds):
    assert lazy_pinyin(surname[0]) + lazy_pinyin(surname[1:]) != sounds.split()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张利娟", "zlj"),
        ("尉迟恭", "ycg"),
        ("阿依古丽·买买提", "ayglmmt"),
        ("John 李", "jl"),
        ("", ""),
    ],
)
def test_initials_are_one_letter_a_syllable(name, letters):
    assert initials(name) == letters


def test_names_sort_by_surname_before_given_name():
    names = ["梁安", "李娜", "单春", "李安", "黎安", "仇海"]
    assert sorted(names, key=sort_key) == ["李安", "黎安", "李娜", "梁安", "仇海", "单春"]


@pytest.mark.parametrize("name", ["王䶮", "李㛃", "赵𬭎", "钱𫖯", "孙\ue000"])
def test_a_rare_character_costs_nobody_a_place_in_the_list(name):
    assert name in sort_key(name)
    assert full(name)[:1] == initials(name)[:1] == sort_key(name)[:1]


@given(st.text())
def test_no_name_is_refused(name):
    assert sort_key(name).endswith(name)
    assert len(initials(name)) <= len(full(name))
