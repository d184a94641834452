"""What is asked of a standing engagement: by the section, and of the director's meeting."""

from collections.abc import Iterable

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form, Query, of_our_time
from blueprints.signing import SigningField
from models.operations.decisions import Meeting
from models.operations.engagements import Wanted
from models.tables import Expert, Section
from models.workflows.engagement import Action, State

_ANY = {"": "全部"}
_TEXT = Length(max=500, message="不超过500字")


class EngagementQuery(Query):
    section = SelectField("股室")
    state = SelectField("状态", choices=_ANY | State.choices())

    def offer(self, sections: Iterable[Section]) -> None:
        self.section.choices = _ANY | {str(row.id): row.name for row in sections}

    @property
    def section_id(self) -> int | None:
        typed = self.section.data or ""
        return int(typed) if typed in (self.section.choices or {}) and typed else None


class ProposeForm(Form):
    expert = SelectField("专家", [InputRequired("请选择专家")], coerce=int)
    purpose = StringField(
        "用途",
        [InputRequired("请填写用途"), Length(max=60, message="不超过60字")],
        description="如 重大危险源日常技术服务",
    )
    reason = TextAreaField(
        "理由", [InputRequired("请写明理由"), _TEXT], description="为什么需要相对固定使用这位专家"
    )
    starts_on = DateField("使用开始日期", [InputRequired("请填写开始日期"), of_our_time])
    ends_on = DateField(
        "使用截止日期",
        [InputRequired("请填写截止日期"), of_our_time],
        description="同一专家累计不得超过五年，连续与否都计算；法律专家除外",
    )

    def offer(self, experts: Iterable[Expert]) -> None:
        self.expert.choices = {0: "请选择"} | {
            row.id: f"{row.name}（{row.grade.label}，{row.employer.name}）" for row in experts
        }

    def wanted(self) -> Wanted:
        return Wanted(self.purpose.data, self.reason.data, self.starts_on.data, self.ends_on.data)


class DecideForm(Form):
    action = RadioField(
        "审定结果",
        [InputRequired("请选择审定结果")],
        choices={each.value: each.label for each in (Action.APPROVE, Action.REFUSE)},
    )
    met_on = DateField("会议日期", [InputRequired("请填写会议日期"), of_our_time])
    minutes_no = StringField(
        "会议纪要编号",
        [InputRequired("请填写会议纪要编号"), Length(max=60, message="不超过60字")],
        description="如 泽应急局长办公会纪要〔2026〕6号",
    )
    note = TextAreaField("说明", [_TEXT], description="不予通过的，必须写明理由")
    password = SigningField(
        "登录密码", [InputRequired("请输入登录密码")], description="签署须再次输入登录密码"
    )

    def meeting(self) -> Meeting:
        return Meeting(self.met_on.data, self.minutes_no.data)
