"""书面报告 · writing it: saved as one types, with photographs and papers, and handed in (Art. 13).

Typing is no act and leaves no trace in the register; what is brought, removed and handed in does.
"""

from collections.abc import Sequence
from pathlib import Path

from models import clock
from models.db import db
from models.errors import IllegalMove, Refusal
from models.operations import assignments
from models.operations.files import Upload, keep
from models.operations.pictures import is_picture, photograph
from models.operations.register import register
from models.operations.steps import can
from models.rules.article_13_report import headed
from models.rules.article_13_tasks import ARTICLE
from models.tables import Assignment, Holding, ReportDraft, StoredFile
from models.workflows.assignment import Action

MOST = 20  # files of one report


def draft_of(part: Assignment) -> ReportDraft:
    """What is written so far; the headings of its kind of work where nothing is yet."""
    return part.draft or ReportDraft(
        content=headed(part.dispatch.task_type), advice="", version=0, files=[]
    )


def save(part: Assignment, *, content: str, advice: str, seen: int, by: Holding) -> ReportDraft:
    """Keep what stands in the form. ``seen``: the version the person has before them; the same
    words, saved by themselves a moment ago while the photographs were on their way, are no others.
    """
    _refuse_unless_due(part, by)
    draft, content, advice = part.draft, _plain(content), _plain(advice)
    if draft is None:
        draft = ReportDraft(assignment=part, content=content, advice=advice)
        db.session.add(draft)
    elif seen != draft.version and (content, advice) != (draft.content, draft.advice):
        raise Refusal(
            f"这份报告{clock.local(draft.saved_at):%H:%M}在另一个窗口保存过，本窗口的改动没有保存；"
            "请先把刚写的内容复制下来，再刷新页面接着填",
            article=ARTICLE,
        )
    draft.content, draft.advice, draft.saved_at = content, advice, clock.now()
    db.session.flush()
    return draft


def _plain(words: str) -> str:
    """Lines end alike, whichever way a browser sent them."""
    return words.replace("\r\n", "\n")


def attach(
    draft: ReportDraft, uploads: Sequence[Upload], folder: Path, *, by: Holding
) -> list[Refusal]:
    """Keep every file that can be kept; why each of the others cannot. Photographs are decoded,
    and lose what tells where they were taken."""
    _refuse_unless_due(draft.assignment, by)
    refused: list[Refusal] = []
    for upload in uploads:
        try:
            draft.files.append(_kept(draft, upload, folder, by))
        except Refusal as refusal:
            refused.append(refusal)
    if kept := len(uploads) - len(refused):
        _register("attach", "上传书面报告附件", draft, kept, by)
    return refused


def _kept(draft: ReportDraft, upload: Upload, folder: Path, by: Holding) -> StoredFile:
    if len(draft.files) >= MOST:
        raise Refusal(
            f"一份报告最多{MOST}个附件，“{upload.name}”没有保存", article=ARTICLE, field="files"
        )
    plain = photograph(upload, article=ARTICLE) if is_picture(upload) else upload
    return keep(plain, folder, by=by)


def detach(draft: ReportDraft, file: StoredFile, *, by: Holding) -> None:
    _refuse_unless_due(draft.assignment, by)
    draft.files.remove(file)
    _register("detach", "移除书面报告附件", draft, 1, by)


def hand_in(draft: ReportDraft, *, by: Holding) -> None:
    """File what is written; its files become the report's."""
    part = draft.assignment
    assignments.report(
        part, content=draft.content, advice=draft.advice, files=list(draft.files), by=by
    )
    draft.files.clear()
    db.session.flush()
    db.session.delete(draft)


def _refuse_unless_due(part: Assignment, by: Holding) -> None:
    """Only who is to report may write, and only while it is due."""
    if not can(by, Action.REPORT, part):
        raise IllegalMove(
            f"现在是“{part.state.label}”，不能填写书面报告；请按最新状态办理", article=ARTICLE
        )


def _register(act: str, label: str, draft: ReportDraft, files: int, by: Holding) -> None:
    register(
        f"assignment:{act}", label, by=by, subject=draft.assignment, article=ARTICLE, files=files
    )
