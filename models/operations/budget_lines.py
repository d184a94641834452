"""预算项目 · opened and changed by finance, each time by a document (Art. 22)."""

from collections.abc import Sequence
from pathlib import Path

from models.db import db
from models.errors import Refusal
from models.operations.budgets import hold
from models.operations.files import Upload, keep
from models.operations.register import register
from models.queries import budget
from models.rules import article_22_budget as art22
from models.tables import BudgetChange, BudgetLine, Holding, Section, StoredFile


def open_line(
    *,
    year: int,
    section: Section,
    name: str,
    document: str,
    amount: int,
    scans: Sequence[StoredFile] = (),
    by: Holding,
) -> BudgetLine:
    """A new yearly line of ``amount`` fen for ``section``."""
    name, document = name.strip(), document.strip()
    _check(amount, document)
    if budget.line_named(db.session(), year, section, name):
        raise Refusal(
            f"{section.name}{year}年已有“{name}”，请在该项目上调整预算额",
            article=art22.ARTICLE,
            field="name",
        )
    line = BudgetLine(year=year, section=section, name=name, document=document, amount=amount)
    db.session.add(line)
    db.session.flush()  # so that it knows what is free
    _note(line, 0, scans, by)
    register(
        "budget_line:open", "编列预算", by=by, subject=line, article=art22.ARTICLE,
        line=f"{section.name} {line.label}", amount=amount, document=document,
    )  # fmt: skip
    return line


def change_line(
    line: BudgetLine, *, amount: int, document: str, scans: Sequence[StoredFile], by: Holding
) -> None:
    """Set another yearly amount, by a document that is handed in with it; never below what is
    already committed."""
    document = document.strip()
    _check(amount, document)
    if not scans:
        raise Refusal("请上传依据文件的扫描件", article=art22.ARTICLE, field="files")
    hold(line)
    art22.check_amount(line, amount)
    if amount == line.amount:
        raise Refusal("预算额没有变化，不必调整", article=art22.ARTICLE, field="amount")
    before, line.amount, line.document = line.amount, amount, document
    _note(line, before, scans, by)
    register(
        "budget_line:change", "调整预算", by=by, subject=line, article=art22.ARTICLE,
        line=f"{line.section.name} {line.label}", before=before, after=amount, document=document,
        files=len(scans),
    )  # fmt: skip


def kept_scans(uploads: Sequence[Upload], folder: Path, *, by: Holding) -> list[StoredFile]:
    """The pages of the document, kept with the office's files."""
    if len(uploads) > art22.MOST_SCANS:
        raise Refusal(
            f"扫描件最多{art22.MOST_SCANS}个文件，请合并后再上传",
            article=art22.ARTICLE,
            field="files",
        )
    return [keep(upload, folder, by=by) for upload in uploads]


def _check(amount: int, document: str) -> None:
    if not document:
        raise Refusal("请填写预算的依据文件", article=art22.ARTICLE, field="document")
    if amount <= 0:
        raise Refusal("预算额应大于0", article=art22.ARTICLE, field="amount")


def _note(line: BudgetLine, before: int, scans: Sequence[StoredFile], by: Holding) -> None:
    db.session.add(
        BudgetChange(
            line=line,
            before=before,
            after=line.amount,
            free=line.free,
            document=line.document,
            by_id=by.account_id,
            scans=list(scans),
        )
    )
