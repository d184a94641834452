"""What is asked at each step of a task."""

from collections.abc import Iterable, Mapping

from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from blueprints.elections.forms import Checkboxes
from blueprints.pages import Form
from models.operations.preparing import Told
from models.rules.article_17_integrity import SCORES
from models.tables import ProtectionItem
from models.vocabulary import DeclineKind, InterestKind

_LONG = Length(max=4000, message="不超过4000字")


_SHORT = Length(max=500, message="不超过500字")
# Keeping out of it has a form of its own, and who stays away is taken down by the section.
_ELSEWHERE = {DeclineKind.RECUSAL, DeclineKind.NO_SHOW}
_REASONS = {kind.value: kind.label for kind in DeclineKind if kind not in _ELSEWHERE}


class AcceptForm(Form):
    """``seen``: the version of the task that the expert read; the bureau may have changed it."""

    of = "accept"
    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])
    is_clear = BooleanField(
        "本人与对象单位没有任职、近亲属、有偿服务等利害关系，不需要回避",
        [InputRequired("请确认没有需要回避的情形；有的，请选择“应当回避”")],
    )

    def say_untold(self) -> None:
        """Of an unannounced inspection nobody can say beforehand that they are clear of it."""
        self.is_clear.label.text = "知悉检查对象到时告知；到时发现应当回避的，立即说明并退出"


class DeclineForm(Form):
    of = "decline"
    kind = SelectField("原因", choices=_REASONS)
    note = TextAreaField("说明", [InputRequired("请说明原因"), _SHORT])
    proof = FileField("患病证明")

    def offer(self, is_altered: bool, proof_days: int) -> None:
        """That the bureau changed the task is a reason only where it did. ``proof_days``: working
        days within which an illness is to be proved."""
        self.proof.description = (
            f"患病的请附诊断证明；现在没有的，{proof_days}个工作日内可以补交，"
            "逾期没有补交的计入次数"
        )
        unfit = set() if is_altered else {DeclineKind.CHANGED.value}
        self.kind.choices = {code: label for code, label in _REASONS.items() if code not in unfit}


class ProofForm(Form):
    of = "hand_in"
    proof = FileField(
        "诊断证明",
        description="拍照或扫描件，JPG、PNG或PDF，不超过10MB；加密保存，只供股室和专家办审核",
    )


class RecuseForm(Form):
    of = "recuse"
    unit = StringField(
        "与哪个单位有利害关系",
        [InputRequired("请填写单位名称"), Length(max=120, message="不超过120字")],
        description="一般是对象单位；填单位全称",
    )
    relation = SelectField("是什么关系", choices=InterestKind.choices())
    note = TextAreaField("具体情况", [InputRequired("请简要说明，如：配偶在该单位任职"), _SHORT])


class BriefingForm(Form):
    of = "acknowledge"
    read = Checkboxes("请逐项阅读、逐项勾选", validate_choice=False)

    def offer(self, told: Mapping[str, Told]) -> None:
        self.told = told
        self.read.choices = {part: f"已阅读并遵守：{each.name}" for part, each in told.items()}


class FittingForm(Form):
    of = "fit"
    received = Checkboxes("已到位的防护用品", coerce=int, validate_choice=False)

    def offer(self, items: Iterable[ProtectionItem]) -> None:
        self.received.choices = {item.id: item.label for item in items}


class AttendForm(Form):
    """Only the token: the button says it all."""

    of = "attend"


class ReportForm(Form):
    """Nothing is asked for until it is handed in: what is half written is kept as well."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    content = TextAreaField(
        "任务执行情况",
        [Length(max=20000, message="不超过20000字")],
        description="按小标题逐项写，小标题可以增减",
    )
    advice = TextAreaField("意见建议", [_LONG])
    photos = MultipleFileField(
        "现场照片", description="可以直接拍，一次可选多张；照片中的位置信息会自动去掉"
    )
    files = MultipleFileField("其他附件", description="PDF、DOCX、XLSX，每个不超过10MB")


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
    unpaid = StringField(
        "不计酬的事由",
        [Length(max=120, message="不超过120字")],
        description="公职人员履行职责等不发报酬的，写明事由；发报酬的不填",
    )

    def scores(self) -> dict[str, int]:
        return {key: self[key].data for key in SCORES}
