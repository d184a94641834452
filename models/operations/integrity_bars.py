"""举报回避 · who has nothing to do with a report: whom it names, and who says so themselves.

Looked into when something comes in, when somebody begins to deal with reports, and again whenever
one is opened.
"""

from models import policy
from models.db import db
from models.operations.notices import tell
from models.operations.register import register, untraced
from models.operations.unnamed import check_text
from models.queries import integrity
from models.rules.article_17_reporting import ARTICLE, names
from models.tables import Account, Holding, IntegrityBar, IntegrityReport
from models.vocabulary import Permission, Post
from models.workflows.integrity import OPEN

_NAMED = "举报涉及本人"


def concerns(report: IntegrityReport, account: Account) -> bool:
    """Whether the person's name stands in it, or they are the expert whom it accuses."""
    texts = [str(text) for text in report.content.values()]
    texts += [message.text for message in report.messages]
    is_accused = report.expert is not None and report.expert.account_id == account.id
    return is_accused or names(texts, account.name)


def screen(report: IntegrityReport) -> None:
    """Bar whoever deals with reports and is concerned by this one. By nobody: who brought it about
    may be its maker."""
    for holding in integrity.supervisors(db.session()):
        _bar_if_concerned(report, holding.account)
    refer_up_if_nobody_is_left(report)


def screen_newcomer(account: Account) -> None:
    """Bar somebody who begins to deal with reports from those that concern them."""
    for report in integrity.open_ones(db.session()):
        _bar_if_concerned(report, account)


def declare(report: IntegrityReport, reason: str, *, by: Holding) -> None:
    """一名监督人员自行回避: from then on the report does not exist for them."""
    if no := policy.refusal(by, Permission.HANDLE_INTEGRITY, report):
        raise no
    check_text(reason, "请写明回避的理由", article=ARTICLE, field="reason")
    report.bars.append(IntegrityBar.on(by.account_id, reason.strip()))
    register(
        "integrity_report:recuse", "自行回避", by=by, subject=report, article=ARTICLE,
        number=report.number,
    )  # fmt: skip
    refer_up_if_nobody_is_left(report)


def refer_up_if_nobody_is_left(report: IntegrityReport) -> None:
    """Tell the leader, by its number only, that somebody else must be found."""
    if report.state not in OPEN or anybody_left(report, integrity.supervisors(db.session())):
        return
    text = f"{report.caption}：监督人员均须回避，请另行确定监督人员办理"
    for leader in db.session.query(Holding).filter_by(post=Post.LEADER).order_by(Holding.id):
        tell(leader.account_id, text, report.matter, number=report.number)


def anybody_left(report: IntegrityReport, supervisors: list[Holding]) -> bool:
    return any(holding.account_id not in report.barred_ids for holding in supervisors)


def _bar_if_concerned(report: IntegrityReport, account: Account) -> None:
    if account.id in report.barred_ids or not concerns(report, account):
        return
    report.bars.append(IntegrityBar.on(account.id, _NAMED))
    with untraced():
        register(
            "integrity_report:bar", "有监督人员须回避", by=None, subject=report, article=ARTICLE,
            number=report.number,
        )  # fmt: skip
