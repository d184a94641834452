"""附件3 专家推荐汇总表 · the sheet of eleven columns, read as a clerk fills it in.

Every line of the sheet is answered: what it says, and beside which column what is wrong. Nothing
that could be read in two ways is decided silently.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.annex_1 import Annex1, Listed
from models.rules.annex_3_columns import CERTIFICATE, ID_NUMBER, lines_of, refusal
from models.rules.annex_3_line import Entry, Line, Problem
from models.rules.cell_text import squeezed


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet. ``values`` are there exactly when there is no problem.

    ``number`` is the line's number in the sheet, ``texts`` what it says by column, and ``known``
    the code of the expert who already has its ID number.
    """

    number: int
    texts: Mapping[str, str]
    values: Entry | None
    problems: tuple[Problem, ...]
    known: str | None


def read_annex_3(
    rows: Sequence[Sequence[object]],
    taxonomy: Iterable[Listed],
    today: date,
    known: Callable[[str], str | None],
    most_specialties: int = 3,
) -> list[Row]:
    """Every expert of the sheet, in its order; titles, blank lines and footers are passed over.

    ``known`` gives the code of the expert with that ID number, or None. Refused beside ``file``
    when the sheet is not an Annex 3 or names nobody.
    """
    annex_1 = Annex1(taxonomy)
    lines = [Line(number, texts) for number, texts in lines_of(rows)]
    if not lines:
        raise refusal("表头下面没有专家，请检查第一张工作表")
    for line in lines:
        line.read(annex_1, today, most_specialties)
    _name_twins(lines, ID_NUMBER, lambda line: line.id_number.text if line.id_number else "")
    _name_twins(lines, CERTIFICATE, lambda line: squeezed(line.text(CERTIFICATE)))
    return [_row(line, known) for line in lines]


def _row(line: Line, known: Callable[[str], str | None]) -> Row:
    expert = known(line.id_number.text) if line.id_number else None
    values = None if line.problems else line.entry
    return Row(line.number, line.texts, values, tuple(line.problems), expert)


def _name_twins(lines: Iterable[Line], column: str, key: Callable[[Line], str]) -> None:
    """Each line that shares its key with others names them: nobody knows which one is right."""
    sharing: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        sharing[key(line)].append(line)
    sharing.pop("", None)
    for twins in sharing.values():
        for line in twins:
            if others := "、".join(f"第{twin.number}行" for twin in twins if twin is not line):
                line.wrong(column, f"{column}与{others}相同，请核对后只留一行")
