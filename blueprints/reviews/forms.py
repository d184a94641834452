"""What is asked in the course of the annual review."""

from collections.abc import Iterable

from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form, of_our_time
from models.operations.reviews import Judgement
from models.tables import Expert, ReviewItem, Section
from models.vocabulary import DismissalGround, ReviewVerdict


class OpenForm(Form):
    due_on = DateField(
        "完成日期",
        [InputRequired("请填写完成日期"), of_our_time],
        description="到期前7天提醒，逾期的通知专家办和监督人员",
    )


class JudgeForm(Form):
    verdict = RadioField(
        "复审意见", [InputRequired("请选择复审意见")], choices=ReviewVerdict.choices()
    )
    ground = SelectField(
        "清退依据",
        choices={"": "（建议清退的，请选择）"} | DismissalGround.choices(),
        description="第十八条规定的情形",
    )
    note = TextAreaField(
        "事实和理由",
        [Length(max=500, message="不超过500字")],
        description="建议清退的必须写明；批准后向本人说明的，就是这里的依据",
    )

    @classmethod
    def of_item(cls, item: ReviewItem) -> "JudgeForm":
        """With what was said before."""
        return cls(
            data={
                "verdict": item.verdict and item.verdict.value,
                "ground": item.ground.value if item.ground else "",
                "note": item.note,
            }
        )

    def judgement(self) -> Judgement:
        ground = DismissalGround(self.ground.data) if self.ground.data else None
        return Judgement(ReviewVerdict(self.verdict.data), ground, self.note.data or "")


class AssignForm(Form):
    expert = SelectField("专家", coerce=int)
    section = SelectField("复审股室", coerce=int)

    def offer(self, experts: Iterable[Expert], sections: Iterable[Section]) -> None:
        self.expert.choices = {each.id: f"{each.code} {each.name}" for each in experts}
        self.section.choices = {each.id: each.name for each in sections}
