"""What is asked in the course of a training."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    DecimalField,
    FieldList,
    FormField,
    HiddenField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Entry
from wtforms.validators import InputRequired, Length, Optional

from blueprints.elections.forms import Checkboxes
from blueprints.pages import Form, of_our_time
from models import clock
from models.operations.training import Arrangement
from models.operations.training_plans import Line
from models.rules.article_16_training import half_hours
from models.tables import TrainingItem, TrainingSession
from models.vocabulary import TrainingKind

_LINE = Length(max=120, message="不超过120字")
_SHORT = Length(max=500, message="不超过500字")
_MONTHS = {number: f"{number}月" for number in range(1, 13)}
_APART = re.compile(r"[\s,，、;；]+")


class LineEntry(Entry):
    item = HiddenField()
    month = SelectField("月份", coerce=int, choices=_MONTHS)
    topic = StringField("培训内容", [_LINE])
    kind = SelectField("类别", choices=TrainingKind.choices())
    hours = DecimalField("学时", [Optional()], places=1, default=Decimal(2))


class PlanForm(Form):
    lines = FieldList(FormField(LineEntry), "培训计划", min_entries=6, max_entries=30)

    def written(self) -> list[Line]:
        """The rows that say anything."""
        rows = [row.form for row in self.lines if (row.form.topic.data or "").strip()]
        return [_line(row) for row in rows]


def _line(row: LineEntry) -> Line:
    item = str(row.item.data or "")
    return Line(
        month=row.month.data,
        topic=row.topic.data,
        kind=TrainingKind(row.kind.data),
        half_hours=half_hours(row.hours.data or Decimal(0), field="lines"),
        item_id=int(item) if item.isdecimal() else None,
    )


def filled_plan(items: Iterable[TrainingItem]) -> dict[str, object]:
    return {
        "lines": [
            {
                "item": item.id, "month": item.month, "topic": item.topic,
                "kind": item.kind.value, "hours": Decimal(item.half_hours) / 2,
            }
            for item in items
        ]
    }  # fmt: skip


class ArrangementForm(Form):
    item = SelectField("对应的年度计划", coerce=int)
    topic = StringField("培训内容", [InputRequired("请填写培训内容"), _LINE])
    kind = SelectField("类别", choices=TrainingKind.choices())
    starts_at = DateTimeLocalField("培训时间", [InputRequired("请填写培训时间"), of_our_time])
    hours = DecimalField(
        "学时", [InputRequired("请填写学时")], places=1, description="按半学时计，如1.5、2"
    )
    place = StringField("培训地点", [InputRequired("请填写培训地点"), _LINE])
    trainer = StringField("授课人", [InputRequired("请填写授课人"), _LINE])
    industries = Checkboxes("通知哪些行业的专家")
    experts = TextAreaField(
        "另外通知的专家",
        [Optional(), Length(max=2000, message="不超过2000字")],
        description="专家编号，如 ZZ0001，多名用顿号、空格或者换行隔开",
    )

    def offer(self, industries: Mapping[str, str], items: Iterable[TrainingItem]) -> None:
        self.industries.choices = dict(industries)
        lines = {item.id: f"{item.month}月 {item.topic}" for item in items}
        self.item.choices = {0: "计划以外"} | lines

    def arrangement(self, items: Mapping[int, TrainingItem]) -> Arrangement:
        """What people type is Beijing time."""
        return Arrangement(
            topic=self.topic.data,
            kind=TrainingKind(self.kind.data),
            starts_at=self.starts_at.data.replace(tzinfo=clock.BEIJING),
            half_hours=half_hours(self.hours.data),
            place=self.place.data,
            trainer=self.trainer.data,
            industries=self.industries.data or (),
            experts=[code for code in _APART.split(self.experts.data or "") if code],
            item=items.get(self.item.data),
        )


def filled_arrangement(found: TrainingSession, group: Iterable[int]) -> dict[str, object]:
    """As the form shows it; ``group``: the ids of those who are asked with their industry."""
    asked_with = set(group)
    further = [each.expert.code for each in found.attendances if each.expert_id not in asked_with]
    starts = found.starts_at and clock.local(found.starts_at).replace(tzinfo=None)
    return {
        "item": found.item_id or 0, "topic": found.topic, "kind": found.kind.value,
        "starts_at": starts, "hours": Decimal(found.half_hours) / 2, "place": found.place,
        "trainer": found.trainer, "industries": found.industries, "experts": "、".join(further),
    }  # fmt: skip


class PresenceEntry(Entry):
    expert = HiddenField()
    attended = BooleanField("到课")
    hours = DecimalField("学时", [Optional()], places=1)
    reason = StringField("请假原因", [_SHORT])


class AttendanceForm(Form):
    """A row a person, so that sixty of them are written down without leaving the keyboard."""

    people = FieldList(FormField(PresenceEntry), "到课情况")


class OnTheSpotForm(Form):
    of = "spot"
    code = StringField(
        "专家编号", [InputRequired("请填写专家编号"), _LINE], description="如 ZZ0001"
    )
    reason = TextAreaField("当场增加的理由", [_SHORT])


class RecordForm(Form):
    content = TextAreaField(
        "培训记录",
        [InputRequired("请填写培训记录"), Length(max=5000, message="不超过5000字")],
        description="讲授的主要内容、讨论和考核情况",
        render_kw={"rows": 10},
    )


class MaterialForm(Form):
    of = "material"
    files = MultipleFileField("培训资料", description="PDF、JPG、PNG、DOCX、XLSX，每个不超过10MB")


class BriefingTextForm(Form):
    text = TextAreaField(
        "告知内容",
        [InputRequired("请填写告知内容"), Length(max=200, message="不超过200字")],
        description="每行一条，最多6条",
        render_kw={"rows": 8},
    )
    reason = StringField("修订的理由", [InputRequired("请写明修订的理由"), _LINE])
