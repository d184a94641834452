"""What is asked at each step of a task."""

from wtforms import (
    BooleanField,
    IntegerField,
    MultipleFileField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from blueprints.pages import Form
from models.rules.article_17_integrity import SCORES
from models.vocabulary import DeclineKind

_LONG = Length(max=4000, message="不超过4000字")


class AcceptForm(Form):
    of = "accept"
    is_clear = BooleanField(
        "本人与对象单位没有任职、近亲属、有偿服务等利害关系，不需要回避",
        [InputRequired("请确认没有需要回避的情形；有的，请选择“应当回避”")],
    )


class DeclineForm(Form):
    of = "decline"
    kind = SelectField("原因", choices=DeclineKind.choices())
    note = TextAreaField(
        "说明", [InputRequired("请说明原因"), Length(max=500, message="不超过500字")]
    )


class BriefingForm(Form):
    of = "acknowledge"
    is_read = BooleanField("我已逐条阅读，承诺遵守", [InputRequired("请阅读后勾选确认")])


class AttendForm(Form):
    """Only the token: the button says it all."""

    of = "attend"


class ReportForm(Form):
    of = "report"
    content = TextAreaField(
        "任务执行情况",
        [InputRequired("请填写任务执行情况"), _LONG],
        description="工作经过、发现的问题和隐患、依据的标准",
    )
    advice = TextAreaField("意见建议", [_LONG])
    files = MultipleFileField("附件", description="PDF、JPG、PNG、DOCX、XLSX，每个不超过10MB")


class AmendForm(Form):
    of = "amend"
    note = TextAreaField("更正的理由", [InputRequired("更正评价必须写明理由")])


def _score(key: str) -> IntegerField:
    name, most = SCORES[key]
    return IntegerField(
        f"{name}（满分{most}分）",
        [InputRequired(f"请填写{name}得分"), NumberRange(0, most, message=f"应在0至{most}分之间")],
    )


class ServiceForm(Form):
    """服务质量登记表 (Annex 6)."""

    of = "rate"

    half_days = IntegerField("实际半天数", [InputRequired("请填写实际半天数")])
    work = TextAreaField("工作内容", [InputRequired("请填写工作内容"), _LONG])
    hazards_found = IntegerField(
        "发现隐患数",
        [InputRequired("没有的填0"), NumberRange(0, 9999, message="应为0或正整数")],
        default=0,
    )
    grave_hazards = IntegerField(
        "其中重大隐患数",
        [InputRequired("没有的填0"), NumberRange(0, 9999, message="应为0或正整数")],
        default=0,
    )
    ethics = _score("ethics")
    ability = _score("ability")
    discipline = _score("discipline")
    integrity = _score("integrity")
    incident = TextAreaField(
        "异常情况", [_LONG], description="没有的可不填；属于第十八条情形的，由专家办另行研究"
    )
    target_feedback = TextAreaField("对象单位反馈", [_LONG])

    def scores(self) -> dict[str, int]:
        return {key: self[key].data for key in SCORES}
