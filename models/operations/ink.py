"""签字件归存 · the form that was signed in ink comes back, as a scan, to what it was printed of."""

from pathlib import Path
from typing import Any

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations.files import SHOWN_INLINE, Upload, keep
from models.operations.register import reference, register
from models.rules.expert_draw_bytes import sm3
from models.tables import Holding, InkCopy
from models.vocabulary import Permission

SEALED_AS = "ink_copy"  # a form may say numbers of persons


def file_ink(
    subject: Any, uploads: list[Upload], folder: Path, *, by: Holding, note: str = ""
) -> InkCopy:
    """Keep the scan, and its digest in the register: whoever holds the paper can show that this
    is what was filed."""
    if no := policy.refusal(by, Permission.FILE_INK, subject):
        raise no
    if len(uploads) != 1:
        raise Refusal("请选择签字件的扫描件，一次一份；多页的请扫描为一个PDF", field="files")
    [scan] = uploads
    stored = keep(scan, folder, by=by, sealed_as=SEALED_AS)
    if stored.media_type not in SHOWN_INLINE:
        raise Refusal("签字件请上传PDF或者JPG、PNG图片", field="files")
    copy = InkCopy(
        subject=reference(subject), file=stored, account_id=by.account_id, note=note.strip()
    )
    db.session.add(copy)
    register(
        "signature:file_ink", "归存签字件", by=by, subject=subject, article=11,
        name=stored.name, digest=sm3(scan.data).hex(), note=note.strip(),
    )  # fmt: skip
    return copy
