"""审签 · an approval is bound to the very text that was approved."""

from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from models.db import db
from models.errors import Refusal
from models.operations.register import reference
from models.rules.article_11_draw import canonical, sm3
from models.tables import Account, Holding, Signature

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def confirm_identity(account: Account, password: str) -> None:
    """Refuse unless ``password`` is the account's own: whoever signs types it again."""
    try:
        HASHER.verify(account.password_hash, password)
    except VerificationError as wrong:
        raise Refusal("密码不正确，未签署；请重新输入登录密码", field="password") from wrong


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
