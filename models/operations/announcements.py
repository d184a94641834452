"""公告 · writing one, publishing it, withdrawing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.files import Upload, keep
from models.operations.register import register
from models.operations.steps import advance
from models.tables import Announcement, Holding
from models.vocabulary import AnnouncementKind
from models.workflows.announcement import State
from models.workflows.machine import Move

ARTICLE = 6
MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Words:
    """What an announcement says; a paragraph a line."""

    kind: AnnouncementKind
    title: str
    body: str


def draft(words: Words, *, by: Holding) -> Announcement:
    """A new draft, which only the office sees."""
    announcement = Announcement(drafter_id=by.account_id)
    _write(announcement, words)
    db.session.add(announcement)
    _register("draft", "起草公告", announcement, by)
    return announcement


def redraft(announcement: Announcement, words: Words, *, by: Holding) -> None:
    """Change a draft. What was published stands as it was: it is withdrawn, and written anew."""
    _check_draft(announcement)
    _write(announcement, words)
    _register("redraft", "修改公告", announcement, by)


def attach(
    announcement: Announcement, uploads: Sequence[Upload], *, folder: Path, by: Holding
) -> None:
    """Add files to a draft, for everyone to take once it is published."""
    _check_draft(announcement)
    if not uploads:
        raise Refusal("请选择要上传的文件", article=ARTICLE, field="files")
    if len(announcement.files) + len(uploads) > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请先移除", article=ARTICLE, field="files")
    for upload in uploads:
        announcement.files.append(keep(upload, folder, by=by))
    _register("attach", "上传附件", announcement, by, files=len(uploads))


def detach(announcement: Announcement, file_id: int, *, folder: Path, by: Holding) -> None:
    """Take a file off a draft; nobody has seen it yet, so nothing of it is kept."""
    _check_draft(announcement)
    stored = next((file for file in announcement.files if file.id == file_id), None)
    if stored is None:
        raise Refusal("这个附件已经移除，请按最新状态办理", article=ARTICLE)
    announcement.files.remove(stored)
    _register("detach", "移除附件", announcement, by, name=stored.name)
    db.session.flush()
    (folder / stored.path).unlink(missing_ok=True)


def take(announcement: Announcement, action: str, *, by: Holding, note: str) -> Move[Any, Any]:
    """Publish, withdraw or discard."""
    move = advance(announcement, action, by=by, note=note, title=announcement.title)
    if move.target is State.PUBLISHED:
        announcement.published_at = clock.now()
    if move.target is State.WITHDRAWN:
        announcement.withdrawn_at, announcement.withdrawal = clock.now(), note.strip()
    return move


def _check_draft(announcement: Announcement) -> None:
    if announcement.state is not State.DRAFT:
        raise Refusal("已发布的公告不能修改，请撤回后另行起草", article=ARTICLE)


def _write(announcement: Announcement, words: Words) -> None:
    title, body = words.title.strip(), words.body.strip()
    if not title:
        raise Refusal("请填写标题", article=ARTICLE, field="title")
    if not body:
        raise Refusal("请填写正文", article=ARTICLE, field="body")
    announcement.kind, announcement.title, announcement.body = words.kind, title, body


def _register(act: str, label: str, announcement: Announcement, by: Holding, **facts: Any) -> None:
    register(
        f"announcement:{act}", label, by=by, subject=announcement, article=ARTICLE,
        title=announcement.title, **facts,
    )  # fmt: skip
