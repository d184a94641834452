"""附件3 列 · the columns of the sheet, what clerks call them, and where they stand."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from models.errors import Refusal
from models.rules.cell_text import squeezed, text_of

ARTICLE = 6
TITLE = "泽州县安全生产和应急管理专家推荐汇总表"
NOTE = (
    "注：拟申报专家类别、行业领域及专业分类请务必按照附件1"
    "《泽州县安全生产和应急管理专家类别划分表》填写"
)
ORDER = "序号"
NAME = "姓名"
SEX = "性别"
ID_NUMBER = "身份证号"
MOBILE = "移动电话"
EMPLOYER = "单位全称"
POSITION = "职务职称"
SCHOOL = "毕业院校"
MAJOR = "所学专业"
PRACTICE = "现从事专业"
SPECIALTIES = "拟申报专家类别、行业领域及专业分类"
COLUMNS = (
    ORDER, NAME, SEX, ID_NUMBER, MOBILE, EMPLOYER, POSITION, SCHOOL, MAJOR, PRACTICE, SPECIALTIES,
)  # fmt: skip
GRADE = "级别"
CERTIFICATE = "聘书号"
APPOINTED_FROM = "聘任起"
APPOINTED_TO = "聘任止"
OTHER_SPECIALTIES = "其他专业"
FURTHER_COLUMNS = (GRADE, CERTIFICATE, APPOINTED_FROM, APPOINTED_TO, OTHER_SPECIALTIES)

ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    ORDER: ("编号", "NO"),
    NAME: ("专家姓名",),
    ID_NUMBER: ("身份证号码", "身份证", "居民身份证号", "居民身份证号码", "公民身份号码"),
    MOBILE: ("移动电话号码", "手机", "手机号", "手机号码", "电话", "联系电话", "联系方式"),
    EMPLOYER: ("工作单位", "工作单位全称", "单位", "单位名称", "所在单位"),
    POSITION: ("职称职务", "职务", "职称", "职务及职称", "职务或职称"),
    SCHOOL: ("毕业学校", "院校"),
    PRACTICE: ("从事专业", "现从事行业专业", "现从事行业专业及年限", "现从事专业及年限"),
    SPECIALTIES: (
        "申报专家类别行业领域及专业分类", "拟申报专家类别", "申报专家类别", "专家类别", "专业分类",
        "申报专业", "拟申报专业",
    ),
    GRADE: ("专家级别", "聘任级别", "专家等级", "等级"),
    CERTIFICATE: ("聘书编号", "聘书号码", "证书编号"),
    APPOINTED_FROM: ("聘任起始", "聘任开始", "聘任日期", "聘任起始日期", "聘任开始日期"),
    APPOINTED_TO: ("聘任截止", "聘任结束", "聘任截止日期", "聘任结束日期", "聘任终止日期"),
    OTHER_SPECIALTIES: ("第二专业", "兼任专业", "其他专业分类"),
}  # fmt: skip
HEADER_WITHIN = 20
HEADER_RECOGNISED = 4
MARKS = re.compile(r"[、,，/()（）\[\]:：;；*·.—-]")
FOOTER = re.compile(
    r"(?:注|备注|说明|承办人|填表人|制表人|审核人|股室负责人|分管领导|填报\w+)[:：]"
)


def lines_of(rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that names somebody: its number in the sheet and its texts by column.

    Refused beside ``file`` when the sheet has no header of Annex 3 or lacks one of its columns.
    """
    header, places = _header(rows)
    for number, cells in enumerate(rows[header + 1 :], start=header + 2):
        texts = {
            title: text_of(cells[place]) if place < len(cells) else ""
            for title, place in places.items()
        }
        if _names_somebody(texts):
            yield number, texts


def refusal(message: str) -> Refusal:
    """A sheet that cannot be taken at all."""
    return Refusal(message, article=ARTICLE, field="file")


def _plain(title: str) -> str:
    return MARKS.sub("", squeezed(title)).upper()


TITLES = {
    _plain(written): title
    for title in (*COLUMNS, *FURTHER_COLUMNS)
    for written in (title, *ALSO_CALLED.get(title, ()))
}


def _header(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    """Where the header stands, and the place of each column in it."""
    for number, cells in enumerate(rows[:HEADER_WITHIN]):
        titles = [TITLES.get(_plain(text_of(cell))) for cell in cells]
        if len({*titles} - {None}) >= HEADER_RECOGNISED:
            return number, _places(titles)
    raise refusal(f"没有找到附件3的表头（{'、'.join(COLUMNS)}），请按附件3的格式填写")


def _places(titles: list[str | None]) -> dict[str, int]:
    times = Counter(title for title in titles if title)
    if twice := [title for title, count in times.items() if count > 1]:
        raise refusal(f"表头里“{'”“'.join(twice)}”出现了不止一列，请只留一列")
    if missing := [title for title in COLUMNS[1:] if title not in times]:
        raise refusal(f"表头缺少“{'”“'.join(missing)}”，请按附件3补上")
    return {title: place for place, title in enumerate(titles) if title}


def _names_somebody(texts: Mapping[str, str]) -> bool:
    """Not a line with nothing but its number, nor a footer, nor the header of a later page."""
    is_written = any(text for title, text in texts.items() if title != ORDER)
    first = next((text for text in texts.values() if text), "")
    is_header = TITLES.get(_plain(texts[NAME])) == NAME
    return is_written and not is_header and not FOOTER.match(first)
