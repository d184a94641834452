"""培训资料 · the material of a session, for whoever was asked to come."""

from collections.abc import Sequence
from pathlib import Path

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations.files import Upload, keep
from models.operations.register import register
from models.rules.article_16_training import ARTICLE
from models.tables import Holding, TrainingSession
from models.vocabulary import Permission
from models.workflows.training import State

MOST_FILES = 10


def attach(
    session: TrainingSession, uploads: Sequence[Upload], *, folder: Path, by: Holding
) -> None:
    _check_open(session, by)
    if not uploads:
        raise Refusal("请选择要上传的文件", article=ARTICLE, field="files")
    if len(session.files) + len(uploads) > MOST_FILES:
        raise Refusal(f"培训资料最多{MOST_FILES}个，请先移除", article=ARTICLE, field="files")
    for upload in uploads:
        session.files.append(keep(upload, folder, by=by))
    register(
        "training_session:attach", "上传培训资料", by=by, subject=session, article=ARTICLE,
        files=len(uploads),
    )  # fmt: skip


def detach(session: TrainingSession, file_id: int, *, by: Holding) -> None:
    """Take it from the list. Somebody may have read it, so the file itself is kept."""
    _check_open(session, by)
    stored = next((file for file in session.files if file.id == file_id), None)
    if stored is None:
        raise Refusal("这个文件已经移除，请按最新状态办理", article=ARTICLE)
    session.files.remove(stored)
    db.session.flush()
    register(
        "training_session:detach", "移除培训资料", by=by, subject=session, article=ARTICLE,
        title=stored.name,
    )  # fmt: skip


def _check_open(session: TrainingSession, by: Holding) -> None:
    if no := policy.refusal(by, Permission.RUN_TRAINING, session):
        raise no
    if session.state in {State.CLOSED, State.CANCELLED}:
        raise Refusal("培训已经归档或者取消，资料不能改变", article=ARTICLE)
