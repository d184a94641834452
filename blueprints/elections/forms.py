"""What is asked in the course of an election."""

from collections.abc import Mapping

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.pages import Form, Query
from models.errors import Refusal
from models.tables import Election, Expert, Section
from models.vocabulary import GroupOffice
from models.workflows.election import State

BLANK = "blank"
_SHORT = Length(max=500, message="不超过500字")


class ElectionQuery(Query):
    industry = SelectField("行业领域")
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def offer(self, industries: Mapping[str, str]) -> None:
        self.industry.choices = {"": "全部"} | dict(industries)

    def chosen(self) -> tuple[str, str]:
        """What is narrowed to; what is no choice narrows nothing."""
        industry, state = self.industry.data or "", self.state.data or ""
        known = State.choices()
        return industry, state if state in known else ""


class OpenForm(Form):
    industry = SelectField("行业领域")
    office = SelectField("推选职务", choices=GroupOffice.choices())
    places = IntegerField(
        "名额", [InputRequired("请填写名额")], default=1, description="组长1名，副组长1至2名"
    )
    nominations_until = DateField("提名截止日", [InputRequired("请填写提名截止日")])
    voting_until = DateField(
        "投票截止日",
        [InputRequired("请填写投票截止日")],
        description="成员全部投票的，可以提前结束",
    )
    section = SelectField("组织股室", coerce=int)
    note = TextAreaField("说明", [_SHORT], description="首次推选、补选原因等")

    def offer(self, industries: Mapping[str, str], sections: list[Section]) -> None:
        self.industry.choices = dict(industries)
        self.section.choices = {section.id: section.name for section in sections}


class NominateForm(Form):
    of = "nominate"
    expert = SelectField("提名人选", coerce=int)
    statement = TextAreaField(
        "推荐理由",
        [InputRequired("请填写推荐理由"), _SHORT],
        description="政治素质、知名度和影响力，500字以内",
    )

    def offer(self, members: list[Expert]) -> None:
        self.expert.choices = {each.id: f"{each.name}（{each.employer.name}）" for each in members}


class Checkboxes(SelectMultipleField):
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BallotForm(Form):
    """选票 for one place."""

    of = "ballot"
    choice = RadioField("选票", [InputRequired("请选择一名候选人；不选任何人的，请选弃权")])

    def chosen(self) -> list[int]:
        """The nominations marked; none for an abstention."""
        marked = self.choice.data if isinstance(self.choice.data, list) else [self.choice.data]
        if BLANK not in marked:
            return [int(each) for each in marked]
        if len(marked) > 1:
            raise Refusal("选了弃权，就不能再选候选人", article=4, field="choice")
        return []


class LongBallotForm(BallotForm):
    """选票 for several places."""

    choice = Checkboxes("选票", [InputRequired("请选择候选人；不选任何人的，请选弃权")])


def ballot_form(election: Election) -> BallotForm:
    """The ballot paper: the candidates by name, and abstaining."""
    form = BallotForm() if election.places == 1 else LongBallotForm()
    candidates = sorted(election.candidates, key=lambda each: each.expert.name_key)
    form.choice.choices = {
        str(each.id): f"{each.expert.name}（{each.expert.employer.name}）" for each in candidates
    } | {BLANK: "弃权（不选任何人）"}
    if election.places > 1:
        form.choice.description = f"最多选{election.places}名"
    return form


class LotForm(Form):
    of = "lot"
    text = StringField(
        "随机内容",
        [InputRequired("请填写随机内容"), Length(max=120, message="不超过120字")],
        description="任意6个以上字符：掷骰子的点数、当天彩票号码、随手写的一句话都可以",
        render_kw={"autocomplete": "off"},
    )


class LeaveForm(Form):
    reason = TextAreaField("卸任原因", [InputRequired("登记卸任必须写明原因"), _SHORT])
