"""归档 · asking for a roster's papers to be filed; filing, proving and fetching a package."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from models import clock, packages, policy
from models.chain import head_of
from models.db import db
from models.errors import Refusal
from models.operations import jobs
from models.operations.notices import tell_post
from models.operations.register import register
from models.operations.steps import advance
from models.queries import archives
from models.queries.parameters import value_of
from models.rules import article_06_archive as art6
from models.settings import ARCHIVE_YEARS
from models.tables import ArchivePackage, Holding, Job, ProposedRoster, StoredFile
from models.vocabulary import Permission, Post
from models.workflows.proposal import Action


@dataclass(frozen=True, slots=True)
class Cover:
    """卷宗封面 · what a package is known by, settled before it is packed."""

    number: str
    made_on: date
    kept_until: date


def ask(proposal: ProposedRoster, *, root: str, by: Holding) -> Job:
    """Have everything from the application to the certificate filed, part by part. ``root``: the
    address of the office, for what is printed on certificates."""
    proposal.workflow.move(proposal.state, Action.ARCHIVE)
    if no := policy.refusal(by, Permission.KEEP_ARCHIVE, proposal):
        raise no
    if archives.job_under_way(db.session(), proposal.matter):
        raise Refusal("已经提出归档，正在整理，请在“后台任务”中查看", article=art6.ARTICLE)
    sheaves = archives.sheaves(db.session(), proposal)
    return jobs.ask(
        archives.ARCHIVE,
        title=f"归档：{proposal.title}",
        matter=proposal.matter,
        given={"proposal": proposal.id, "sheaves": sheaves, "root": root},
        total=len(sheaves),
        by=by,
    )


def next_cover() -> Cover:
    """What the next package is to be known by."""
    today = clock.today()
    numbered = ArchivePackage.number.startswith(art6.prefix(today.year))
    filed = db.session.scalar(select(func.count()).where(numbered)) or 0
    years = value_of(db.session(), ARCHIVE_YEARS)
    return Cover(art6.number(today.year, filed + 1), today, art6.kept_until(today, years))


def keep(
    proposal: ProposedRoster, cover: Cover, file: StoredFile, *, papers: int, by: Holding
) -> ArchivePackage:
    """File the package, and with it the roster."""
    head_of(db.session())  # the register's lock keeps the series without gaps
    if next_cover() != cover:
        raise Refusal(f"卷号{cover.number}刚被另一卷用去，请点“继续”重新装订")
    package = ArchivePackage(
        number=cover.number,
        matter=proposal.matter,
        title=proposal.title,
        made_on=cover.made_on,
        kept_until=cover.kept_until,
        keeper_id=by.account_id,
        pages=papers,
        file=file,
    )
    db.session.add(package)
    advance(
        proposal, Action.ARCHIVE, by=by, package=cover.number, papers=papers, digest=file.digest,
        kept_until=cover.kept_until.isoformat(),
    )  # fmt: skip
    return package


def faults_of(package: ArchivePackage, folder: Path) -> list[str]:
    """A sentence for each file of the package that is not as it was filed."""
    path = folder / package.file.path
    if not path.exists():
        return ["卷宗文件不在了，请从备份中恢复"]
    found = packages.faults(path)
    if not found and packages.digest_of_file(path) != package.file.digest:
        return ["卷宗文件整体与归档时不一致，连同其中的摘要清单一起被改过"]
    return found


def record_proof(package: ArchivePackage, faults: list[str], *, by: Holding) -> None:
    """That the package was held against its digests, and what came out."""
    register(
        "archive:verify", "核验卷宗", by=by, subject=package, article=art6.ARTICLE,
        package=package.number, faults=len(faults), reason="；".join(faults[:3]),
    )  # fmt: skip


def record_proof_of_all(count: int, found: list[tuple[ArchivePackage, str]]) -> None:
    """That every package was proved, as it is each month. Whoever keeps the archive is told of what
    is not as it was filed."""
    sentences = [f"{package.number}：{fault}" for package, fault in found]
    register(
        "archive:prove", "核验全部卷宗", by=None, article=art6.ARTICLE, total=count,
        faults=len(found), reason="；".join(sentences)[:500],
    )  # fmt: skip
    for package in {package.id: package for package, _ in found}.values():
        tell_post(Post.HR, package, f"卷宗{package.number}与归档时不一致，请从备份中恢复")


def record_fetching(package: ArchivePackage, *, by: Holding) -> None:
    """A package holds whole ID numbers: who fetches it is registered."""
    register(
        "archive:fetch", "调取卷宗", by=by, subject=package, article=art6.ARTICLE,
        package=package.number,
    )  # fmt: skip
