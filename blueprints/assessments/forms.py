"""What is asked in the course of the yearly assessment, and by what ratings are listed."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.pages import Form, Query
from blueprints.signing import SigningField
from models.operations.assessments import Proposal
from models.rules.article_18_objection import LONGEST
from models.tables import AnnualAssessment, AssessmentItem, Section
from models.vocabulary import AssessmentGrade, CreditRating


class OpenForm(Form):
    year = SelectField("考核年度", coerce=int)

    def offer(self, years: Iterable[int]) -> None:
        self.year.choices = {year: f"{year}年度" for year in years}


class ProposeForm(Form):
    """A row an expert, each with two entries, so that sixty of them are gone through without
    leaving the keyboard."""

    @classmethod
    def for_items(cls, items: Iterable[AssessmentItem]) -> "ProposeForm":
        """What was proposed before, or what the figures give."""
        filled: dict[str, Any] = {}
        entries: dict[str, Any] = {}
        for item in items:
            name = item.expert.name
            entries[f"grade_{item.id}"] = SelectField(
                f"{name}考核等次", choices=AssessmentGrade.choices()
            )
            entries[f"reason_{item.id}"] = StringField(
                f"{name}理由", [Length(max=300, message="理由不超过300字")]
            )
            filled[f"grade_{item.id}"] = (item.proposed or item.computed).value
            filled[f"reason_{item.id}"] = item.reason
        return type("_ProposeForm", (cls,), entries)(data=filled)  # type: ignore[no-any-return]

    def proposals(self, items: Iterable[AssessmentItem]) -> dict[int, Proposal]:
        return {
            item.id: Proposal(
                AssessmentGrade(self[f"grade_{item.id}"].data), self[f"reason_{item.id}"].data or ""
            )
            for item in items
        }


class TellForm(Form):
    of = "tell"
    document_no = StringField(
        "通报文号",
        [InputRequired("请填写考核结果的通报文号"), Length(max=120, message="不超过120字")],
        description="如 泽应急发〔2026〕3号；通知后，本人可在异议期内提出异议",
    )


class ObjectForm(Form):
    text = TextAreaField(
        "异议",
        [InputRequired("请写明异议"), Length(max=LONGEST, message=f"不超过{LONGEST}字")],
        description="对哪一项有异议、事实和理由",
        render_kw={"rows": 8},
    )


class AnswerForm(Form):
    of = "answer"
    grade = RadioField(
        "建议审定为", [InputRequired("请选择考核等次")], choices=AssessmentGrade.choices()
    )
    answer = TextAreaField(
        "处理意见",
        [InputRequired("请写明处理意见和理由"), Length(max=LONGEST, message=f"不超过{LONGEST}字")],
        description="审定后连同结果告知本人",
    )


class TogetherForm(Form):
    chosen = SelectMultipleField(
        "年度考核",
        [InputRequired("请勾选要审定的股室")],
        validate_choice=False,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    password = SigningField(
        "登录密码", [InputRequired("请输入登录密码")], description="每一个股室都记为您的审定"
    )

    def offer(self, waiting: Iterable[AnnualAssessment]) -> None:
        """Each in the version that is shown, so that nothing else is signed."""
        self.chosen.choices = {version_of(each): each.caption for each in waiting}


def version_of(assessment: AnnualAssessment) -> str:
    return f"{assessment.id}-{assessment.version}"


class RatingQuery(Query):
    words = StringField("姓名、拼音或编号", [Optional(), Length(max=40)])
    section = SelectField("股室", coerce=int, validators=[Optional()])
    rating = SelectField("评级", choices={"": "全部"} | CreditRating.choices())

    def offer(self, sections: Iterable[Section]) -> None:
        self.section.choices = {0: "全部"} | {each.id: each.name for each in sections}
