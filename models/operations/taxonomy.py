"""专家类别划分表 · changing Annex 1. Every change makes an edition, so that each state of the table
can be read again; a code, once given, stands for the same specialty for ever."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import taxonomy
from models.queries.parameters import value_of
from models.rules.article_04_structure import ARTICLE, refuse_quotas_beyond
from models.settings import ROSTER_CAP
from models.tables import Account, Holding, Specialty, TaxonomyEdition

RECONSTRUCTED = "重建稿，待按正式附件核对"
_COLUMNS = (
    "code", "name", "category_code", "category_name", "industry_code", "industry_name",
    "industry_quota", "soft_minimum", "is_active",
)  # fmt: skip
_CODES_OF_AN_INDUSTRY = 99
_LONGEST = 40


def publish(rows: Iterable[Specialty], note: str, *, by: Account | None) -> TaxonomyEdition:
    """The table as ``rows`` now are, under the next number."""
    content: list[Any] = [{name: getattr(row, name) for name in _COLUMNS} for row in rows]
    number = (db.session.scalar(select(func.max(TaxonomyEdition.number))) or 0) + 1
    edition = TaxonomyEdition(number=number, account=by, note=note, content=content)
    db.session.add(edition)
    return edition


def change_specialty(
    specialty: Specialty, *, name: str, soft_minimum: int, note: str, by: Holding
) -> None:
    """Another name or minimum. Records made before keep the name they were made with."""
    before = [specialty.name, specialty.soft_minimum]
    specialty.name, specialty.soft_minimum = _free_name(name, specialty), soft_minimum
    after = [specialty.name, soft_minimum]
    if before == after:
        raise Refusal("名称和建议人数都没有变化，不必保存", field="name")
    _revise("change", f"修改专业：{specialty.label}", note, by, before=before, after=after)


def change_industry(code: str, *, name: str, quota: int, note: str, by: Holding) -> None:
    """Another name or quota for the industry. Refused when all quotas exceed the cap (Art. 4)."""
    rows = taxonomy.of_industry(db.session(), code)
    before = [rows[0].industry_name, rows[0].industry_quota]
    for row in rows:
        row.industry_name, row.industry_quota = _worded(name), quota
    quotas = taxonomy.quotas(db.session())
    refuse_quotas_beyond(sum(quotas.values()), value_of(db.session(), ROSTER_CAP))
    after = [rows[0].industry_name, quota]
    if before == after:
        raise Refusal("名称和名额都没有变化，不必保存", field="name")
    _revise("industry", f"修改行业领域：{code} {after[0]}", note, by, before=before, after=after)


def add_specialty(
    industry_code: str, *, name: str, soft_minimum: int, note: str, by: Holding
) -> Specialty:
    """A new specialty of the industry, under the code after the last that was ever given there."""
    rows = taxonomy.of_industry(db.session(), industry_code)
    pattern = rows[0]
    specialty = Specialty(
        code=_next_code(rows),
        category_code=pattern.category_code,
        category_name=pattern.category_name,
        industry_code=industry_code,
        industry_name=pattern.industry_name,
        industry_quota=pattern.industry_quota,
        soft_minimum=soft_minimum,
        is_active=True,
    )
    specialty.name = _free_name(name, specialty)
    db.session.add(specialty)
    _revise("add", f"增设专业：{specialty.label}", note, by)
    return specialty


def retire_specialty(specialty: Specialty, *, note: str, by: Holding) -> None:
    """No new use of it. Experts and papers that have it keep it; its code is not given again."""
    if not specialty.is_active:
        raise Refusal(f"{specialty.label}已停用，不必再停用")
    specialty.is_active = False
    _revise("retire", f"停用专业：{specialty.label}", note, by)


def confirm(edition: TaxonomyEdition, *, against: str, by: Holding) -> None:
    """Say that this edition agrees with the official annex, and with which paper."""
    if edition.is_confirmed:
        raise Refusal(f"第{edition.number}版已按“{edition.confirmed_against}”核对确认")
    edition.confirmed_against = against.strip()
    register(
        "taxonomy:confirm", f"核对确认专家类别划分表第{edition.number}版", by=by, subject=edition,
        article=ARTICLE, document=edition.confirmed_against,
    )  # fmt: skip


def _revise(act: str, label: str, note: str, by: Holding, **facts: Any) -> None:
    db.session.flush()
    edition = publish(taxonomy.rows(db.session()), f"{label}。{note.strip()}", by=by.account)
    register(
        f"taxonomy:{act}", label, by=by, subject=edition, article=ARTICLE,
        edition=edition.number, note=note.strip(), **facts,
    )  # fmt: skip


def _next_code(rows: list[Specialty]) -> str:
    serial = max(int(row.code.removeprefix(row.industry_code)) for row in rows) + 1
    if serial > _CODES_OF_AN_INDUSTRY:
        raise Refusal(f"{rows[0].industry_name}的专业代码已用完，不能再增设", field="name")
    return f"{rows[0].industry_code}{serial:02}"


def _free_name(name: str, specialty: Specialty) -> str:
    """The name, unless another specialty in use of the same industry has it."""
    worded = _worded(name)
    for row in taxonomy.of_industry(db.session(), specialty.industry_code):
        if row.is_active and row.name == worded and row.code != specialty.code:
            raise Refusal(f"{row.code}已叫“{worded}”，请另取名称", article=ARTICLE, field="name")
    return worded


def _worded(name: str) -> str:
    worded = name.strip()
    if not 0 < len(worded) <= _LONGEST:
        raise Refusal(f"名称应为1至{_LONGEST}个字", field="name")
    return worded
