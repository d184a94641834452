"""What is asked when a notice is published, changed, or objected to."""

import secrets
from collections.abc import Callable

from wtforms import (
    DateField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from blueprints.pages import Form, of_our_time
from models.operations.objections import LONGEST, MOST_FILES, Statement
from models.tables import RosterItem

_NAMED = {"anonymous": "匿名提出", "named": "实名提出"}
_SHORT = Length(max=100, message="不超过100字")
_REASON = Length(max=500, message="不超过500字")


class PublishForm(Form):
    ends_on = DateField(
        "公示截止日",
        [Optional(), of_our_time],
        description="不填的，按最短期限；可以选更晚的工作日，不能更早",
    )


class ExtendForm(Form):
    ends_on = DateField("新的截止日", [InputRequired("请填写新的截止日"), of_our_time])
    note = TextAreaField("延长的理由", [InputRequired("延长公示必须写明理由"), _REASON])


class RecallForm(Form):
    note = TextAreaField(
        "撤回的理由",
        [InputRequired("撤回公示必须写明理由"), _REASON],
        description="会写在公示页面上，任何人都能看到；不要写身份证号和手机号",
    )


class ObjectForm(Form):
    """``ticket`` tells one form from another, so that one sent twice is one objection."""

    item = SelectField("异议针对")
    text = TextAreaField(
        "异议内容",
        [
            InputRequired("请写明异议的具体情况"),
            Length(max=LONGEST, message=f"不超过{LONGEST}字"),
        ],
        description="请写明时间、地点、事情经过和可以核实的线索；匿名的，不要写能认出您的内容",
    )
    files = MultipleFileField(
        f"附件（最多{MOST_FILES}个）", description="PDF、JPG、PNG、DOCX、XLSX，每个不超过10MB"
    )
    named = RadioField("提出方式", choices=_NAMED, default="anonymous")
    name = StringField("姓名（实名的填写）", [_SHORT])
    contact = StringField(
        "联系方式（实名的填写）", [_SHORT], description="电话、地址或邮箱，便于核实和答复"
    )
    ticket = HiddenField(default=lambda: secrets.token_hex(16))

    def offer(self, items: list[RosterItem], worded: Callable[[RosterItem], str]) -> None:
        self.item.choices = {"": "整个公示名单"} | {str(each.id): worded(each) for each in items}

    @property
    def is_named(self) -> bool:
        return bool(self.named.data == "named")

    def statement(self) -> Statement:
        return Statement(
            text=self.text.data,
            item=int(self.item.data) if self.item.data else None,
            name=self.name.data or "",
            contact=self.contact.data or "",
        )


class FollowForm(Form):
    code = StringField(
        "编码",
        [InputRequired("请填写编码")],
        description="提出异议时显示的16位编码，大小写和横线都可以不分",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class SupplementForm(Form):
    of = "supplement"
    code = HiddenField()
    text = TextAreaField(
        "补充情况",
        [InputRequired("请写明要补充的情况"), Length(max=LONGEST, message=f"不超过{LONGEST}字")],
    )
