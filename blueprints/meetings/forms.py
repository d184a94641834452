"""What is asked in the course of a meeting."""

from collections.abc import Mapping, Sequence

from wtforms import (
    DateField,
    DateTimeLocalField,
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

from blueprints.elections.forms import Checkboxes
from blueprints.pages import Form, Query, of_our_time
from models.rules.article_14_meetings import Quarter
from models.tables import Expert, Section
from models.vocabulary import InvitationAnswer

AT_ONCE = "at_once"
_LINE = Length(max=120, message="不超过120字")
_SHORT = Length(max=500, message="不超过500字")


class ResolutionQuery(Query):
    state = SelectField(
        "办理情况", choices={"": "全部", "open": "未办结", "overdue": "已逾期", "done": "已办结"}
    )
    section = SelectField("责任股室")

    def offer(self, sections: Sequence[Section]) -> None:
        self.section.choices = {"": "全部"} | {str(each.id): each.name for each in sections}

    def chosen(self) -> tuple[str, int]:
        """What is narrowed to; what is no choice narrows nothing."""
        state, section = self.state.data or "", self.section.data or ""
        known = state in self.state.choices
        return state if known else "", int(
            section
        ) if section in self.section.choices and section else 0


class ConsultationForm(Form):
    industry = SelectField("行业领域")
    quarter = SelectField("何时的会商", description="一般每季度一次；遇有重大问题随时召开")
    reason = TextAreaField(
        "临时召开的事由", [Optional(), _SHORT], description="临时召开的必须写明，按季度的不填"
    )

    def offer(self, industries: Mapping[str, str], quarters: Sequence[Quarter]) -> None:
        self.industry.choices = dict(industries)
        regular = {f"{each.year}-{each.number}": each.label for each in quarters}
        self.quarter.choices = regular | {AT_ONCE: "临时召开"}

    def chosen(self) -> Quarter | None:
        if self.quarter.data == AT_ONCE:
            return None
        year, number = self.quarter.data.split("-")
        return Quarter(int(year), int(number))


class PlenaryForm(Form):
    year = IntegerField(
        "年度", [InputRequired("请填写年度"), NumberRange(2023, 2100, message="请填写四位年度")]
    )


class AgendaEntry(Entry):
    title = StringField("议题", [_LINE])
    presenter = StringField("汇报人或主讲人", [_LINE])


class PlanForm(Form):
    starts_at = DateTimeLocalField("会议时间", [InputRequired("请填写会议时间"), of_our_time])
    place = StringField("会议地点", [InputRequired("请填写会议地点"), _LINE])
    chair = SelectField(
        "主持人", coerce=int, description="由专家组组长主持，组长不能到会的由副组长主持"
    )
    agenda = FieldList(FormField(AgendaEntry), "议程", min_entries=6, max_entries=20)
    invited = Checkboxes("邀请专家", coerce=int)

    def offer(self, chairs: Sequence[Expert], guests: Sequence[Expert]) -> None:
        self.chair.choices = {each.id: named(each) for each in chairs}
        self.invited.choices = {each.id: named(each) for each in guests}

    def items(self) -> list[tuple[str, str]]:
        """The rows that say anything."""
        rows = [(row.data["title"] or "", row.data["presenter"] or "") for row in self.agenda]
        return [row for row in rows if row[0].strip()]


class AttendanceForm(Form):
    attended = Checkboxes("到会专家", coerce=int, validate_choice=False)


class OnTheSpotForm(Form):
    of = "spot"
    code = StringField(
        "专家编号", [InputRequired("请填写专家编号"), _LINE], description="如 ZZ0001"
    )
    reason = TextAreaField("当场邀请的理由", [_SHORT])


class ResolutionEntry(Entry):
    text = StringField("决议事项", [Length(max=500, message="不超过500字")])
    section = SelectField("责任股室", coerce=int)
    due_on = DateField("办结期限", [Optional(), of_our_time])


class MinutesForm(Form):
    text = TextAreaField(
        "会议纪要",
        [InputRequired("请填写会议纪要"), Length(max=20_000, message="不超过20000字")],
        description="研判情况、专家意见和建议",
        render_kw={"rows": 12},
    )
    resolved = FieldList(FormField(ResolutionEntry), "决议事项", min_entries=4, max_entries=20)

    def offer(self, sections: Sequence[Section]) -> None:
        for row in self.resolved:
            row.section.choices = {each.id: each.name for each in sections}


class AnswerForm(Form):
    answer = RadioField(
        "能否参加", [InputRequired("请选择能否参加")], choices=InvitationAnswer.choices()
    )
    reason = TextAreaField("不能参加的原因", [Optional(), _SHORT])


class ResultForm(Form):
    result = TextAreaField(
        "办理结果", [InputRequired("请写明办理结果"), Length(max=2000, message="不超过2000字")]
    )


class ReportForm(Form):
    industry = SelectField("行业领域")
    text = TextAreaField(
        "年度工作情况报告",
        [InputRequired("请填写报告"), Length(max=20_000, message="不超过20000字")],
        render_kw={"rows": 12},
    )


def named(expert: Expert) -> str:
    return f"{expert.name}（{expert.employer.name}）"
