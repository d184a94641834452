"""附件1: the specialties that somebody wrote."""

from dataclasses import dataclass

import pytest

from models.rules.annex_1 import Annex1
from models.rules.article_04_structure import reconstructed_annex_1

SPECIALTIES = reconstructed_annex_1()
ANNEX_1 = Annex1(SPECIALTIES)
UNDERSTOOD = {
    "A0103": ("A0103",),
    "a0103": ("A0103",),
    "通风与防灭火": ("A0103",),
    "通风与防灭火专业": ("A0103",),
    "A0103 通风与防灭火": ("A0103",),
    "A0103通风与防灭火": ("A0103",),
    "安全生产/煤矿/通风与防灭火": ("A0103",),
    "安全生产、煤矿、通风与防灭火": ("A0103",),
    "安全生产-煤矿-通风与防灭火": ("A0103",),
    "安全生产——煤矿——通风与防灭火": ("A0103",),
    "安全生产＞煤矿＞通风与防灭火": ("A0103",),
    "安全生产类 煤矿行业 通风与防灭火": ("A0103",),
    "A 安全生产/A01 煤矿/A0103 通风与防灭火": ("A0103",),
    "通风与防灭火；掘进与支护": ("A0103", "A0102"),
    "通风与防灭火、掘进与支护": ("A0103", "A0102"),
    "1.通风与防灭火 2、掘进与支护": ("A0103", "A0102"),
    "A0103、A0102": ("A0103", "A0102"),
    "A0103、掘进与支护": ("A0103", "A0102"),
    "安全生产/煤矿/通风与防灭火\n安全生产/非煤矿山/尾矿库": ("A0103", "A0203"),
    "安全生产—煤矿—掘进与支护、尾矿库": ("A0102", "A0203"),
    "采煤与顶板（冲击地压）": ("A0101",),
    "采煤与顶板": ("A0101",),
    "电气、仪表与自动化(SIS)": ("A0303",),
    "危化品风险评估(HAZOP/重大危险源)": ("A0308",),
    "": (),
}


@pytest.mark.parametrize(("written", "codes"), UNDERSTOOD.items())
def test_a_specialty_is_understood_however_it_was_written(written, codes):
    reading = ANNEX_1.read(written)
    assert (reading.codes, reading.problems) == (codes, ())


@pytest.mark.parametrize("each", SPECIALTIES, ids=lambda each: each.code)
def test_every_path_of_the_table_is_understood(each):
    for sign in "/、—>":
        path = sign.join((each.category_name, each.industry_name, each.name))
        assert ANNEX_1.read(path).codes == (each.code,)


NOT_UNDERSTOOD = {
    "通风防灭火": "没有“通风防灭火”这个专业，是否为“A0103 通风与防灭火”？",
    "宇宙飞船": "没有“宇宙飞船”这个专业，请按附件1填写专业代码或名称",
    "A9999": "没有“A9999”这个专业，请按附件1填写专业代码或名称",
    "安全生产/煤矿": "只写到“煤矿”，请写到附件1的具体专业",
    "安全生产/煤矿/尾矿库": "“尾矿库”属于“非煤矿山”，与前面写的“煤矿”不一致",
    "A0103 掘进与支护": "A0103是“通风与防灭火”，与后面写的“掘进与支护”不一致",
}


@pytest.mark.parametrize(("written", "sentence"), NOT_UNDERSTOOD.items())
def test_what_is_not_in_the_table_is_told_what_to_do(written, sentence):
    assert ANNEX_1.read(written).problems == (sentence,)


def test_a_sheet_of_nothing_but_unknown_words_is_not_pondered_word_by_word():
    table = Annex1(SPECIALTIES)
    words = [f"通风与防灭{number}" for number in range(1001)]
    answers = [table.read(word).problems[0] for word in words]
    assert sum("是否为" in answer for answer in answers) == 1000


@dataclass(frozen=True)
class Named:
    code: str
    name: str
    industry_name: str
    category_name: str = "安全生产"


def test_a_name_that_two_industries_share_needs_its_path_or_its_code():
    table = Annex1([Named("A0105", "爆破", "煤矿"), Named("A0204", "爆破", "非煤矿山")])
    assert table.read("非煤矿山/爆破").codes == ("A0204",)
    assert table.read("A0105 爆破").codes == ("A0105",)
    assert table.read("爆破").problems == ("有2个专业叫“爆破”，请写代码（A0105、A0204）",)
