"""What is asked of a commendation or a penalty: by whoever proposes it, and to issue it."""

from collections.abc import Iterable

from wtforms import (
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
from models.operations.commendations import Deserved
from models.rules import article_21_rewards as art21
from models.tables import Expert
from models.vocabulary import ON_ROSTER, CommendationGround, CommendationKind
from models.workflows.commendation import State

_ANY = {"": "全部"}
_LONG = Length(max=art21.LONGEST, message=f"不超过{art21.LONGEST}字")
_LINE = Length(max=art21.LONGEST_LINE, message=f"不超过{art21.LONGEST_LINE}字")


class CommendationQuery(Query):
    year = SelectField("年度")
    kind = SelectField("种类", choices=_ANY | CommendationKind.choices())
    state = SelectField("状态", choices=_ANY | State.choices())

    def offer(self, years: Iterable[int]) -> None:
        self.year.choices = _ANY | {str(year): f"{year}年" for year in years}

    @property
    def chosen_year(self) -> int | None:
        typed = self.year.data or ""
        return int(typed) if typed in (self.year.choices or {}) and typed else None


class ProposeForm(Form):
    expert = SelectField(
        "专家", [InputRequired("请选择专家"), NumberRange(1, message="请选择专家")], coerce=int
    )
    kind = RadioField("种类", [InputRequired("请选择种类")], choices=CommendationKind.choices())
    ground = SelectField(
        "事由",
        [InputRequired("请选择事由")],
        choices={
            "": "请选择",
            "表彰": {each.value: each.label for each in art21.PRAISED},
            "惩处": {each.value: each.label for each in art21.REPROVED},
        },
    )
    deed = TextAreaField(
        "事迹或者事实", [InputRequired("请写明事迹或者事实"), _LONG], render_kw={"rows": 6},
        description="印发后本人可以看到",
    )  # fmt: skip
    measure = StringField(
        "同时采取的措施", [_LINE], description="违反保密规定的填写，如收回资料、消除影响"
    )
    files = MultipleFileField(
        "附件", description=f"可不附；PDF、JPG、PNG或DOCX，最多{art21.MOST_FILES}个，每个不超过10MB"
    )

    def offer(self, experts: Iterable[Expert]) -> None:
        self.expert.choices = {0: "请选择"} | {
            row.id: f"{row.name}（{row.code}，{_where(row)}）" for row in experts
        }

    def deserved(self) -> Deserved:
        return Deserved(
            CommendationKind(self.kind.data), CommendationGround(self.ground.data),
            self.deed.data, self.measure.data or "",
        )  # fmt: skip


def _where(expert: Expert) -> str:
    """The employer; of whoever has left, that they have."""
    return expert.employer.name if expert.standing in ON_ROSTER else expert.standing.label


class IssueForm(Form):
    document_no = StringField(
        "文号", [InputRequired("请填写文号"), _LINE], description="如 泽应急发〔2026〕8号"
    )
    issued_on = DateField(
        "印发日期", [InputRequired("请填写印发日期"), of_our_time], default=clock.today
    )
