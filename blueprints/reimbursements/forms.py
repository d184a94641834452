"""What is asked about a reimbursement, a payment and a bank account."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from blueprints.pages import Form, Query, of_our_time
from models.queries.reimbursement_entries import Candidate
from models.queries.reimbursements import Filter
from models.tables import Dispatch, Reimbursement, ReimbursementLine, Section
from models.workflows.reimbursement import State

_AMOUNT = "以元为单位，最多两位小数"


class BundleQuery(Query):
    section = SelectField("股室")
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def offer(self, sections: Iterable[Section]) -> None:
        self.section.choices = {"": "全部"} | {str(each.id): each.name for each in sections}

    def chosen(self) -> Filter:
        """What is narrowed to; what is no choice narrows nothing."""
        state, section = self.state.data or "", self.section.data or ""
        return Filter(
            state=state if state in State.choices() else "",
            section_id=int(section) if section and section in self.section.choices else None,
        )


class BundleForm(Form):
    """The month, and a box for every dispatch that can be entered."""

    month = SelectField(
        "发放月份",
        description="按发放的月份计算个人所得税；同一人当月有几批的，合并计税，后一批补扣差额",
    )

    def can_be_entered(self) -> list[Candidate]:
        return self._candidates  # type: ignore[no-any-return]

    def box_of(self, candidate: Candidate) -> BooleanField:
        return self[f"in_{candidate.dispatch.id}"]

    def chosen(self) -> list[Dispatch]:
        return [each.dispatch for each in self.can_be_entered() if self.box_of(each).data]

    def chosen_month(self) -> date:
        return date.fromisoformat(self.month.data)


def bundle_form(
    found: Iterable[Candidate], months: Iterable[date], bundle: Reimbursement | None = None
) -> BundleForm:
    """Every dispatch of a new one ticked, of an old one those that it holds."""
    candidates = [each for each in found if not each.gaps]
    held = {line.assignment.dispatch_id for line in bundle.lines} if bundle else None
    seen = IntegerField(widget=HiddenInput(), default=bundle.version if bundle else 0)
    fields: dict[str, Any] = {"_candidates": candidates, "seen": seen}
    for each in candidates:
        fields[f"in_{each.dispatch.id}"] = BooleanField(
            f"列入{each.dispatch.number}", default=held is None or each.dispatch.id in held
        )
    form = type("BundleForm", (BundleForm,), fields)()
    form.month.choices = {str(each): f"{each.year}年{each.month}月" for each in months}
    if not form.is_submitted() and bundle and str(bundle.month) in form.month.choices:
        form.month.data = str(bundle.month)
    return form  # type: ignore[no-any-return]


class PayForm(Form):
    """When, by which voucher, and a box for every line that is still to be paid."""

    paid_on = DateField("付款日期", [InputRequired("请填写付款日期"), of_our_time])
    voucher = StringField(
        "记账凭证号",
        [DataRequired("请填写记账凭证号"), Length(max=60, message="凭证号不超过60字")],
    )

    def box_of(self, line: ReimbursementLine) -> BooleanField:
        return self[f"pay_{line.id}"]

    def chosen(self, lines: Iterable[ReimbursementLine]) -> list[ReimbursementLine]:
        """Of ``lines`` those ticked; one that is paid by now has no box any more."""
        return [each for each in lines if f"pay_{each.id}" in self and self.box_of(each).data]


def pay_form(lines: Iterable[ReimbursementLine], accounts: Iterable[int], today: date) -> PayForm:
    """``accounts``: the experts whose account is known; their lines are ticked."""
    known = set(accounts)
    fields: dict[str, Any] = {
        f"pay_{each.id}": BooleanField(
            f"支付{each.expert.name}（{each.assignment.dispatch.number}）",
            default=each.expert.id in known,
        )
        for each in lines
        if each.payment is None
    }
    return type("PayForm", (PayForm,), fields)(paid_on=today)  # type: ignore[no-any-return]


class ReturnForm(Form):
    returned_on = DateField("退票日期", [InputRequired("请填写退票日期"), of_our_time])
    reason = StringField(
        "退票原因", [DataRequired("请写明退票原因"), Length(max=100, message="原因不超过100字")]
    )


class LeaveOutForm(Form):
    why = StringField(
        "移出原因",
        [DataRequired("请写明移出原因"), Length(max=100, message="原因不超过100字")],
        description="移出的各笔由股室另行编制报销，按实际发放的月份计税",
    )


class RevealForm(Form):
    reason = StringField(
        "取用理由",
        [DataRequired("请写明取用完整账号的理由"), Length(max=200, message="理由不超过200字")],
        description="理由与本次取用一并记入留痕台账",
    )


class OwnAccountForm(Form):
    number = StringField(
        "收款账号",
        [InputRequired("请填写收款账号"), Length(max=60, message="收款账号不超过60字")],
        description="本人名下的银行卡号或存折账号",
    )
    bank = StringField(
        "开户银行",
        [DataRequired("请填写开户银行"), Length(max=100, message="开户银行不超过100字")],
        description="写到支行",
    )
    holder = StringField(
        "户名",
        [DataRequired("请填写户名"), Length(max=60, message="户名不超过60字")],
        description="应与专家姓名一致，劳务报酬只发给本人",
    )

    def entries(self) -> dict[str, str]:
        """What was written, by the names that ``bank_accounts.record`` knows."""
        return {
            name: str(self[name].data)
            for name in ("number", "bank", "holder", "basis")
            if name in self
        }


class AccountForm(OwnAccountForm):
    basis = StringField(
        "登记依据",
        [DataRequired("请写明登记依据"), Length(max=100, message="依据不超过100字")],
        description="如本人签字的收款账号登记表和日期",
    )


class CalculatorQuery(Query):
    net = StringField("实发（税后，元）", description=_AMOUNT)
    before = StringField("当月已计税收入（元）", description=_AMOUNT)
