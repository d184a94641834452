"""What Annex 2 asks, and what Article 5 asks besides it."""

from collections.abc import Iterable, Mapping

from flask_wtf.file import MultipleFileField
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from blueprints.elections.forms import Checkboxes
from blueprints.experts.forms import grouped
from blueprints.pages import Form
from models.rules.annex_2 import CLAIMS, ENTRIES
from models.rules.annex_2_commitments import COMMITMENTS, EDITION
from models.tables import Application, IntakeCycle, Specialty
from models.vocabulary import AttachmentKind, Channel, Employment, Route

_LABELS = {**ENTRIES, **CLAIMS}


def _line(name: str, hint: str = "") -> StringField:
    return StringField(_LABELS[name], description=hint)


def _passage(name: str, hint: str = "") -> TextAreaField:
    return TextAreaField(_LABELS[name], description=hint)


class EntriesForm(Form):
    """The form as it is typed: a draft may be half empty, so nothing is asked for here; what is
    missing before it can be handed in, the application itself says."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = _line("name")
    work_phone = _line("work_phone")
    home_phone = _line("home_phone")
    mobile = _line("mobile", "11位手机号")
    id_number = _line("id_number", "18位；性别和出生年月由身份证号得出")
    employment = SelectField(_LABELS["employment"], choices={"": "请选择"} | Employment.choices())
    employment_note = _line("employment_note", "在岗情况为“其他”的填写")
    employer = _line("employer")
    unit_address = _line("unit_address")
    postcode = _line("postcode")
    department = _line("department")
    title = _line("title", "职称写全，如：总工程师（高级工程师）")
    unit_phone = _line("unit_phone")
    fax = _line("fax")
    email = _line("email")
    school = _line("school")
    degree = _line("degree")
    qualification = _line("qualification", "如：注册安全工程师；没有的不填")
    major = _line("major")
    field = _line("field")
    years = _line("years", "整年数，如 12")
    primary = SelectField(_LABELS["primary"])
    second = SelectField(_LABELS["second"])
    third = SelectField(_LABELS["third"])
    route = SelectField(_LABELS["route"], choices={"": "请选择"} | Route.choices())
    safety_years = _line("safety_years", "整年数，如 12")
    legal_service = _passage("legal_service", "法律专家填写")
    relaxation = _passage("relaxation", "不完全符合条件、但业务能力非常突出的填写，并上传依据")
    age_relaxation = _passage(
        "age_relaxation", "超过年龄上限的，写明市级以上行业部门认可的研究成果"
    )
    resume = _passage("resume", "重点填写从事安全生产、防灾减灾、应急救援等相关工作的经历")
    publications = _passage("publications", "何时、何地出版或发表")
    awards = _passage("awards")
    achievements = _passage(
        "achievements", "参与安全咨询与论证、科研、安全检查、事故处理、技术咨询等工作的实绩"
    )
    promised = Checkboxes("四项承诺", choices={each.key: each.label for each in COMMITMENTS})

    def __init__(self, application: Application, annex_1: Iterable[Specialty]) -> None:
        ticked = [key for key, text in application.promises.items() if text == EDITION]
        super().__init__(
            data={**application.entries, "promised": ticked, "version": application.version}
        )
        held = set(application.specialty_codes)
        offered = grouped(each for each in annex_1 if each.is_active or each.code in held)
        self.primary.choices = {"": "请选择"} | offered
        self.second.choices = self.third.choices = {"": "无"} | offered

    def entries(self) -> dict[str, str]:
        """What was typed, as it was typed."""
        return {name: self[name].data or "" for name in _LABELS}


class FilesForm(Form):
    """One for each kind of paper, all on one page."""

    files = MultipleFileField("选择文件")

    def __init__(self, kind: AttachmentKind, *, is_sent: bool) -> None:
        self.of = kind.value
        super().__init__(**({} if is_sent else {"formdata": None}))
        self.files.label.text = f"选择{kind.label}"


class StartForm(Form):
    cycle = SelectField("申报批次", coerce=int)
    channel = RadioField("申报方式", coerce=Channel, validators=[InputRequired("请选择申报方式")])
    recommender = StringField(
        "推荐单位或股室",
        [Length(max=120, message="不超过120字")],
        description="单位推荐的填单位全称，股室推荐的填股室名称",
    )

    def offer(self, cycles: Iterable[IntakeCycle], channels: Mapping[Channel, str]) -> None:
        self.cycle.choices = {each.id: each.title for each in cycles}
        self.channel.choices = dict(channels)
        if not self.channel.data and len(channels) == 1:
            self.channel.data = next(iter(channels))


class WithdrawForm(Form):
    reason = TextAreaField(
        "撤回的理由", [DataRequired("请写明撤回的理由"), Length(max=500, message="不超过500字")]
    )
