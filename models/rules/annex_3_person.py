"""附件3 一行 · what the sheet says of one person, taken from their Annex 2 (Art. 6(2))."""

from collections.abc import Iterable, Mapping

from models.rules.annex_3_columns import (
    COLUMNS,
    EMPLOYER,
    ID_NUMBER,
    MAJOR,
    MOBILE,
    NAME,
    POSITION,
    PRACTICE,
    SCHOOL,
    SEX,
    SPECIALTIES,
)
from models.rules.gb_11643 import IdNumber

BETWEEN_SPECIALTIES = "；"

# Column of Annex 3 → entry of Annex 2.
_TAKEN: Mapping[str, str] = {
    NAME: "name",
    ID_NUMBER: "id_number",
    MOBILE: "mobile",
    EMPLOYER: "employer",
    POSITION: "title",
    SCHOOL: "school",
    MAJOR: "major",
    PRACTICE: "field",
}


def columns_of(
    entries: Mapping[str, str], specialties: Iterable[str], paths: Mapping[str, str]
) -> dict[str, str]:
    """The ten columns after the number, in their order. ``paths``: specialty code → class,
    industry and specialty by Annex 1; the sex is read off the ID number."""
    told = {column: " ".join(entries.get(entry, "").split()) for column, entry in _TAKEN.items()}
    told[SEX] = IdNumber(told[ID_NUMBER]).sex.label if told[ID_NUMBER] else ""
    told[SPECIALTIES] = BETWEEN_SPECIALTIES.join(paths.get(code, code) for code in specialties)
    return {column: told[column] for column in COLUMNS[1:]}


def masked(columns: Mapping[str, str]) -> dict[str, str]:
    """The same without the middle of the ID number and of the telephone number."""
    number, mobile = columns[ID_NUMBER], columns[MOBILE]
    hidden = {
        ID_NUMBER: IdNumber(number).masked if number else "",
        MOBILE: f"{mobile[:3]}****{mobile[-4:]}" if mobile else "",
    }
    return {**columns, **hidden}


def missing_from(columns: Mapping[str, str]) -> list[str]:
    """The columns that say nothing."""
    return [column for column, text in columns.items() if not text]


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The columns that say something else."""
    return [column for column in COLUMNS[1:] if before[column] != after[column]]
