"""What is asked for each alteration of a dispatch that was issued or is about to be."""

from datetime import datetime
from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from blueprints.dispatch.forms import ProtectionEntry, is_blank
from blueprints.pages import Form, of_our_time
from models import clock
from models.rules.article_11_change import Entries
from models.tables import Dispatch
from models.vocabulary import ChangeKind

_LINE = Length(max=120, message="不超过120字")
_WHY = [InputRequired("申请变更必须写明理由"), Length(max=500, message="理由不超过500字")]


def _meant(typed: Any) -> Any:
    """What people type is Beijing time."""
    return typed.replace(tzinfo=clock.BEIJING) if isinstance(typed, datetime) else typed


def _typed(kept: Any) -> Any:
    return clock.local(kept) if isinstance(kept, datetime) else kept


class PeriodForm(Form):
    """Another time. ``shown_for``: the time for which the reader was shown who may not come."""

    names: ClassVar[tuple[str, ...]]
    ends_at = DateTimeLocalField("新的结束时间", [InputRequired("请填写结束时间"), of_our_time])
    is_seen = BooleanField("已看清上列情况，仍要申请；批准后由专家本人答复能否参加")
    shown_for = HiddenField(validators=[Optional()])
    reason = TextAreaField("理由", _WHY)

    @classmethod
    def filled(cls, dispatch: Dispatch) -> dict[str, Any]:
        return {name: _typed(getattr(dispatch, name)) for name in cls.names}

    def after(self) -> Entries:
        return {name: _meant(self[name].data) for name in self.names}

    def period(self, dispatch: Dispatch) -> tuple[datetime, datetime] | None:
        """From when to when it would be; None while that is not typed yet."""
        after = self.after()
        starts_at, ends_at = after.get("starts_at", dispatch.starts_at), after["ends_at"]
        return (starts_at, ends_at) if starts_at and ends_at else None


class PostponeForm(PeriodForm):
    names = ("starts_at", "ends_at")
    starts_at = DateTimeLocalField("新的开始时间", [InputRequired("请填写开始时间"), of_our_time])


class ExtendForm(PeriodForm):
    names = ("ends_at", "half_days")
    half_days = IntegerField(
        "新的半天数",
        [InputRequired("请填写半天数"), NumberRange(1, 120, message="半天数应在1至120之间")],
        description="按半天计：一天填2，一天半填3",
    )


class AmendForm(Form):
    content = TextAreaField("任务内容与要求", [Length(max=2000, message="不超过2000字")])
    place = StringField("任务地点", [_LINE])
    meeting_point = StringField("集合地点", [_LINE])
    is_hazardous = BooleanField("到危险作业场所")
    hazards = TextAreaField("危险因素和防护要求", [Length(max=1000, message="不超过1000字")])
    protection = FieldList(FormField(ProtectionEntry), "防护用品", min_entries=2)
    reason = TextAreaField("理由", _WHY)

    _PLAIN = ("content", "place", "meeting_point", "is_hazardous", "hazards")

    @classmethod
    def filled(cls, dispatch: Dispatch) -> dict[str, Any]:
        return {name: getattr(dispatch, name) for name in cls._PLAIN} | {
            "protection": [
                {"what": row.what, "per_person": row.per_person, "provided_by": row.provided_by}
                for row in dispatch.protection
            ]
        }

    def after(self) -> Entries:
        rows = [entry.form for entry in self.protection if not is_blank(entry.form, "what")]
        plain = {name: self[name].data for name in self._PLAIN}
        return plain | {
            "protection": [
                [row.what.data.strip(), row.per_person.data or 1, row.provided_by.data]
                for row in rows
            ]
        }


FORMS: dict[ChangeKind, type[PostponeForm | ExtendForm | AmendForm]] = {
    ChangeKind.POSTPONE: PostponeForm,
    ChangeKind.EXTEND: ExtendForm,
    ChangeKind.AMEND: AmendForm,
}
