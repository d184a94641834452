"""虚构人员 · invented people: names as they might be, numbers that belong to nobody.

ID numbers carry a right check digit and the area code 990100, which no place has; telephones a
range that is not given out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.demonstration.dice import Dice
from models.rules.gb_11643 import check_digit
from models.rules.gb_32100 import check_character
from models.vocabulary import Sex

AREA = "990100"
_SURNAMES: list[str] = [
    *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶余潘",
    *"杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺龚文",
    *"单仇解盖查翟缪", "尉迟", "令狐", "申屠",
]  # fmt: skip
_GIVEN: Mapping[Sex, tuple[str, str]] = {
    Sex.MALE: (
        "建志文国永晓俊海宏振家明立德学元承泽锦松",
        "军平强华峰伟斌辉涛东林生民山亮波鹏宁川岩",
    ),
    Sex.FEMALE: ("晓丽秀雅淑慧玉思静文红春雪若书亦", "芳娟敏燕梅琴玲萍莉瑶婷琳蓉颖岚菲"),
}
_RARE = "喆堃䶮㛃犇垚祎彧翀旻燊頔赟镕焜暐"  # for which a clerk's machine may lack the glyph


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sex: Sex
    born: date
    id_number: str
    mobile: str


def people(dice: Dice) -> Iterator[Person]:
    """One after the other, no name twice."""
    names: set[str] = set()
    serial = 0
    while True:
        sex = Sex.FEMALE if dice.one_in(4) else Sex.MALE
        name = _name(dice, sex)
        if name in names:
            continue
        names.add(name)
        serial += 1
        born = date(dice.between(1963, 1991), dice.between(1, 12), dice.between(1, 28))
        yield Person(name, sex, born, id_number(born, serial, sex), f"190{serial:08}")


def _name(dice: Dice, sex: Sex) -> str:
    first, second = _GIVEN[sex]
    if dice.one_in(14):
        return dice.pick(_SURNAMES) + dice.pick(["", dice.pick(first)]) + dice.pick(_RARE)
    return dice.pick(_SURNAMES) + dice.pick(first) + dice.pick(second)


def id_number(born: date, serial: int, sex: Sex) -> str:
    """The number of the ``serial``-th person; the seventeenth digit is odd for a man."""
    order = serial * 2 % 1000 + (sex is Sex.MALE)
    body = f"{AREA}{born:%Y%m%d}{order:03}"
    return body + check_digit(body)


def credit_code(serial: int) -> str:
    """A unit's code with a right check character, of the same area."""
    body = f"91{AREA}MA{serial:07}"
    return body + check_character(body)
