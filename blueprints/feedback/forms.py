"""What a target unit is asked after the task, and what is written down of a return visit."""

from wtforms import DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form, of_our_time
from models.operations import feedback, return_visits
from models.operations.feedback import Said
from models.rules.article_17_feedback import QUESTIONS, SCALE
from models.vocabulary import VisitManner, VisitResult

_SHORT = Length(max=100, message="不超过100字")


def _question(key: str) -> RadioField:
    name, meaning = QUESTIONS[key]
    return RadioField(
        f"{name}：{meaning}",
        [InputRequired(f"请选择“{name}”一项")],
        choices={str(score): f"{score}分（{word}）" for score, word in SCALE.items()},
    )


class CodeForm(Form):
    code = StringField(
        "反馈码",
        [InputRequired("请填写反馈码"), Length(max=60, message="反馈码是16位字母和数字")],
        description="反馈单上的16位字母和数字，大小写和横线都可以不分",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class AnswerForm(Form):
    punctuality = _question("punctuality")
    professionalism = _question("professionalism")
    integrity = _question("integrity")
    attitude = _question("attitude")
    favours = RadioField(
        "专家是否有吃拿卡要的情形（吃请、索要或收受财物、刁难、强行推销）",
        [InputRequired("请选择有没有吃拿卡要的情形")],
        choices={"no": "没有", "yes": "有"},
    )
    text = TextAreaField(
        "意见建议，或者您要反映的情况",
        [Length(max=feedback.LONGEST, message=f"不超过{feedback.LONGEST}字")],
        description="可以不填。加密保存；不要写身份证号和银行账号",
    )
    name = StringField("填写人", [_SHORT], description="可以不填")
    contact = StringField("联系电话", [_SHORT], description="可以不填，便于核实")

    def said(self) -> Said:
        return Said(
            scores={key: int(self[key].data) for key in QUESTIONS},
            has_asked_favours=self.favours.data == "yes",
            text=self.text.data or "",
            name=self.name.data or "",
            contact=self.contact.data or "",
        )


class SlipForm(Form):
    """The code that is on the screen, to be printed; it is kept nowhere."""

    code = HiddenField()


class VisitForm(Form):
    visited_on = DateField("回访日期", [InputRequired("请填写回访日期"), of_our_time])
    manner = RadioField(
        "回访方式", [InputRequired("请选择回访方式")], choices=VisitManner.choices()
    )
    whom = StringField(
        "访问了谁",
        [InputRequired("请填写访问了谁（姓名或职务）"), _SHORT],
        description="对象单位和姓名或职务；加密保存",
    )
    said = TextAreaField(
        "对方怎么说",
        [
            InputRequired("请填写对方怎么说"),
            Length(max=return_visits.LONGEST, message=f"不超过{return_visits.LONGEST}字"),
        ],
    )
    result = RadioField(
        "结果",
        [InputRequired("请选择结果")],
        choices=VisitResult.choices(),
        description="反映问题线索的，系统立即告知监督人员",
    )
