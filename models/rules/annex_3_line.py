"""附件3 行 · one line of the sheet: what it says of an expert, and what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.errors import Refusal
from models.rules.annex_1 import Annex1, Reading
from models.rules.annex_3_columns import (
    APPOINTED_FROM,
    APPOINTED_TO,
    CERTIFICATE,
    EMPLOYER,
    GRADE,
    ID_NUMBER,
    MAJOR,
    MOBILE,
    NAME,
    OTHER_SPECIALTIES,
    POSITION,
    PRACTICE,
    SCHOOL,
    SEX,
    SPECIALTIES,
)
from models.rules.article_05_eligibility import grade_shown_by
from models.rules.cell_text import date_of, squeezed
from models.rules.gb_11643 import IdNumber
from models.vocabulary import Grade, Sex

LONGEST = 200
LOST_DIGITS = re.compile(r"\d(?:\.\d+)?E\+\d+")
MOBILE_FORM = re.compile(r"1[0-9]{10}")
NAME_DOTS = str.maketrans(dict.fromkeys("．.•・‧", "·"))
GRADE_WORDS = {term.label: term for term in Grade}
SEXES = {term.label: term for term in Sex}


@dataclass(frozen=True, slots=True)
class Entry:
    """One expert as the sheet has them. ``specialties`` are codes, the first the primary.

    ``is_grade_derived`` says that the grade was read from 职务职称, for want of a 级别.
    """

    name: str
    sex: Sex
    id_number: IdNumber
    mobile: str
    employer: str
    position: str
    school: str
    major: str
    practice: str
    specialties: tuple[str, ...]
    grade: Grade
    is_grade_derived: bool
    certificate: str
    appointed_from: date | None
    appointed_to: date | None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, and under which of the annex's columns."""

    column: str
    sentence: str


class Line:
    """A line while it is being read; each reading notes beside its column what is wrong."""

    def __init__(self, number: int, texts: Mapping[str, str]) -> None:
        self.number, self.texts = number, texts
        self.problems: list[Problem] = []
        self.id_number: IdNumber | None = None
        self.entry: Entry | None = None

    def wrong(self, column: str, sentence: str) -> None:
        self.problems.append(Problem(column, sentence))

    def text(self, column: str) -> str:
        return self.texts.get(column, "")

    def read(self, annex_1: Annex1, today: date, most_specialties: int) -> None:
        """Set ``id_number`` and ``entry`` where they can be read."""
        if self._has_long_texts():
            return
        self.id_number = self._id_number(today)
        name, sex, mobile = self._name(), self._sex(), self._mobile()
        employer = self._required(EMPLOYER)
        specialties = self._specialties(annex_1, most_specialties)
        grade, first, last = self._grade(), *self._term()
        if self.id_number and sex and grade:
            self.entry = Entry(
                name=name,
                sex=sex,
                id_number=self.id_number,
                mobile=mobile,
                employer=employer,
                position=self.text(POSITION),
                school=self.text(SCHOOL),
                major=self.text(MAJOR),
                practice=self.text(PRACTICE),
                specialties=specialties,
                grade=grade,
                is_grade_derived=not self.text(GRADE),
                certificate=squeezed(self.text(CERTIFICATE)),
                appointed_from=first,
                appointed_to=last,
            )

    def _has_long_texts(self) -> bool:
        long = {column: len(text) for column, text in self.texts.items() if len(text) > LONGEST}
        for column, length in long.items():
            self.wrong(column, f"{column}有{length}个字，请缩短到{LONGEST}个字以内")
        return bool(long)

    def _required(self, column: str) -> str:
        text = self.text(column)
        if not text:
            self.wrong(column, f"{column}没有填写")
        return text

    def _name(self) -> str:
        """Spaces that only spread a Chinese name are left out; the dot in a long one is ·."""
        name = self._required(NAME).translate(NAME_DOTS)
        return name if re.search(r"[A-Za-z]", name) else "".join(name.split())

    def _id_number(self, today: date) -> IdNumber | None:
        text = self.text(ID_NUMBER)
        if LOST_DIGITS.fullmatch(text):
            self.wrong(ID_NUMBER, "身份证号成了数字格式，末几位已丢失，请设为文本后重新填写")
            return None
        try:
            number = IdNumber.parse(text)
        except Refusal as refusal:
            self.wrong(ID_NUMBER, refusal.message)
            return None
        if number.birth_date > today:
            self.wrong(ID_NUMBER, "身份证号第7至14位的出生日期晚于今天")
        return number

    def _sex(self) -> Sex | None:
        """As written, and it must agree with the ID number; unwritten, what the ID number says."""
        shown = self.id_number.sex if self.id_number else None
        text = self.text(SEX)
        written = SEXES.get(text.removesuffix("性"))
        if text and not written:
            self.wrong(SEX, f"性别写的是“{text}”，应为男或女")
        if written and shown and written is not shown:
            self.wrong(SEX, f"表中写“{text}”，身份证号表明是{shown.label}，请核对")
        return written or shown

    def _mobile(self) -> str:
        text = re.sub(r"[-—]", "", squeezed(self._required(MOBILE)))
        number = re.sub(r"^\+?86(?=\d{11}$)", "", text)
        if text and not MOBILE_FORM.fullmatch(number):
            self.wrong(MOBILE, "移动电话应为一个以1开头的11位手机号")
        return number

    def _specialties(self, annex_1: Annex1, most: int) -> tuple[str, ...]:
        """The primary first, then the others of this column and of 其他专业."""
        primary = self._specialties_in(SPECIALTIES, annex_1)
        others = self._specialties_in(OTHER_SPECIALTIES, annex_1)
        codes = dict.fromkeys((*primary.codes, *others.codes))
        if primary == Reading((), ()):
            self.wrong(SPECIALTIES, f"{SPECIALTIES}没有填写")
        if len(codes) > most:
            self.wrong(SPECIALTIES, f"有{len(codes)}个专业，最多{most}个（主专业在前）")
        return tuple(codes)

    def _specialties_in(self, column: str, annex_1: Annex1) -> Reading:
        reading = annex_1.read(self.text(column))
        for sentence in reading.problems:
            self.wrong(column, sentence)
        return reading

    def _grade(self) -> Grade | None:
        written, position = squeezed(self.text(GRADE)), self.text(POSITION)
        if not written:
            shown = grade_shown_by(position)
            if not shown:
                advice = "请在“级别”列填写高级、中级或法律"
                self.wrong(GRADE, f"从职务职称“{position}”看不出级别，{advice}")
            return shown
        grade = next((term for word, term in GRADE_WORDS.items() if word in written), None)
        if not grade:
            self.wrong(GRADE, f"级别写的是“{written}”，应为高级、中级或法律")
        return grade

    def _term(self) -> tuple[date | None, date | None]:
        first, last = self._day(APPOINTED_FROM), self._day(APPOINTED_TO)
        if first and last and last < first:
            self.wrong(APPOINTED_TO, "聘任止早于聘任起")
        return first, last

    def _day(self, column: str) -> date | None:
        text = self.text(column)
        day = date_of(text)
        if text and not day:
            self.wrong(column, f"“{text}”不是完整的日期，请写成2023-10-20这样")
        return day
