"""劳务报酬支付清单 · the workbook by which finance pays, with whole account numbers."""

from collections.abc import Mapping

from models.rules.capital_yuan import capital_yuan, yuan
from models.spreadsheets import Value, workbook
from models.tables import BankAccount, Reimbursement, ReimbursementLine

HEADER = (
    "序号", "姓名", "开户银行", "户名", "收款账号", "派遣编号", "应发（元）", "代扣税（元）",
    "实发（元）", "支付情况",
)  # fmt: skip
_WIDTHS = (6, 10, 30, 10, 26, 22, 12, 14, 12, 26)


def payment_sheet(
    bundle: Reimbursement, accounts: Mapping[int, BankAccount], numbers: Mapping[int, str]
) -> bytes:
    """A row for each payment. Whoever hands it out has registered that
    (``payments.record_reveal``)."""
    rows = [
        _row(order, line, accounts.get(line.expert.id), numbers.get(line.expert.id, ""))
        for order, line in enumerate(bundle.lines, start=1)
    ]
    totals = f"应发{yuan(bundle.gross)}，代扣个人所得税{yuan(bundle.tax)}，实发{yuan(bundle.net)}"
    return workbook(
        "专家劳务报酬支付清单", HEADER, rows, _WIDTHS,
        above=(f"{bundle.caption}",),
        below=(f"合计：{totals}（大写：{capital_yuan(bundle.net)}）",),
    )  # fmt: skip


def _row(
    order: int, line: ReimbursementLine, account: BankAccount | None, number: str
) -> tuple[Value, ...]:
    return (
        order,
        line.expert.name,
        account.bank if account else "未登记",
        account.holder if account else "",
        number,
        line.assignment.dispatch.number,
        line.gross / 100,
        line.tax / 100,
        line.net / 100,
        f"{line.payment.paid_on}已付，凭证{line.payment.voucher}" if line.payment else "待支付",
    )
