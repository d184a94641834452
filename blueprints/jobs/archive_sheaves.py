"""入卷材料 · what each part of the filing makes, and under which name it is filed."""

import csv
import io
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import select

from blueprints import archive_papers, attachments, certificate_papers
from models import packages
from models.db import db
from models.errors import Refusal
from models.queries import archives
from models.rules.file_names import safe_file_name, safe_name
from models.tables import (
    Application,
    Certificate,
    ProposedRoster,
    RecommendationSheet,
    StoredFile,
)

APPLICATIONS, SHEETS, ROSTER = "01 申报材料", "02 推荐汇总表", "03 拟定名单、公示和聘任文件"
CERTIFICATES, TURNED_AWAY = "04 聘书", "05 未聘任人员"

Filed = tuple[str, bytes | Path]  # its way in the package, folders and name; what it holds
Sheaf = Callable[[list[int], str], Iterator[Filed]]


def lay_down(folder: Path, filed: Iterable[Filed]) -> None:
    """Write the files of one part so that they are all there or none."""
    draft = folder.with_name("draft")
    for leftover in (draft, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    for name, content in filed:
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            shutil.copyfile(content, path)
    draft.rename(folder)


def _application(ids: list[int], _root: str) -> Iterator[Filed]:
    yield from _handed_in(ids[0], APPLICATIONS)


def _turned_away(ids: list[int], _root: str) -> Iterator[Filed]:
    yield from _handed_in(ids[0], TURNED_AWAY)


def _handed_in(application_id: int, shelf: str) -> Iterator[Filed]:
    """Every edition of the form, and every original that was ever handed in with it."""
    application = db.session.get_one(Application, application_id)
    folder = f"{shelf}/{safe_name(f'{application.number} {application.name}')}"
    for name, content in archive_papers.papers_of_application(application):
        yield f"{folder}/{safe_file_name(name)}", content
    kinds = {each.file_id: each.kind.label for each in application.attachments}
    for serial, stored in enumerate(_originals(application), 1):
        label = kinds.get(stored.id, "历次提交")
        yield f"{folder}/原件{serial:02} {label} {safe_file_name(stored.name)}", _whole(stored)


def _originals(application: Application) -> list[StoredFile]:
    ids = {each.file_id for each in application.attachments}
    ids |= {file for edition in application.editions for file in edition.files}
    query = select(StoredFile).where(StoredFile.id.in_(ids)).order_by(StoredFile.id)
    return list(db.session.scalars(query))


def _whole(stored: StoredFile) -> Path:
    """Where it lies, if it is what was handed in."""
    path = attachments.folder() / stored.path
    if packages.digest_of_file(path) != stored.digest:
        raise Refusal(f"原件“{stored.name}”与上传时不一致，请从备份中恢复后再继续")
    return path


def _sheet(ids: list[int], _root: str) -> Iterator[Filed]:
    sheet = db.session.get_one(RecommendationSheet, ids[0])
    for name, content in archive_papers.papers_of_sheet(sheet):
        yield f"{SHEETS}/{safe_file_name(name)}", content


def _roster(ids: list[int], _root: str) -> Iterator[Filed]:
    proposal = db.session.get_one(ProposedRoster, ids[0])
    papers = archive_papers.papers_of_proposal(proposal)
    for serial, (name, content) in enumerate(papers, 1):
        yield f"{ROSTER}/{serial:02} {safe_file_name(name)}", content
    yield f"{ROSTER}/局长办公会 {safe_name(proposal.minutes_no)}.txt", _minutes(proposal)
    if turned_away := archives.turned_away(db.session(), proposal):
        yield f"{TURNED_AWAY}/未聘任人员名单.csv", _list_of(turned_away)


def _minutes(proposal: ProposedRoster) -> bytes:
    lines = [
        f"会议纪要编号：{proposal.minutes_no}",
        f"会议日期：{proposal.met_on}",
        f"会议情况：{proposal.minutes or '没有记录'}",
        *(
            f"{item.change.label} {item.name}：{'同意' if item.is_approved else '不同意'}"
            f"{'，' if item.decision else ''}{item.decision}"
            for item in proposal.standing_items
        ),
    ]
    return "\n".join(lines).encode()


def _list_of(turned_away: Iterable[archives.TurnedAway]) -> bytes:
    rows = [
        (each.application.number, each.application.name, each.application.employer,
         each.application.section.name if each.application.section else "",
         each.application.state.label, each.reason)
        for each in turned_away
    ]  # fmt: skip
    return as_csv(("编号", "姓名", "单位", "牵头股室", "结果", "理由"), rows)


def as_csv(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A table as spreadsheets read it, where no cell is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_plain(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _certificates(ids: list[int], root: str) -> Iterator[Filed]:
    rows = db.session.scalars(select(Certificate).where(Certificate.id.in_(ids)))
    found = sorted(rows, key=lambda each: (each.year, each.serial))
    first, last = found[0].number, found[-1].number
    name = safe_name(f"聘书 {first}" if first == last else f"聘书 {first}至{last}")
    yield f"{CERTIFICATES}/{name}.pdf", certificate_papers.content(found, root)


SHEAVES: Mapping[str, Sheaf] = {
    "application": _application,
    "sheet": _sheet,
    "proposal": _roster,
    "certificates": _certificates,
    "turned_away": _turned_away,
}
