"""审签 · an approval is bound to the very text that was approved."""

from typing import Any

from models.db import db
from models.operations.register import reference
from models.rules.article_11_draw import canonical, sm3
from models.tables import Holding, Signature


def sign(subject: Any, *, by: Holding, action: str, label: str, note: str) -> Signature:
    """Record the approval with the SM3 digest of the document as it stands now."""
    signature = Signature(
        account_id=by.account_id,
        post=by.post,
        matter=subject.matter,
        subject=reference(subject),
        action=action,
        label=label,
        note=note,
        document_digest=sm3(canonical(subject.document())).hex(),
    )
    db.session.add(signature)
    return signature
