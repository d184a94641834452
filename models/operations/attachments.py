"""申报附件 · the papers handed in with a form, by what they prove (Annex 2)."""

from collections.abc import Sequence
from pathlib import Path

from models.db import db
from models.errors import Refusal
from models.operations.applications import ARTICLE, refuse_unless_writing
from models.operations.files import Upload, keep
from models.operations.portraits import portrait
from models.operations.register import register
from models.tables import Application, Attachment, Holding
from models.vocabulary import AttachmentKind

MOST = 20  # files of one kind


def attach(
    application: Application,
    kind: AttachmentKind,
    uploads: Sequence[Upload],
    folder: Path,
    *,
    by: Holding,
) -> None:
    """Add files; a new photograph takes the place of the old one."""
    db.session.refresh(application, with_for_update={"of": Application})
    refuse_unless_writing(application, by)
    if not uploads:
        raise Refusal("请先选择文件", article=ARTICLE, field="files")
    held = [each for each in application.attachments if each.kind is kind]
    if kind is AttachmentKind.PHOTO:
        uploads = [portrait(uploads[-1])]
        for former in held:
            application.attachments.remove(former)
    elif len(held) + len(uploads) > MOST:
        raise Refusal(
            f"{kind.label}最多{MOST}个文件，请合并后再上传", article=ARTICLE, field="files"
        )
    for upload in uploads:
        application.attachments.append(Attachment(kind=kind, file=keep(upload, folder, by=by)))
    _register("attach", f"上传{kind.label}", application, len(uploads), by)


def detach(attachment: Attachment, *, by: Holding) -> None:
    """Take a file out of the form. What was handed in with an earlier edition stays readable."""
    application = attachment.application
    db.session.refresh(application, with_for_update={"of": Application})
    refuse_unless_writing(application, by)
    application.attachments.remove(attachment)
    _register("detach", f"移除{attachment.kind.label}", application, 1, by)


def _register(act: str, label: str, application: Application, files: int, by: Holding) -> None:
    register(f"application:{act}", label, by=by, subject=application, article=ARTICLE, files=files)
