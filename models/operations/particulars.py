"""专家信息 · all that is written of an expert (Annexes 2 and 3), and what an edit changes."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as entry
from datetime import date
from typing import Any

from models.rules.cell_text import squeezed
from models.rules.gb_11643 import IdNumber
from models.tables import Expert
from models.vocabulary import Employment, Grade

LABELS: Mapping[str, str] = {
    "name": "姓名",
    "id_number": "身份证号",
    "mobile": "移动电话",
    "home_phone": "住宅电话",
    "work_phone": "工作电话",
    "email": "电子邮箱",
    "employment": "在岗情况",
    "employment_note": "其他情况说明",
    "employer": "单位全称",
    "postcode": "邮政编码",
    "department": "所在部门",
    "title": "职务职称",
    "unit_phone": "单位电话",
    "fax": "传真号码",
    "school": "毕业院校",
    "degree": "最高学历",
    "major": "所学专业",
    "qualification": "职业资格",
    "field": "现从事专业",
    "years": "从事年限",
    "resume": "工作简历",
    "publications": "发明、著作、学术论文",
    "awards": "受过何种奖励",
    "achievements": "主要业绩及研究成果",
    "specialties": "专业",
    "grade": "级别",
    "certificate_no": "聘书号",
    "appointed_from": "聘任起",
    "appointed_until": "聘任止",
    "age_relaxation": "放宽年龄的依据",
}
SECRET = frozenset({"id_number", "mobile", "home_phone"})


@dataclass(frozen=True, slots=True)
class Particulars:
    """``employer`` is a unit's name; ``specialties`` are codes, the first the primary. Sex and
    birth date are those of the ID number. What is personal stays out of the ``repr``."""

    name: str
    id_number: IdNumber
    mobile: str = entry(repr=False)
    employer: str
    specialties: tuple[str, ...]
    grade: Grade
    title: str = ""
    school: str = ""
    major: str = ""
    field: str = ""
    certificate_no: str = ""
    appointed_from: date | None = None
    appointed_until: date | None = None
    home_phone: str = entry(default="", repr=False)
    work_phone: str = ""
    email: str = ""
    employment: Employment = Employment.SERVING
    employment_note: str = ""
    postcode: str = ""
    unit_phone: str = ""
    fax: str = ""
    department: str = ""
    degree: str = ""
    qualification: str = ""
    years: int | None = None
    resume: str = ""
    publications: str = ""
    awards: str = ""
    achievements: str = ""
    age_relaxation: str = ""


PLAIN = tuple(
    each.name
    for each in fields(Particulars)
    if each.name not in {"id_number", "employer", "specialties"}
)


def particulars_of(expert: Expert) -> Particulars:
    """As they now stand."""
    plain: dict[str, Any] = {name: getattr(expert, name) for name in PLAIN}
    plain |= {name: plain[name] or "" for name in ("certificate_no", "home_phone")}
    return Particulars(
        id_number=IdNumber(expert.id_number),
        employer=expert.employer.name,
        specialties=expert.specialty_codes,
        **plain,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that an edit changes; ``before`` and ``after`` are empty for what is personal."""

    name: str
    before: str
    after: str

    @property
    def label(self) -> str:
        return LABELS[self.name]

    def __str__(self) -> str:
        if self.name in SECRET:
            return self.label
        return f"{self.label}由“{self.before}”改为“{self.after}”"


def differences(before: Particulars, after: Particulars) -> list[Difference]:
    """What ``after`` changes, in the order of the labels."""
    return [
        Difference(name, _shown(name, before), _shown(name, after))
        for name in LABELS
        if _compared(name, before) != _compared(name, after)
    ]


def _compared(name: str, written: Particulars) -> object:
    """Full-width and half-width forms of a unit's name are the same name."""
    value = getattr(written, name)
    return squeezed(value) if name == "employer" else value


def _shown(name: str, written: Particulars) -> str:
    value = getattr(written, name)
    if name in SECRET or value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    return str(getattr(value, "label", value))
