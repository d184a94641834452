"""What is asked when experts are named instead of drawn."""

from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form
from models.operations.outsiders import Person
from models.rules.gb_11643 import IdNumber
from models.tables import Seat

_LINE = Length(max=120, message="不超过120字")


class NamingForm(Form):
    """One choice a seat."""

    def chosen(self, seats: Sequence[Seat]) -> dict[int, int]:
        """Expert by seat; what was left open is left out."""
        picks = {seat.id: self[f"seat_{seat.id}"].data for seat in seats}
        return {seat: int(expert) for seat, expert in picks.items() if expert}


def naming_form(seats: Sequence[Seat], people: Mapping[int, str]) -> NamingForm:
    """``people``: whom the way of the dispatch lets the section name, by id. What is sent beside
    these is refused by the office in a better sentence than a form has."""
    fields: dict[str, object] = {
        f"seat_{seat.id}": SelectField(
            seat.label,
            choices={"": "请选择"} | {str(number): who for number, who in people.items()},
            filters=[_number],
            validate_choice=False,
        )
        for seat in seats
    }
    made: NamingForm = type("SeatsForm", (NamingForm,), fields)()
    return made


def _number(typed: str | None) -> str:
    """An id, or nothing."""
    return typed if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else ""


class OutsiderForm(Form):
    name = StringField("姓名", [InputRequired("请填写姓名"), _LINE])
    id_number = StringField(
        "身份证号", [InputRequired("请填写身份证号")], render_kw={"autocomplete": "off"}
    )
    employer = StringField(
        "工作单位", [InputRequired("请填写工作单位"), _LINE], render_kw={"list": "units"}
    )
    title = StringField(
        "专业技术职称",
        [InputRequired("请填写专业技术职称"), _LINE],
        description="须为高级以上（含副高级），如 教授级高级工程师",
    )
    mobile = StringField("移动电话", [InputRequired("请填写移动电话"), _LINE])
    reason = TextAreaField(
        "聘请理由",
        [InputRequired("请填写聘请理由"), Length(max=500, message="不超过500字")],
        description="写明专家库内为什么没有合适的专家",
    )
    proof = FileField(
        "高级职称证明",
        [FileRequired("请上传高级职称的证明材料")],
        description="PDF、JPG、PNG，不超过10MB",
    )

    def person(self) -> Person:
        return Person(
            name=self.name.data,
            id_number=IdNumber.parse(self.id_number.data),
            employer=self.employer.data,
            title=self.title.data,
            mobile=self.mobile.data,
            reason=self.reason.data,
        )
