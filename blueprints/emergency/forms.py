"""What is asked of whoever orders, and of whoever calls."""

from collections.abc import Iterable

from wtforms import (
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Entry
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from blueprints.pages import Form
from blueprints.signing import SigningField
from models.operations.emergency_calls import REASONS
from models.tables import Section, Specialty
from models.vocabulary import CallOutcome, Grade

_LINE = Length(max=120, message="不超过120字")
_GRADES = {
    Grade.INTERMEDIATE.value: "中级以上", Grade.SENIOR.value: "高级", Grade.LEGAL.value: "法律",
}  # fmt: skip


class WantedEntry(Entry):
    specialty = SelectField("专业")
    min_grade = SelectField("级别", choices=_GRADES, default=Grade.INTERMEDIATE.value)
    count = IntegerField(
        "人数", [InputRequired("请填写人数"), NumberRange(1, 9, message="应为1至9人")], default=1
    )


class OrderForm(Form):
    """One page, in the order in which one says it on the telephone."""

    title = StringField(
        "发生了什么",
        [InputRequired("请写明发生了什么"), _LINE],
        description="如：某煤矿透水，两人被困",
    )
    place = StringField("在哪里", [InputRequired("请写明专家到哪里去"), _LINE])
    target = StringField(
        "事发单位",
        [Optional(), _LINE],
        description="填写以后，该单位的人自动回避；自然灾害没有的不填",
        render_kw={"list": "units"},
    )
    reason = TextAreaField(
        "为什么来不及随机抽取",
        [
            InputRequired("紧急调用必须写明理由：为什么来不及随机抽取和事先审签（第十一条）"),
            Length(max=500, message="不超过500字"),
        ],
    )
    wanted = FieldList(FormField(WantedEntry), "需要哪些专家", min_entries=2, max_entries=5)
    section = RadioField("由哪个股室补办手续", coerce=int)
    password = SigningField("登录密码", description="下达即为签署，须再次输入登录密码")

    def offer(self, specialties: Iterable[Specialty], sections: Iterable[Section]) -> None:
        listed = {"": "请选择"} | {
            row.code: f"{row.label}（{row.industry_name}）" for row in specialties
        }
        for entry in self.wanted:
            entry.specialty.choices = listed
        self.section.choices = {section.id: section.name for section in sections}
        if self.section.data is None and len(self.section.choices) == 1:
            self.section.data = next(iter(self.section.choices))


class PhonesForm(Form):
    """Only the token: the button says it all."""


class CallForm(Form):
    """How one call ended. The button that was tapped is the answer."""

    expert_id = IntegerField(widget=HiddenInput(), validators=[InputRequired("请选择一位专家")])
    attempt = IntegerField(widget=HiddenInput(), validators=[InputRequired("请选择一位专家")])
    outcome = SelectField("结果", choices=CallOutcome.choices())
    kind = SelectField(
        "不能到的原因",
        choices={"": "没有说明（不计入次数）"} | {kind.value: kind.label for kind in REASONS},
    )
    note = StringField("备注", [_LINE])
