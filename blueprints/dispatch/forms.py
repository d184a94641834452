"""What Annex 4 asks of the section."""

from collections.abc import Sequence

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    DecimalField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Entry
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation

from blueprints.pages import Form, Query, of_our_time
from models.queries.dispatches import Filter
from models.tables import BudgetLine, Section, Specialty
from models.vocabulary import ChangeKind, Grade, Provider, SelectionWay, TaskType
from models.workflows.dispatch import State


class MayWait(Optional):
    """A draft may leave it out; on submission it is asked for, so it is not called 选填."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags: dict[str, bool] = {}


def is_finite(form: Entry, field: DecimalField) -> None:
    """Infinities and NaNs are decimals too, and no figure is compared with them."""
    if field.data is not None and not field.data.is_finite():
        raise StopValidation("请填写数字")


_LINE = Length(max=120, message="不超过120字")
_ANY = {"": "全部"}
# An emergency is ordered by the deputy, and not drafted.
_WAYS = {way.value: way.label for way in SelectionWay if way is not SelectionWay.EMERGENCY}


class TargetEntry(Entry):
    name = StringField("单位名称", [_LINE], render_kw={"list": "units"})
    credit_code = StringField("统一社会信用代码", [_LINE])
    town = StringField("所在镇", [_LINE])


class SeatEntry(Entry):
    specialty = SelectField("专业", [MayWait()])
    min_grade = SelectField("最低级别", choices=Grade.choices())
    count = IntegerField("人数", [MayWait(), NumberRange(1, 9, message="每行1至9人")], default=1)


class OfficerEntry(Entry):
    name = StringField("姓名", [_LINE])
    licence = StringField("执法证号", [_LINE])


class ProtectionEntry(Entry):
    what = StringField("防护用品", [_LINE])
    per_person = IntegerField(
        "每人数量", [MayWait(), NumberRange(1, 99, message="每人1至99件")], default=1
    )
    provided_by = SelectField("由谁提供", choices=Provider.choices(), default=Provider.TARGET.value)


class DispatchForm(Form):
    """One matter. A draft may be incomplete; what is missing is asked for on submission."""

    title = StringField("任务名称", [InputRequired("请填写任务名称"), _LINE])
    task_type = SelectField("任务类型", choices=TaskType.choices())
    content = TextAreaField("任务内容与要求", [Length(max=2000, message="不超过2000字")])
    basis = StringField("依据", [_LINE], description="上级文件、工作计划等")
    starts_at = DateTimeLocalField("开始时间", [MayWait(), of_our_time])
    ends_at = DateTimeLocalField("结束时间", [MayWait(), of_our_time])
    half_days = IntegerField(
        "半天数",
        [MayWait(), NumberRange(1, 120, message="半天数应在1至120之间")],
        description="按半天计：一天填2，一天半填3",
    )
    place = StringField("任务地点", [_LINE])
    meeting_point = StringField("集合地点", [_LINE])
    phone = StringField("联系电话", [_LINE])
    way = SelectField("选取方式", choices=_WAYS)
    way_reason = TextAreaField(
        "不随机抽取的理由",
        [Length(max=500, message="不超过500字")],
        description="相对固定：须经局长办公会审定；库外聘请：特殊情况，须具备高级职称，分管领导批准",
    )
    is_unannounced = BooleanField(
        "突击检查（四不两直）",
        description="到告知时刻之前，专家只知道时间、集合地点和任务类型，不知道去哪个单位",
    )
    reveal_at = DateTimeLocalField(
        "告知时刻",
        [MayWait(), of_our_time],
        description="突击检查填写：任务开始前24小时之内",
    )
    approval_no = StringField("行政检查审批表编号", [_LINE], description="监督检查类任务必填")
    is_hazardous = BooleanField("到危险作业场所")
    hazards = TextAreaField("危险因素和防护要求", [Length(max=1000, message="不超过1000字")])
    briefing_points = TextAreaField(
        "本次任务的告知事项",
        [Length(max=200, message="不超过200字")],
        description="每行一条，如禁止携带的物品、现场纪律；专家出发前与廉政、保密告知一并逐项确认",
    )
    budget_line = SelectField("预算项目", [MayWait()], coerce=int)
    rate = DecimalField(
        "每人每半天报酬（元）",
        [MayWait(), is_finite, NumberRange(0, 100000, message="应在0至100000元之间")],
        places=2,
        description="已录入标准的，留空即按标准；预留金额＝报酬×半天数×人数",
    )
    targets = FieldList(FormField(TargetEntry), "对象单位", min_entries=2)
    seats = FieldList(FormField(SeatEntry), "专家需求", min_entries=2)
    officers = FieldList(FormField(OfficerEntry), "执法人员", min_entries=2)
    protection = FieldList(FormField(ProtectionEntry), "防护用品", min_entries=3, max_entries=20)

    def offer(self, specialties: Sequence[Specialty], lines: Sequence[BudgetLine]) -> None:
        """Fill the selects with what the office has."""
        listed = {"": "请选择"} | {
            row.code: f"{row.label}（{row.industry_name}）" for row in specialties
        }
        for seat in self.seats:
            seat.specialty.choices = listed
        free = {line.id: f"{line.label}（可用{line.free / 100:,.2f}元）" for line in lines}
        self.budget_line.choices = {0: "请选择"} | free


class ListQuery(Query):
    words = SearchField("任务或文号")
    state = SelectField("状态", choices=_ANY | State.choices())
    task_type = SelectField("任务类型", choices=_ANY | TaskType.choices())
    way = SelectField("选取方式", choices=_ANY | SelectionWay.choices())
    section = SelectField("股室")

    def offer(self, sections: Sequence[Section]) -> None:
        self.section.choices = _ANY | {str(row.id): row.name for row in sections}

    def chosen(self) -> Filter:
        """What is asked for; what is not among the choices asks for nothing."""
        section = self._among(self.section)
        return Filter(
            words=(self.words.data or "").strip(),
            state=self._among(self.state),
            task_type=self._among(self.task_type),
            way=self._among(self.way),
            section_id=int(section) if section else None,
            sort=request.args.get("sort", ""),
        )

    def _among(self, field: SelectField) -> str:
        return field.data if field.data in field.choices else ""


class ContributionForm(Form):
    text = StringField(
        "随机内容",
        [InputRequired("请填写随机内容"), _LINE],
        description="任意6个以上字符：掷骰子的点数、当天彩票号码、随手写的一句话都可以",
        render_kw={"autocomplete": "off"},
    )


class CallOffForm(Form):
    note = TextAreaField("取消冻结的理由", [InputRequired("取消冻结必须写明理由")])


class ChangeForm(Form):
    """What is to be altered, of whom or what, and why."""

    kind = RadioField("变更事项", [InputRequired("请选择变更事项")])
    target = SelectField("涉及的专家或席位", [MayWait()])
    reason = TextAreaField("理由", [InputRequired("申请变更必须写明理由"), Length(max=500)])

    def offer(self, kinds: Sequence[ChangeKind], targets: dict[str, str]) -> None:
        self.kind.choices = {kind.value: kind.label for kind in kinds}
        self.target.choices = {"": "不涉及"} | targets


def is_blank(entry: FlaskForm | Entry, *names: str) -> bool:
    """Whether a row of the form was left empty."""
    return not any((entry[name].data or "").strip() for name in names)
