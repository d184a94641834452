"""附件1 专家类别划分表 · the specialties that somebody wrote, however they wrote them.

By code, by name, or by the whole path 「安全生产/煤矿/通风与防灭火」, several in one cell, with any
of the signs people put between. Names of the table may themselves hold such signs, so its own words
are looked for first, and only what remains is taken apart at them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from models.rules.cell_text import folded

BETWEEN = r"\s/、,;:>|\\\-—–~·。》"
AFTER = rf"(?:专业|行业|领域|类)?(?=[{BETWEEN}]|$)"
MOST_SUGGESTIONS = 1000  # a sheet with more unknown words was not made from this table
SAME_ITEM = re.compile(r"[\s:\-—–]*")
BRACKETED = re.compile(r"\([^()]*\)$")


class Listed(Protocol):
    """One specialty of the table."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def industry_name(self) -> str: ...
    @property
    def category_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """The codes found, the first the primary, and a sentence for whatever could not be read."""

    codes: tuple[str, ...]
    problems: tuple[str, ...]


class Annex1:
    """The table, ready to read what people write."""

    def __init__(self, specialties: Iterable[Listed]) -> None:
        self._named: dict[str, list[Listed]] = defaultdict(list)
        self._coded: dict[str, Listed] = {}
        self._groups: set[str] = set()
        self._suggestions: dict[str, str] = {}
        for each in specialties:
            self._coded[each.code] = each
            self._groups |= _path_of(each)
            for name in {_plain(each.name), BRACKETED.sub("", _plain(each.name))}:
                self._named[name].append(each)
        self._word = re.compile(
            rf"(?P<numbering>\(?\d{{1,2}}[.)、])"
            rf"|(?P<code>{_any_of(self._coded)})"
            rf"|(?P<name>{_any_of(self._named)}){AFTER}"
            rf"|(?P<group>{_any_of(self._groups)}){AFTER}"
            rf"|(?P<unknown>[^{BETWEEN}]+)"
        )

    def read(self, written: str) -> Reading:
        """Every specialty in the text, in its order, each once."""
        return _Walk(self, _plain(written)).reading()

    def words(self, text: str) -> Iterable[re.Match[str]]:
        return self._word.finditer(text)

    def coded(self, code: str) -> Listed:
        return self._coded[code]

    def named(self, name: str) -> list[Listed]:
        return self._named[name]

    def unknown(self, word: str) -> str:
        """“没有…这个专业”, with the nearest there is, while looking for it is worth the time."""
        if word not in self._suggestions and len(self._suggestions) < MOST_SUGGESTIONS:
            nearest = [
                self._named[name][0] for name in get_close_matches(word, self._named, 1, 0.5)
            ]
            questions = [f"，是否为“{each.code} {each.name}”？" for each in nearest]
            self._suggestions[word] = "".join(questions)
        advice = self._suggestions.get(word) or "，请按附件1填写专业代码或名称"
        return f"没有“{word}”这个专业{advice}"


class _Walk:
    """One reading from left to right: the groups named since the last specialty are its path."""

    def __init__(self, table: Annex1, text: str) -> None:
        self._table, self._text = table, text
        self._found: dict[str, None] = {}
        self._problems: list[str] = []
        self._path: list[str] = []
        self._code_before: tuple[int, Listed] | None = None

    def reading(self) -> Reading:
        for word in self._table.words(self._text):
            self._step(word)
        if self._path and not self._problems:
            self._problems.append(f"只写到“{self._path[-1]}”，请写到附件1的具体专业")
        return Reading(tuple(self._found), tuple(self._problems))

    def _step(self, word: re.Match[str]) -> None:
        match word.lastgroup:
            case "code":
                self._take_code(word)
            case "name":
                self._take_name(word)
            case "group":
                self._path.append(word["group"])
            case "unknown":
                self._problems.append(self._table.unknown(word["unknown"]))

    def _take_code(self, word: re.Match[str]) -> None:
        specialty = self._table.coded(word["code"])
        self._code_before = word.end(), specialty
        self._take([specialty], word["code"])

    def _take_name(self, word: re.Match[str]) -> None:
        """A name close behind a code says the same specialty once more."""
        candidates = self._table.named(word["name"])
        end, coded = self._code_before or (0, None)
        if coded is None or not SAME_ITEM.fullmatch(self._text, end, word.start()):
            self._take(candidates, word["name"])
        elif coded not in candidates:
            self._problems.append(f"{coded.code}是“{coded.name}”，与后面写的“{word['name']}”不一致")

    def _take(self, candidates: list[Listed], word: str) -> None:
        fitting = [each for each in candidates if _path_of(each) >= set(self._path)]
        if len(fitting) == 1:
            self._found[fitting[0].code] = None
        elif fitting:
            codes = "、".join(each.code for each in fitting)
            self._problems.append(f"有{len(fitting)}个专业叫“{word}”，请写代码（{codes}）")
        else:
            industry = candidates[0].industry_name
            self._problems.append(f"“{word}”属于“{industry}”，与前面写的“{self._path[-1]}”不一致")
        self._path.clear()


def _path_of(specialty: Listed) -> set[str]:
    """The words that may stand before it: class and industry, by name or by code."""
    code = specialty.code
    return {_plain(specialty.category_name), _plain(specialty.industry_name), code[:1], code[:3]}


def _plain(text: str) -> str:
    return folded(text).upper()


def _any_of(words: Iterable[str]) -> str:
    """Longest first, so that a name is not taken for the shorter one it begins with."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
