"""What is asked when a post is lent, answered and taken back."""

from collections.abc import Iterable

from wtforms import (
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.pages import Form, of_our_time
from blueprints.signing import SigningField
from models.operations.delegations import Wanted
from models.tables import Account, Holding, Section
from models.vocabulary import DelegatedKind

_LINE = Length(max=100, message="不超过100字")


class Boxes(SelectMultipleField):
    widget = ListWidget()
    option_widget = CheckboxInput()


class OfferForm(Form):
    holding = SelectField("授权的岗位", coerce=int)
    substitute = SelectField("代签人", coerce=int)
    starts_on = DateField("开始日期", [InputRequired("请填写开始日期"), of_our_time])
    ends_on = DateField(
        "结束日期", [InputRequired("请填写结束日期"), of_our_time], description="当天仍有效"
    )
    kinds = Boxes("代签事项", choices=DelegatedKind.choices())
    sections = Boxes("股室", coerce=int, description="只授权其中几个股室的，请勾选；不勾选的为全部")
    reason = StringField("离岗原因", [_LINE], description="如 外出学习")
    password = SigningField("登录密码", [InputRequired("请输入登录密码")])

    def offer(
        self, holdings: Iterable[Holding], people: Iterable[Account], sections: Iterable[Section]
    ) -> None:
        self.holding.choices = {
            each.id: f"{each.account.name}：{each.post.label}" for each in holdings
        }
        self.substitute.choices = {each.id: each.name for each in people}
        self.sections.choices = {each.id: each.name for each in sections}
        if not self.sections.choices:
            del self.sections

    def wanted(self, sections: Iterable[Section]) -> Wanted:
        return Wanted(
            self.starts_on.data,
            self.ends_on.data,
            [DelegatedKind(each) for each in self.kinds.data],
            self.reason.data or "",
            [each for each in sections if each.id in self.sections.data] if self.sections else [],
        )


class AcceptForm(Form):
    of = "accept"
    password = SigningField("登录密码", [InputRequired("请输入登录密码")])


class CloseForm(Form):
    of = "close"
    note = StringField("理由", [InputRequired("请写明理由"), _LINE])
