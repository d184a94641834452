"""What Annex 5 asks of the unit, and what the unit returns after the task."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    DecimalField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Entry
from wtforms.validators import InputRequired, Length, NumberRange

from blueprints.dispatch.forms import MayWait, SeatEntry, TargetEntry, is_finite
from blueprints.pages import Form, Query, of_our_time
from models import clock
from models.operations.files import Upload
from models.operations.use_requests import Entries
from models.queries.units import as_kept
from models.tables import Section, Specialty, UseRequest
from models.vocabulary import TaskType, UnitNature
from models.workflows.use_request import State

_LINE = Length(max=120, message="不超过120字")
_TEXT = Length(max=2000, message="不超过2000字")
_PLAIN = (
    "title", "content", "half_days", "place", "protection", "lodging", "is_fee_promised",
    "unit_head", "address", "contact", "phone",
)  # fmt: skip


class RecusalEntry(Entry):
    name = StringField("单位或人员名称", [_LINE])
    reason = StringField("理由", [_LINE])


class RequestForm(Form):
    """One matter of one unit. A draft may be incomplete; what is missing is asked for on
    submission."""

    unit_name = StringField("申请单位", [InputRequired("请填写申请单位全称"), _LINE])
    credit_code = StringField("统一社会信用代码", [_LINE], description="18位，以证照为准")
    nature = SelectField("单位性质", choices=UnitNature.choices())
    address = StringField("单位地址", [_LINE])
    contact = StringField("联系人", [_LINE])
    phone = StringField("联系电话", [_LINE])
    title = StringField("申请事由", [InputRequired("请填写申请事由"), _LINE])
    task_type = SelectField("任务类型", choices=TaskType.choices())
    content = TextAreaField(
        "任务内容与要求",
        [_TEXT],
        description="专家随机抽取，不点名；写明要做什么、交付什么",
    )
    starts_at = DateTimeLocalField("开始时间", [MayWait(), of_our_time])
    ends_at = DateTimeLocalField("结束时间", [MayWait(), of_our_time])
    half_days = IntegerField(
        "半天数",
        [MayWait(), NumberRange(1, 120, message="半天数应在1至120之间")],
        description="按半天计：一天填2，一天半填3",
    )
    place = StringField("任务地点", [_LINE])
    targets = FieldList(FormField(TargetEntry), "对象单位", min_entries=1)
    seats = FieldList(FormField(SeatEntry), "专家需求", min_entries=2)
    recusals = FieldList(FormField(RecusalEntry), "需回避的单位或人员", min_entries=1)
    protection = TextAreaField(
        "安全防护", [_TEXT], description="有哪些危险因素，防护用品由谁提供；没有的写“无危险作业”"
    )
    lodging = TextAreaField("食宿和交通安排", [_TEXT])
    is_fee_promised = BooleanField("承诺自行承担专家费用，任务结束后及时支付给专家本人")
    unit_head = StringField("单位负责人", [_LINE])
    scan = FileField(
        "申请表扫描件", description="PDF、JPG或PNG，须有单位负责人签字和单位盖章，不超过10MB"
    )

    def offer(self, specialties: Sequence[Specialty]) -> None:
        listed = {"": "请选择"} | {
            row.code: f"{row.label}（{row.industry_name}）" for row in specialties
        }
        for seat in self.seats:
            seat.specialty.choices = listed

    def entries(self, specialties: Sequence[Specialty]) -> Entries:
        names = {row.code: row.name for row in specialties}
        plain = {name: self[name].data or "" for name in _PLAIN}
        return Entries(
            **plain
            | {
                "half_days": self.half_days.data or 0,
                "is_fee_promised": bool(self.is_fee_promised.data),
            },
            nature=UnitNature(self.nature.data),
            task_type=TaskType(self.task_type.data),
            starts_at=_instant(self.starts_at.data),
            ends_at=_instant(self.ends_at.data),
            seats=[
                [row["specialty"], names[row["specialty"]], row["min_grade"], row["count"] or 1]
                for row in self.seats.data
                if row["specialty"]
            ],
            recusals=[
                [as_kept(row["name"]), (row["reason"] or "").strip()]
                for row in self.recusals.data
                if (row["name"] or "").strip()
            ],
        )


def _instant(typed: datetime | None) -> datetime | None:
    """What people type is Beijing time."""
    return typed and typed.replace(tzinfo=clock.BEIJING)


def filled(request: UseRequest) -> dict[str, object]:
    """A draft as the form shows it."""
    return {name: getattr(request, name) for name in _PLAIN} | {
        "unit_name": request.unit.name,
        "credit_code": request.credit_code,
        "nature": request.nature.value,
        "task_type": request.task_type.value,
        "starts_at": request.starts_at and clock.local(request.starts_at),
        "ends_at": request.ends_at and clock.local(request.ends_at),
        "targets": [
            {"name": unit.name, "credit_code": unit.credit_code, "town": unit.town}
            for unit in request.targets
        ],
        "seats": [
            {"specialty": code, "min_grade": grade, "count": count}
            for code, _, grade, count in request.seats
        ],
        "recusals": [{"name": name, "reason": reason} for name, reason in request.recusals],
    }


def upload_of(form: Form, name: str) -> Upload | None:
    """The file that came, if the form asks for one and one did."""
    file = form[name].data if name in form else None
    return Upload(file.filename, file.read()) if file and file.filename else None


class EntrustForm(Form):
    section = SelectField("承办股室", coerce=int)

    def offer(self, sections: Sequence[Section]) -> None:
        self.section.choices = {section.id: section.name for section in sections}


class PaymentEntry(Entry):
    part = HiddenField()
    amount = DecimalField(
        "付给本人的金额（元）",
        [
            InputRequired("请填写金额"),
            is_finite,
            NumberRange(0, 1_000_000, message="应在0至1000000元之间"),
        ],
        places=2,
    )


class ReceiptForm(Form):
    """回执: the unit's part of Annex 6."""

    feedback = TextAreaField(
        "对专家工作的反馈意见",
        [InputRequired("请填写反馈意见"), _TEXT],
        description="印在使用申请表的回执栏",
    )
    paid_on = DateField("付款日期", [InputRequired("请填写付款日期"), of_our_time])
    payments = FieldList(FormField(PaymentEntry), "付款")
    proof = FileField("付款凭证", description="转账回单等，PDF、JPG或PNG，不超过10MB")

    def payments_by(self, part_ids: set[int]) -> Mapping[int, int]:
        """Assignment → fen, of the assignments that the request has."""
        return {
            int(row["part"]): int((row["amount"] or Decimal(0)) * 100)
            for row in self.payments.data
            if (row["part"] or "").isdecimal() and int(row["part"]) in part_ids
        }


class RequestQuery(Query):
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def chosen(self) -> State | None:
        asked = self.state.data
        return State(asked) if asked in State.choices() else None
