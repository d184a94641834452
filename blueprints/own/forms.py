"""What an expert is asked about their own matters."""

from collections.abc import Iterable
from typing import Any

from wtforms import IntegerField, MultipleFileField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from blueprints.experts.forms import OptionalDate, grouped, line, passage
from blueprints.pages import Form
from models.operations.particulars import LABELS, particulars_of
from models.rules import article_07_profile as art7
from models.rules import article_18_leaving as leaving
from models.rules import article_18_objection as objecting
from models.tables import Expert, Specialty
from models.vocabulary import Employment


def _files(most: int, hint: str = "") -> MultipleFileField:
    return MultipleFileField(
        "附件", description=f"{hint}PDF、JPG、PNG或DOCX，最多{most}个，每个不超过10MB"
    )


class ContactForm(Form):
    """Numbers that nobody is shown stay as they are where nothing is typed."""

    mobile = line("mobile", most=20)
    home_phone = line("home_phone", most=20)
    work_phone = line("work_phone", most=40)
    email = line("email")
    unit_phone = line("unit_phone", most=40)
    fax = line("fax", most=40)
    postcode = line("postcode", most=10)

    def __init__(self, expert: Expert) -> None:
        shown = {name: getattr(expert, name) for name in art7.CONTACT[2:]}
        super().__init__(data=shown)

    def contact(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in art7.CONTACT}


class ProfileForm(Form):
    """The particulars as they stand, to be written over."""

    employer = line("employer", required=True, hint="填写单位全称")
    left_on = OptionalDate("从原单位离任的日期", description="变更单位的填写；三年内原单位仍须回避")
    department = line("department")
    title = line("title", required=True)
    employment = SelectField(LABELS["employment"], choices=Employment.choices())
    employment_note = line("employment_note", hint="在岗情况为“其他”的填写")
    school = line("school")
    degree = line("degree")
    major = line("major")
    qualification = line("qualification")
    primary = SelectField("主专业", [InputRequired("请选择主专业")])
    second = SelectField("第二专业")
    third = SelectField("第三专业")
    field = line("field")
    years = IntegerField(LABELS["years"], [Optional(), NumberRange(0, 70, "年限应在0至70之间")])
    resume = passage("resume")
    publications = passage("publications")
    awards = passage("awards")
    achievements = passage("achievements")
    reason = TextAreaField(
        "变更说明",
        [Length(max=art7.LONGEST_REASON, message=f"不超过{art7.LONGEST_REASON}字")],
        description="如：2026年5月调入新单位，见调令",
    )
    files = _files(art7.MOST_FILES, "单位、职务职称、学历、职业资格、专业的变更须有证明；")

    def __init__(self, expert: Expert, annex_1: Iterable[Specialty]) -> None:
        super().__init__(data=_shown(expert))
        held = expert.specialty_codes
        offered = grouped(each for each in annex_1 if each.is_active or each.code in held)
        self.primary.choices = {"": "请选择"} | offered
        self.second.choices = self.third.choices = {"": "无"} | offered

    def written(self) -> dict[str, Any]:
        """The entries by their names, as the particulars hold them."""
        chosen = (self.primary.data, self.second.data, self.third.data)
        plain = {
            name: self[name].data
            for name in art7.PROPOSABLE
            if name not in {"specialties", "employment"}
        }
        return plain | {
            "specialties": tuple(code for code in chosen if code),
            "employment": Employment(self.employment.data),
        }


def _shown(expert: Expert) -> dict[str, Any]:
    known = particulars_of(expert)
    filled = {name: getattr(known, name) for name in art7.PROPOSABLE if name != "specialties"}
    chosen = dict(zip(("primary", "second", "third"), known.specialties, strict=False))
    return filled | chosen | {"employment": known.employment.value}


class LeaveForm(Form):
    ground = RadioField(
        "情形",
        [InputRequired("请选择退出的情形")],
        choices={each.value: each.label for each in leaving.GROUNDS},
    )
    reason = TextAreaField(
        "理由",
        [
            InputRequired("请写明退出的理由"),
            Length(max=leaving.LONGEST, message=f"不超过{leaving.LONGEST}字"),
        ],
    )
    files = _files(leaving.MOST_FILES, "单位意见、证明等，可不附；")


class ObjectionForm(Form):
    text = TextAreaField(
        "异议和理由",
        [
            InputRequired("请写明异议和理由"),
            Length(max=objecting.LONGEST, message=f"不超过{objecting.LONGEST}字"),
        ],
        description="对哪里有异议、事实是什么、希望怎样更正",
        render_kw={"rows": 8},
    )
    files = _files(objecting.MOST_FILES, "证明材料，可不附；")
