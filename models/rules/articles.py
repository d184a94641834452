"""《管理办法》· the regulation itself, article by article, as pages cite it."""

import re
from dataclasses import dataclass
from pathlib import Path

_TEXT = Path(__file__).parent.parent / "data" / "regulation.txt"
_CHAPTER = re.compile(r"第[一二三四五六七]章 (.+)")
_ARTICLE = re.compile(r"第[一二三四五六七八九十]+条 (.+)")
_HEADED = re.compile(r"\S{4,10}(制度|权利|义务|程序|范围)|专家聘任条件：")


@dataclass(frozen=True, slots=True)
class Article:
    """``title`` is empty where the regulation gives the article none."""

    number: int
    chapter: str
    title: str
    paragraphs: tuple[str, ...]


def _read() -> dict[int, Article]:
    found: list[tuple[str, list[str]]] = []
    chapter = ""
    for line in _TEXT.read_text(encoding="utf-8").splitlines():
        if heading := _CHAPTER.fullmatch(line):
            chapter = heading[1]
        elif opening := _ARTICLE.fullmatch(line):
            found.append((chapter, [opening[1]]))
        else:
            found[-1][1].append(line)
    return {
        number: _article(number, chapter, lines)
        for number, (chapter, lines) in enumerate(found, start=1)
    }


def _article(number: int, chapter: str, lines: list[str]) -> Article:
    is_headed = bool(_HEADED.fullmatch(lines[0]))
    title = lines[0].rstrip("：") if is_headed else ""
    return Article(number, chapter, title, tuple(lines[1:] if is_headed else lines))


ARTICLES = _read()
