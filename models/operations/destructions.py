"""销毁卷宗 · proposed by the personnel section after the term, approved by the leader (Art. 6(5)).

What goes is the package's file. Its row, its index, its digests and the registered act stay.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations import files
from models.operations.files import Upload
from models.operations.notices import holders_of, tell
from models.operations.register import register
from models.operations.steps import choose
from models.queries.archives import destruction_of
from models.queries.parameters import value_of
from models.rules import article_06_archive as art6
from models.settings import ARCHIVE_YEARS
from models.tables import ArchivePackage, Destruction, Event, Holding
from models.vocabulary import Permission
from models.workflows.destruction import Action, State
from models.workflows.machine import Move


@dataclass(frozen=True, slots=True)
class Remains:
    """What is taken out of a package before it goes: its index as a PDF, its list of digests."""

    index: bytes
    digests: str


def refuse_early(package: ArchivePackage) -> None:
    """Refuse before the term is over: the longer of the one it was filed for and the one in force;
    by the register's own time as well, so that setting the clock ends no term."""
    until = art6.longer(package.made_on, package.kept_until, value_of(db.session(), ARCHIVE_YEARS))
    query = select(Event.at).where(Event.at >= package.made_at).order_by(Event.number)
    passed = art6.days_witnessed([package.made_at, *db.session.scalars(query)])
    if early := art6.early(package.made_on, until, clock.today(), passed):
        raise Refusal(early, article=art6.ARTICLE)


def propose(package: ArchivePackage, reason: str, *, by: Holding) -> Destruction:
    """Put it to the leader that the package may go."""
    last = destruction_of(db.session(), package)
    if last and last.state in {State.PROPOSED, State.DESTROYED}:
        raise Refusal(f"本卷{last.state.label}，不用再提请", article=art6.ARTICLE)
    if not reason.strip():
        raise Refusal("请写明提请销毁的理由", article=art6.ARTICLE, field="reason")
    made = Destruction(
        package=package, package_id=package.id, proposer_id=by.account_id, reason=reason.strip()
    )
    if no := policy.refusal(by, Permission.KEEP_ARCHIVE, made):
        raise no
    refuse_early(package)
    db.session.add(made)
    register(
        "archive_destruction:propose", "提请销毁卷宗", by=by, subject=made, article=art6.ARTICLE,
        package=package.number, kept_until=package.kept_until.isoformat(), reason=made.reason,
    )  # fmt: skip
    for holding in holders_of(Permission.APPROVE_DESTRUCTION, made):
        tell(holding.account_id, f"待批准：{made.caption}", made.matter)
    return made


def take(
    destruction: Destruction,
    action: str,
    *,
    by: Holding,
    note: str = "",
    remains: Remains | None = None,
    folder: Path,
) -> Move[Any, Any]:
    """Approve, refuse or withdraw. ``remains``: read out of the package by whoever approves; its
    file goes once this is kept."""
    package = destruction.package
    if action == Action.APPROVE:
        refuse_early(package)
        _keep(destruction, remains, folder, by)
    move = choose(
        destruction, action, by=by, note=note, package=package.number, digest=package.file.digest
    )
    if by.account_id != destruction.proposer_id:
        text = f"{move.action.label}：{destruction.caption}"
        tell(destruction.proposer_id, text, destruction.matter)
    return move


def _keep(destruction: Destruction, remains: Remains | None, folder: Path, by: Holding) -> None:
    if remains is None:
        raise Refusal(
            "卷宗文件已损坏或者不在了，取不出卷内目录；请先从备份中恢复再办理", article=art6.ARTICLE
        )
    name = f"卷内目录 {destruction.package.number}.pdf"
    destruction.index = files.keep(Upload(name, remains.index), folder, by=by)
    destruction.digests = remains.digests
