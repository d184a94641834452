"""What is asked on the way of a proposed roster."""

from collections.abc import Iterable

from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from blueprints.pages import Form, Query, of_our_time
from blueprints.signing import SigningField
from models.operations.decisions import Meeting, Verdict
from models.tables import GroupOpinion, ReviewItem, RosterItem, SheetLine
from models.vocabulary import GroupOpinionKind
from models.workflows.proposal import State

_SHORT = Length(max=500, message="不超过500字")
_WORDS = {
    kind.value: kind.label for kind in (GroupOpinionKind.AGREE, GroupOpinionKind.DISAGREE)
}  # what a member says of the whole and the meeting of one person


class ProposalQuery(Query):
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def chosen(self) -> str:
        """The state narrowed to; what is no choice narrows nothing."""
        state = self.state.data or ""
        return state if state in State.choices() else ""


class Boxes(SelectMultipleField):
    """People to tick, each beside their own row."""

    widget = ListWidget()
    option_widget = CheckboxInput()


class PeopleForm(Form):
    lines = Boxes("新增", coerce=int)
    reviews = Boxes("清退", coerce=int)

    def offer(self, lines: Iterable[SheetLine], reviews: Iterable[ReviewItem]) -> None:
        self.lines.choices = {each.id: each.application.name for each in lines}
        self.reviews.choices = {each.id: each.expert.name for each in reviews}

    def boxes(self, field: Field) -> dict[int, Field]:
        """Each box by the id of the person's row."""
        return {box.data: box for box in field}


class ChooseForm(PeopleForm):
    """``seen``: the version of the roster that the person had before them."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired("请重新打开本页再改")])


class CompileForm(PeopleForm):
    title = StringField(
        "名单标题", [InputRequired("请填写名单标题"), Length(max=60, message="不超过60字")]
    )


class OpinionForm(Form):
    of = "opinion"
    kind = RadioField("本人意见", [InputRequired("请选择同意或不同意")], choices=_WORDS)
    note = TextAreaField("说明", [_SHORT], description="不同意的，请写明理由")


class AbsenceForm(Form):
    of = "absence"
    member = SelectField("缺席成员", coerce=int)
    note = TextAreaField("缺席原因", [InputRequired("登记缺席必须写明原因"), _SHORT])

    def offer(self, awaited: Iterable[GroupOpinion]) -> None:
        self.member.choices = {each.account_id: each.account.name for each in awaited}


class RejectForm(Form):
    reason = TextAreaField(
        "理由", [InputRequired("不予列入必须写明理由"), _SHORT], description="申报人能看到"
    )


class MeetingForm(Form):
    met_on = DateField("会议日期", [InputRequired("请填写会议日期"), of_our_time])
    minutes_no = StringField(
        "会议纪要编号",
        [InputRequired("请填写会议纪要编号"), Length(max=60, message="不超过60字")],
        description="如 泽应急局长办公会纪要〔2026〕6号",
    )
    minutes = TextAreaField(
        "会议情况", [Length(max=2000, message="不超过2000字")], description="需要留存的说明"
    )
    password = SigningField("登录密码", [InputRequired("请输入登录密码")])

    def meeting(self) -> Meeting:
        return Meeting(self.met_on.data, self.minutes_no.data, self.minutes.data or "")

    def verdicts(self, items: Iterable[RosterItem]) -> dict[int, Verdict]:
        """What the meeting said of each person, by the id of the item."""
        agreed = GroupOpinionKind.AGREE.value
        return {
            each.id: Verdict(
                self[f"verdict_{each.id}"].data == agreed, self[f"reason_{each.id}"].data or ""
            )
            for each in items
        }


def meeting_form(items: Iterable[RosterItem]) -> MeetingForm:
    """The form with a word and a reason for each of these; agreed unless said otherwise."""
    fields: dict[str, object] = {}
    for item in items:
        fields[f"verdict_{item.id}"] = SelectField(
            f"{item.name}的审定结论", choices=_WORDS, default=GroupOpinionKind.AGREE.value
        )
        fields[f"reason_{item.id}"] = StringField(
            f"{item.name}不同意的理由", [Length(max=100, message="不超过100字")]
        )
    made: MeetingForm = type("PersonalMeetingForm", (MeetingForm,), fields)()
    return made


class IssueForm(Form):
    year = IntegerField(
        "发文年份",
        [InputRequired("请填写发文年份"), NumberRange(2000, 2100, "年份应在2000至2100之间")],
    )
    serial = IntegerField(
        "发文顺序号",
        [InputRequired("请填写发文顺序号"), NumberRange(1, 9999, "顺序号应在1至9999之间")],
        description="泽应急总指办发〔年份〕顺序号；已按本系统最后一件加一，请与发文登记簿核对",
    )
    title = StringField(
        "文件标题", [InputRequired("请填写文件标题"), Length(max=100, message="不超过100字")]
    )
    issued_on = DateField(
        "印发日期", [InputRequired("请填写印发日期"), of_our_time], description="聘期从这一天起"
    )
    appointed_until = DateField(
        "聘期截止日", [Optional(), of_our_time], description="文件没有另定的，不改"
    )
    password = SigningField("登录密码", [InputRequired("请输入登录密码")])
