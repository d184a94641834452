"""What is asked when a notice is published, changed, or objected to."""

from collections.abc import Callable

from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from blueprints.pages import Form, of_our_time
from blueprints.unnamed import UnnamedForm
from models.operations.objections import Statement
from models.operations.unnamed import LONGEST
from models.tables import RosterItem

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


class ObjectForm(UnnamedForm):
    item = SelectField("异议针对")
    text = TextAreaField(
        "异议内容",
        [
            InputRequired("请写明异议的具体情况"),
            Length(max=LONGEST, message=f"不超过{LONGEST}字"),
        ],
        description="请写明时间、地点、事情经过和可以核实的线索；匿名的，不要写能认出您的内容",
    )

    def offer(self, items: list[RosterItem], worded: Callable[[RosterItem], str]) -> None:
        self.item.choices = {"": "整个公示名单"} | {str(each.id): worded(each) for each in items}

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
