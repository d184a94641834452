"""What is asked of whoever reports, of supervisors, and of the one reported."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    HiddenField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form, Query
from blueprints.steps import StepForm
from blueprints.unnamed import SHORT, UnnamedForm
from models.operations.integrity import Secret, Told
from models.operations.unnamed import LONGEST, MOST_FILES
from models.rules.article_17_reporting import SHORTEST_PHRASE
from models.tables import IntegrityReport
from models.vocabulary import Misconduct, Referral, UnheardGround
from models.workflows.integrity import State
from models.workflows.machine import Move

_LONG = Length(max=LONGEST, message=f"不超过{LONGEST}字")
_UNSEEN = {"autocomplete": "off"}


def _passage(label: str, ask: str, hint: str = "", rows: int = 6) -> TextAreaField:
    return TextAreaField(label, [InputRequired(ask), _LONG], description=hint,
                         render_kw={"rows": rows})  # fmt: skip


def _files() -> MultipleFileField:
    return MultipleFileField(
        f"附件（最多{MOST_FILES}个）", description="PDF、JPG、PNG、DOCX、XLSX，每个不超过10MB"
    )


class ReportForm(UnnamedForm):
    conduct = RadioField(
        "举报的问题", [InputRequired("请选择举报的问题")], choices=Misconduct.choices()
    )
    accused = StringField("被举报的专家或者人员", [SHORT], description="姓名；不知道的，可以不填")
    unit = StringField("其单位", [SHORT])
    text = _passage(
        "具体情况", "请写明举报的具体情况",
        "请写明时间、地点、事情经过和可以核实的线索；匿名的，不要写能认出您的内容", rows=10,
    )  # fmt: skip
    phrase = PasswordField(
        "查询口令",
        [InputRequired("请设定查询口令")],
        description=f"自己设定，不少于{SHORTEST_PHRASE}个字符；查询时与编码一起填写，不能找回，请牢记",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "再次填写查询口令",
        [InputRequired("请再次填写查询口令")],
        render_kw={"autocomplete": "new-password"},
    )

    def told(self) -> Told:
        return Told(
            conduct=Misconduct(self.conduct.data),
            text=self.text.data,
            accused=self.accused.data or "",
            unit=self.unit.data or "",
            name=self.name.data or "",
            contact=self.contact.data or "",
        )

    def secret(self) -> Secret:
        return Secret(self.phrase.data, self.again.data, self.ticket.data or "")


class FollowForm(Form):
    code = StringField(
        "编码",
        [InputRequired("请填写编码")],
        description="举报时显示的16位编码，大小写和横线都可以不分",
        render_kw=_UNSEEN | {"spellcheck": "false"},
    )
    phrase = PasswordField("查询口令", [InputRequired("请填写查询口令")], render_kw=_UNSEEN)


class MessageForm(Form):
    """``key``: what lets this page alone be answered, for half an hour."""

    key = HiddenField()
    text = _passage("补充情况或者答复询问", "请写明要补充或者答复的情况")
    files = _files()


class CaseQuery(Query):
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def chosen(self) -> State | None:
        asked = self.state.data
        return State(asked) if asked in State.choices() else None


class AskForm(Form):
    text = _passage("询问内容", "请写明要询问的内容", "举报人凭编码和口令查看、答复")


class IdentifyForm(Form):
    expert = StringField(
        "被举报的专家",
        [InputRequired("请填写专家编号或者姓名"), SHORT],
        description="专家编号（如 ZZ0001）或者姓名全称",
    )


class HearForm(Form):
    question = _passage(
        "要求说明的事项", "请写明要求说明的事项",
        "被举报人能看到这段话：请用自己的话概括，不写举报原文，不写能认出举报人的内容",
    )  # fmt: skip


class ExplainForm(Form):
    text = _passage("情况说明", "请写明情况", rows=10)
    files = _files()


class UnheardForm(Form):
    ground = RadioField("情形", [InputRequired("请选择情形")], choices=UnheardGround.choices())
    note = _passage("理由", "请写明不听取说明的理由")


class ReferForm(Form):
    kind = RadioField("处理方式", [InputRequired("请选择处理方式")], choices=Referral.choices())
    document = StringField(
        "文件名称或者文号",
        [Length(max=120, message="不超过120字")],
        description="通报、移送有关机关的必填；会登入台账，不写举报内容",
    )


class RecuseForm(Form):
    reason = _passage("回避的理由", "请写明回避的理由", "加密保存；确认后您不再能看到这件举报")


class ConcludeForm(StepForm):
    """A conclusion is signed, and what it says is sealed: hence no note, which the register
    tells."""

    finding = _passage(
        "调查核实情况和结论", "请写明调查核实的情况和结论", "加密保存，只有监督人员能看到", rows=8
    )
    answer = _passage("给举报人的答复", "请写明给举报人的答复", "举报人凭编码和口令能看到")

    def __init__(self, moves: Iterable[Move[Any, Any]], report: IntegrityReport) -> None:
        super().__init__([move for move in moves if move.signed], report)
        del self.note
