"""第四条 专家组的组建 · classes, industries and specialties, and how many may stand in them.

Annex 1 itself is not at hand: the table is a reconstruction (重建稿), so it is data.
"""

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from models.errors import Refusal
from models.vocabulary import GroupOffice, Standing

ARTICLE = 4
ROSTER_CAP = 250
HEADS = 1
MOST_DEPUTIES = 2
RECONSTRUCTION = Path(__file__).parent.parent / "data" / "taxonomy.csv"


@dataclass(frozen=True, slots=True)
class Category:
    """三大类."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Industry:
    """行业领域, with the number of persons Annex 1 allots to it."""

    code: str
    name: str
    category: Category
    quota: int


@dataclass(frozen=True, slots=True)
class Specialty:
    """细分专业. Below ``soft_minimum`` persons the office is warned, never stopped (原则上)."""

    code: str
    name: str
    industry: Industry
    soft_minimum: int

    @property
    def industry_name(self) -> str:
        return self.industry.name

    @property
    def category_name(self) -> str:
        return self.industry.category.name


def reconstructed_annex_1() -> list[Specialty]:
    """The table that ships with the program, in its own order."""
    with RECONSTRUCTION.open(encoding="utf-8", newline="") as file:
        return read_taxonomy(csv.DictReader(file))


def read_taxonomy(rows: Iterable[Mapping[str, str]]) -> list[Specialty]:
    """The specialties of the rows. Refused when the quotas do not sum to the cap of Article 4."""
    specialties = [_specialty(row) for row in rows]
    total = sum(industry.quota for industry in {each.industry for each in specialties})
    if total != ROSTER_CAP:
        raise Refusal(f"各行业领域名额合计{total}人，应为{ROSTER_CAP}人", article=ARTICLE)
    return specialties


def _specialty(row: Mapping[str, str]) -> Specialty:
    category = Category(row["class_code"], row["class"])
    industry = Industry(row["industry_code"], row["industry"], category, int(row["industry_quota"]))
    return Specialty(row["specialty_code"], row["specialty"], industry, int(row["soft_minimum"]))


def refuse_beyond_cap(persons: int, cap: int = ROSTER_CAP) -> None:
    """总数不超过250人."""
    if persons > cap:
        raise Refusal(
            f"入库后共{persons}人，超过{cap}人的上限，请先减少{persons - cap}人", article=ARTICLE
        )


def refuse_quotas_beyond(total: int, cap: int = ROSTER_CAP) -> None:
    """全县各行业领域推荐专家总数不超过250人: what is allotted must fit in as well."""
    if total > cap:
        raise Refusal(
            f"各行业领域名额合计{total}人，超过{cap}人的上限，请先减少其他行业领域的名额",
            article=ARTICLE,
            field="quota",
        )


def understaffed(specialties: Iterable[Specialty], persons: Mapping[str, int]) -> list[Specialty]:
    """原则上可推荐专家3人以上: those with fewer, ``persons`` counted by specialty code."""
    return [each for each in specialties if persons.get(each.code, 0) < each.soft_minimum]


def over_quota(specialties: Iterable[Specialty], persons: Mapping[str, int]) -> list[Industry]:
    """Where more stand than Annex 1 allots, ``persons`` counted by industry code."""
    industries = dict.fromkeys(each.industry for each in specialties)
    return [each for each in industries if persons.get(each.code, 0) > each.quota]


class Rostered(Protocol):
    """What must be known of an expert to say whose group they are of."""

    @property
    def standing(self) -> Standing: ...
    @property
    def appointed_until(self) -> date | None: ...
    @property
    def specialty_codes(self) -> tuple[str, ...]: ...


def is_serving(expert: Rostered, day: date) -> bool:
    """In standing, and the appointment has not ended."""
    appointed = expert.appointed_until is not None and day <= expert.appointed_until
    return expert.standing is Standing.ACTIVE and appointed


def is_of_group(expert: Rostered, industry: Collection[str], day: date) -> bool:
    """专业组成员, who nominate, stand and vote: serving, with the primary specialty among those of
    the industry, so that nobody votes in two groups."""
    return is_serving(expert, day) and expert.specialty_codes[0] in industry


def places_of(office: GroupOffice, most_deputies: int = MOST_DEPUTIES) -> int:
    """组长1名，副组长1-2名."""
    return HEADS if office is GroupOffice.HEAD else most_deputies


def refuse_places_beyond(
    office: GroupOffice, sitting: int, asked: int, most_deputies: int = MOST_DEPUTIES
) -> None:
    """Refuse to elect more than there are places vacant. ``sitting``: those still in office."""
    vacant = places_of(office, most_deputies) - sitting
    if vacant < 1:
        raise Refusal(
            f"该行业{office.label}没有空缺；任期内更换的，请专家办先登记卸任",
            article=ARTICLE,
            field="office",
        )
    if not 0 < asked <= vacant:
        raise Refusal(
            f"该行业{office.label}空缺{vacant}名，推选名额应在1至{vacant}之间",
            article=ARTICLE,
            field="places",
        )
