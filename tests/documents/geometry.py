"""Measuring a page as it was printed: millimetres from its upper left corner, by the ink."""

from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Self

import pdfplumber
from PIL import Image

MM = 72 / 25.4
_DOTS = 300 / 25.4  # of a picture of the page, a millimetre
_DARK = 160


@dataclass(frozen=True)
class Line:
    """Characters that stand on one line, and the ink of them."""

    text: str
    size: float  # points
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Rule:
    left: float
    top: float
    width: float
    height: float
    colour: tuple[float, ...]


@dataclass(frozen=True)
class Sheet:
    size: tuple[float, float]
    lines: list[Line]
    rules: list[Rule]
    pictures: list[Rule]
    colours: set[tuple[float, ...]]

    @classmethod
    def all_of(cls, content: bytes) -> list[Self]:
        with pdfplumber.open(BytesIO(content)) as pdf:
            return [cls._of(page) for page in pdf.pages]

    @classmethod
    def _of(cls, page) -> Self:
        picture = page.to_image(resolution=300).original.convert("L")
        marks = picture.point(lambda grey: 255 if grey < _DARK else 0)
        rules = [_rule(each) for each in page.rects]
        return cls(
            size=(page.width / MM, page.height / MM),
            lines=_lines(page.chars, marks),
            rules=rules,
            pictures=[_rule(each) for each in page.images],
            colours={tuple(char["non_stroking_color"]) for char in page.chars}
            | {rule.colour for rule in rules},
        )

    def line(self, beginning: str) -> Line:
        """The one line that begins so."""
        [found] = [each for each in self.lines if each.text.startswith(beginning)]
        return found


def _rule(each) -> Rule:
    return Rule(
        each["x0"] / MM, each["top"] / MM, each["width"] / MM, each["height"] / MM,
        tuple(each.get("non_stroking_color") or ()),
    )  # fmt: skip


def _lines(chars, marks: Image.Image) -> list[Line]:
    def place(char):
        return round(char["top"], 1), char["size"]

    return [_line(list(group), marks) for _, group in groupby(chars, key=place)]


def _line(chars, marks: Image.Image) -> Line:
    left, right = min(char["x0"] for char in chars), max(char["x1"] for char in chars)
    top, bottom = min(char["top"] for char in chars), max(char["bottom"] for char in chars)
    air = chars[0]["size"] / 2  # a font's own box may stand above or below its glyphs
    box = [
        round(edge / MM * _DOTS) for edge in (left - 1, top - air / 2, right + 1, bottom + air / 4)
    ]
    inked = marks.crop(tuple(box)).getbbox() or (0, 0, 0, 0)
    return Line(
        text="".join(char["text"] for char in chars),
        size=round(chars[0]["size"], 1),
        left=(box[0] + inked[0]) / _DOTS,
        top=(box[1] + inked[1]) / _DOTS,
        right=(box[0] + inked[2]) / _DOTS,
        bottom=(box[1] + inked[3]) / _DOTS,
    )
