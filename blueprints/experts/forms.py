"""What is asked about an expert."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from blueprints.pages import Form, Query
from models.operations.particulars import LABELS, SECRET, Particulars, particulars_of
from models.queries.roster import UNREVIEWED, Filter
from models.rules.cell_text import date_of, text_of
from models.rules.gb_11643 import IdNumber
from models.tables import Expert, Specialty
from models.vocabulary import Employment, Grade, InterestKind, Standing

ALL = {"": "全部"}


def grouped(specialties: Iterable[Specialty]) -> dict[str, Any]:
    """The choices of a select: the specialties under their industries."""
    groups: dict[str, Any] = {}
    for each in specialties:
        groups.setdefault(each.industry_name, {})[each.code] = each.label
    return groups


# Whoever is off the roster stands on no list of it, and is not put there by a change of standing.
_STANDINGS = {
    code: label for code, label in Standing.choices().items() if code != Standing.OFF_ROSTER
}


class FilterForm(Query):
    words = StringField("姓名、拼音、编号")
    industry = SelectField("行业领域")
    specialty = SelectField("专业")
    grade = SelectField("级别", choices=ALL | Grade.choices())
    standing = SelectField("状态", choices=ALL | _STANDINGS)
    employer = StringField("单位名称")
    review = SelectField("年度复审", choices=ALL | {UNREVIEWED: "未复审"})

    def __init__(self, conditions: Mapping[str, str], *, annex_1: Iterable[Specialty]) -> None:
        super().__init__(conditions)
        specialties = list(annex_1)
        self.industry.choices = ALL | {
            each.industry_code: each.industry_name for each in specialties
        }
        self.specialty.choices = ALL | grouped(specialties)
        self._sort = conditions.get("sort", "")

    def chosen(self) -> Filter:
        """Words as they were typed; a choice that does not exist narrows nothing."""
        self.validate()
        written = {
            field.name: (field.data or "").strip()[:60] for field in self if not field.errors
        }
        return Filter(**written, sort=self._sort)


class ReasonForm(Form):
    reason = StringField(
        "查看理由",
        [DataRequired("请写明查看理由"), Length(max=200, message="理由不超过200字")],
        description="理由与本次查看一并记入留痕台账",
    )


class ExportForm(Form):
    reason = TextAreaField(
        "导出理由",
        [DataRequired("请写明导出完整号码的理由"), Length(max=200, message="理由不超过200字")],
        description="理由与本次导出一并记入留痕台账",
    )


class OptionalDate(DateField):
    """A day that may be left empty; anything else than a day is refused in Chinese."""

    def process_formdata(self, valuelist: list[str]) -> None:
        written = (valuelist[0] if valuelist else "").strip()
        self.data = date_of(written)
        if written and self.data is None:
            raise ValueError("请写成2023-10-20这样的日期")


def line(name: str, *, most: int = 120, required: bool = False, hint: str = "") -> StringField:
    """One line of text, with the label of the register."""
    wanted = [DataRequired(f"请填写{LABELS[name]}")] if required else []
    length = Length(max=most, message=f"{LABELS[name]}不超过{most}字")
    return StringField(LABELS[name], [*wanted, length], filters=[text_of], description=hint)


def passage(name: str) -> TextAreaField:
    length = Length(max=5000, message=f"{LABELS[name]}不超过5000字")
    return TextAreaField(LABELS[name], [length])


class ExpertForm(Form):
    """Everything Annexes 2 and 3 ask. Numbers already known are not shown: empty, they stay."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = line("name", most=30, required=True)
    id_number = line("id_number", hint="性别和出生日期由身份证号得出")
    mobile = line("mobile", most=20)
    home_phone = line("home_phone", most=20)
    work_phone = line("work_phone", most=40)
    email = line("email")
    employer = line("employer", required=True, hint="选用已有单位；没有的，登记后自动新建")
    credit_code = StringField(
        "统一社会信用代码", [Length(max=30)], description="新单位请填写，18位；已有单位可不填"
    )
    department = line("department")
    title = line("title")
    unit_phone = line("unit_phone", most=40)
    fax = line("fax", most=40)
    postcode = line("postcode", most=10)
    employment = SelectField(LABELS["employment"], choices=Employment.choices())
    employment_note = line("employment_note", hint="在岗情况为“其他”的填写")
    primary = SelectField("主专业", [InputRequired("请选择主专业")])
    second = SelectField("第二专业")
    third = SelectField("第三专业")
    grade = RadioField(LABELS["grade"], [InputRequired("请选择级别")], choices=Grade.choices())
    certificate_no = line("certificate_no", most=60)
    appointed_from = OptionalDate(LABELS["appointed_from"], description="不填的，从今天起")
    appointed_until = OptionalDate(
        LABELS["appointed_until"], description="不填的，到参数规定的聘期截止日"
    )
    age_relaxation = TextAreaField(
        LABELS["age_relaxation"],
        [Length(max=500, message="依据不超过500字")],
        description="超过年龄上限的，写明市级以上行业部门认可的研究成果等依据",
    )
    school = line("school")
    degree = line("degree")
    major = line("major")
    qualification = line("qualification")
    field = line("field")
    years = IntegerField(LABELS["years"], [Optional(), NumberRange(0, 70, "年限应在0至70之间")])
    resume = passage("resume")
    publications = passage("publications")
    awards = passage("awards")
    achievements = passage("achievements")

    def __init__(self, annex_1: Iterable[Specialty], expert: Expert | None = None) -> None:
        super().__init__(data=_shown(expert) if expert else None)
        self._known = particulars_of(expert) if expert else None
        held = expert.specialty_codes if expert else ()
        offered = grouped(each for each in annex_1 if each.is_active or each.code in held)
        self.primary.choices = {"": "请选择"} | offered
        self.second.choices = self.third.choices = {"": "无"} | offered
        if expert is None:
            _insist(self.id_number)
            _insist(self.mobile)

    def particulars(self) -> Particulars:
        """What is written, checked as far as one entry can be; Refusals beside the entry."""
        chosen = (self.primary.data, self.second.data, self.third.data)
        return Particulars(
            id_number=self._id_number(),
            mobile=self.mobile.data or (self._known.mobile if self._known else ""),
            home_phone=self.home_phone.data or (self._known.home_phone if self._known else ""),
            specialties=tuple(code for code in chosen if code),
            grade=Grade(self.grade.data),
            employment=Employment(self.employment.data),
            **{name: self[name].data for name in AS_WRITTEN},
        )

    def _id_number(self) -> IdNumber:
        if self._known and not self.id_number.data:
            return self._known.id_number
        return IdNumber.parse(self.id_number.data)


def _insist(field: StringField) -> None:
    """Of a new expert the numbers are wanted; of a known one they are there."""
    field.validators = [DataRequired(f"请填写{field.label.text}"), *field.validators]
    field.flags.required = True


# The entries that go into the particulars as they stand.
AS_WRITTEN = tuple(
    name for name in LABELS if name not in SECRET | {"specialties", "grade", "employment"}
)


def _shown(expert: Expert) -> dict[str, Any]:
    """What the form of a known expert is filled with: everything but the personal numbers."""
    known = particulars_of(expert)
    filled: dict[str, Any] = {name: getattr(known, name) for name in AS_WRITTEN}
    chosen = dict(zip(("primary", "second", "third"), known.specialties, strict=False))
    return filled | chosen | {
        "grade": known.grade.value,
        "employment": known.employment.value,
        "version": expert.version,
    }  # fmt: skip


class StandingForm(Form):
    standing = RadioField("变更为", [InputRequired("请选择变更后的状态")], choices=_STANDINGS)
    reason = TextAreaField(
        "理由",
        [DataRequired("请写明变更状态的理由"), Length(max=500, message="理由不超过500字")],
        description="退出的，写明符合第十八条哪一种情形",
    )


class UploadForm(Form):
    file = FileField(
        "附件3（.xlsx 或 .csv）",
        [FileRequired("请选择要导入的文件")],
        description="第一张工作表，表头为附件3的十一栏；可另有级别、聘书号、聘任起、聘任止",
    )


class ConfirmForm(Form):
    """``seen``: the fingerprint of the judgement that the person has before them."""

    seen = StringField(widget=HiddenInput())


def unit_line() -> StringField:
    """A unit by name, of those known or a new one."""
    long = Length(max=120, message="单位名称不超过120字")
    return StringField(
        "单位名称", [DataRequired("请填写单位名称"), long], render_kw={"list": "units"}
    )


def day(label: str) -> OptionalDate:
    return OptionalDate(label, [DataRequired(f"请填写{label}")])


class InterestForm(Form):
    unit = unit_line()
    kind = SelectField("关系", choices=InterestKind.choices(), coerce=InterestKind)
    note = TextAreaField("说明", [Length(max=500, message="说明不超过500字")], default="")


class FormerEmployerForm(Form):
    unit = unit_line()
    left_on = day("离任日期")


class AbsenceForm(Form):
    first_day = day("开始日期")
    last_day = day("结束日期")
    note = StringField("事由", [Length(max=120, message="事由不超过120字")], default="")
