"""第四条 专家组的组建 · classes, industries and specialties, and how many may stand in them.

Annex 1 itself is not at hand: the table is a reconstruction (重建稿), so it is data.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.errors import Refusal

ARTICLE = 4
ROSTER_CAP = 250
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
