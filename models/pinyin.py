"""拼音 · how a name sorts and how it is found by typing its sounds or its initials.

A surname is read as a surname (单 is Shan, not dan); the table holds those the dictionary reads
otherwise. What has no reading stands for itself: no name is lost and none is refused.
"""

import re

from pypinyin import lazy_pinyin

SURNAMES = {
    "乐": "yue", "乜": "nie", "么": "yao", "仇": "qiu", "佴": "nai", "区": "ou", "单": "shan",
    "卜": "bu", "句": "gou", "召": "shao", "员": "yun", "折": "she", "曾": "zeng", "朴": "piao",
    "查": "zha", "洗": "xian", "牟": "mu", "盖": "ge", "祭": "zhai", "秘": "bi", "种": "chong",
    "繁": "po", "缪": "miao", "翟": "zhai", "蔚": "yu", "薄": "bo", "藏": "zang", "覃": "qin",
    "解": "xie", "贠": "yun", "都": "du", "阚": "kan", "隗": "wei", "黑": "he",
    "万俟": "mo qi", "单于": "chan yu", "尉迟": "yu chi", "澹台": "tan tai",
}  # fmt: skip
WORD = re.compile(r"\w+")


def sort_key(name: str) -> str:
    """Orders by surname, then given name, syllable by syllable, then by the characters."""
    return f"{' '.join(_syllables(name))} {name}"


def full(name: str) -> str:
    """``张利娟`` → ``zhanglijuan``. ü is v, as it is typed."""
    return "".join(_syllables(name))


def initials(name: str) -> str:
    """``张利娟`` → ``zlj``."""
    return "".join(syllable[0] for syllable in _syllables(name))


def _syllables(name: str) -> list[str]:
    for length in (2, 1):
        if name[:length] in SURNAMES:
            return SURNAMES[name[:length]].split() + _read(name[length:])
    if name[:1].isascii():
        return _read(name)
    return _read(name[:1]) + _read(name[1:])  # apart, lest a phrase read the surname otherwise


def _read(text: str) -> list[str]:
    """Its syllables; letters and characters without a reading as they are, marks left out."""
    return [word for part in lazy_pinyin(text) for word in WORD.findall(part.lower())]
