"""What is asked of advice: of the expert who gives it, and of who answers."""

from collections.abc import Mapping, Sequence

from wtforms import MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form, Query
from models.queries.advice import OVERDUE, Filter
from models.rules.article_14_advice import LONGEST, LONGEST_TITLE, MOST_FILES
from models.tables import Advice, Section
from models.vocabulary import Adoption
from models.workflows.advice import State

_LONG = Length(max=LONGEST, message=f"不超过{LONGEST}字")


class ThoughtForm(Form):
    title = StringField(
        "建议概要",
        [
            InputRequired("请用一句话概括建议"),
            Length(max=LONGEST_TITLE, message=f"不超过{LONGEST_TITLE}字"),
        ],
    )
    industry = SelectField("所属行业领域", description="由该行业的牵头股室受理")
    text = TextAreaField(
        "情况和建议",
        [InputRequired("请写明情况和建议"), _LONG],
        description="发现了什么情况，建议怎么做，依据是什么",
        render_kw={"rows": 8},
    )
    files = MultipleFileField(
        "附件", description=f"照片、PDF、DOCX、XLSX，最多{MOST_FILES}个，每个不超过10MB"
    )

    def offer(self, industries: Mapping[str, str]) -> None:
        self.industry.choices = dict(industries)


class ReceiveForm(Form):
    of = "receive"
    importance = RadioField(
        "重要程度",
        [InputRequired("请判断是否重要建议")],
        choices={"ordinary": "一般建议，由股室答复", "important": "重要建议，呈报领导研究答复"},
    )


class TransferForm(Form):
    of = "transfer"
    section = SelectField("转给", coerce=int)
    note = TextAreaField("转送理由", [InputRequired("请写明转送理由"), _LONG])

    def offer(self, sections: Sequence[Section], advice: Advice) -> None:
        others = [each for each in sections if each.id != advice.section_id]
        self.section.choices = {each.id: each.name for each in others}


class RaiseForm(Form):
    of = "raise"
    note = TextAreaField("股室意见", [InputRequired("请写明股室的意见，供领导研究"), _LONG])


class ReplyForm(Form):
    of = "reply"
    adoption = RadioField("采纳情况", [InputRequired("请选择采纳情况")], choices=Adoption.choices())
    reply = TextAreaField("答复", [_LONG], description="怎样采纳；不采纳或部分采纳的，必须写明理由")


class WithdrawForm(Form):
    """Only the token: the button says it all."""

    of = "withdraw"


class AdviceQuery(Query):
    year = SelectField("年度")
    state = SelectField("办理情况", choices={"": "全部", OVERDUE: "逾期未答复"} | State.choices())
    section = SelectField("受理股室")

    def offer(self, years: Sequence[int], sections: Sequence[Section]) -> None:
        self.year.choices = {str(each): f"{each}年" for each in years}
        self.section.choices = {"": "全部"} | {str(each.id): each.name for each in sections}

    def chosen(self, this_year: int) -> Filter:
        """What is no choice narrows nothing; without a year, this one."""
        year, state, section = (
            field.data if field.data in field.choices else ""
            for field in (self.year, self.state, self.section)
        )
        return Filter(int(year or this_year), state or "", int(section or 0))
