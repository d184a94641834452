"""What is asked of a dismissal: by whoever proposes it, takes an answer down, or issues it."""

from collections.abc import Iterable

from wtforms import (
    BooleanField,
    DateField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from blueprints.pages import Form, Query, of_our_time
from models import clock
from models.operations.dismissals import Evidence
from models.rules import article_18_grounds as art18
from models.tables import Expert
from models.workflows.dismissal import State

_ANY = {"": "全部"}
_GROUNDS = {each.value: art18.label_of(each) for each in art18.GROUNDS}
_LONG = Length(max=art18.LONGEST, message=f"不超过{art18.LONGEST}字")
_LINE = Length(max=art18.LONGEST_LINE, message=f"不超过{art18.LONGEST_LINE}字")
_KINDS = f"PDF、JPG、PNG或DOCX，最多{art18.MOST_FILES}个，每个不超过10MB"


class DismissalQuery(Query):
    state = SelectField("状态", choices=_ANY | State.choices())
    ground = SelectField("情形", choices=_ANY | _GROUNDS)


class EvidenceForm(Form):
    """What happened, and the papers that prove it."""

    facts = TextAreaField(
        "事实",
        [InputRequired("请写明事实"), _LONG],
        render_kw={"rows": 6},
        description="时间、地点、经过；将原样告知本人，不得写明举报人、反映人",
    )
    source = StringField(
        "依据材料", [_LINE], description="名称、文号；第三项、第九项由系统核算，可不填"
    )
    files = MultipleFileField(
        "依据材料的扫描件", description=f"第一、二、四、五、七、八项必须上传；{_KINDS}"
    )
    is_breach = BooleanField("违反保密规定（第十五条，按第十项办理）")
    measure = StringField(
        "同时采取的措施", [_LINE], description="违反保密规定的填写，如批评、通报、收回资料"
    )

    def evidence(self) -> Evidence:
        return Evidence(
            self.facts.data, self.source.data or "", self.is_breach.data, self.measure.data or ""
        )


class ProposeForm(EvidenceForm):
    expert = SelectField(
        "专家", [InputRequired("请选择专家"), NumberRange(1, message="请选择专家")], coerce=int
    )
    ground = SelectField(
        "情形",
        [InputRequired("请选择情形")],
        choices={"": "请选择"} | _GROUNDS,
        description="《管理办法》第十八条所列十种情形之一",
    )

    def offer(self, experts: Iterable[Expert]) -> None:
        self.expert.choices = {0: "请选择"} | {
            row.id: f"{row.name}（{row.code}，{row.employer.name}）" for row in experts
        }


class StatementForm(Form):
    """What the expert has to say, in the expert's own words."""

    text = TextAreaField(
        "陈述和申辩", [InputRequired("请写明您的陈述和申辩"), _LONG], render_kw={"rows": 8}
    )
    files = MultipleFileField("证明材料", description=f"可不附；{_KINDS}")


class TakeDownForm(Form):
    answer = RadioField(
        "本人答复",
        [InputRequired("请选择本人的答复")],
        choices={"state": "提出陈述申辩", "waive": "放弃陈述申辩"},
    )
    text = TextAreaField(
        "陈述和申辩", [_LONG], render_kw={"rows": 6}, description="照书面材料原文录入；放弃的不填"
    )
    files = MultipleFileField("本人签字的书面材料", description=_KINDS)


class IssueForm(Form):
    document_no = StringField(
        "解聘通知书文号",
        [InputRequired("请填写解聘通知书的文号"), _LINE],
        description="如 泽应急专解〔2026〕1号",
    )
    issued_on = DateField(
        "成文日期", [InputRequired("请填写成文日期"), of_our_time], default=clock.today
    )
