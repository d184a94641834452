"""审签 · an approval is bound to the very text that was approved, by the signer's own key."""

from typing import Any

from models import clock, pens
from models.db import db
from models.errors import Refusal
from models.operations.register import reference
from models.operations.signing_keys import key_of
from models.rules.expert_draw_bytes import canonical, sm3
from models.tables import Holding, Signature


def sign(subject: Any, *, by: Holding, action: str, label: str, note: str) -> Signature:
    """Sign the document as it stands now with the pen in the signer's hand. Refused where it was
    not unlocked: nobody can sign in another's place, and no program either."""
    key = key_of(by.account)
    pen = pens.in_hand(key.public) if key else None
    if pen is None:
        raise Refusal(
            "签名密钥没有解锁，未签署；请重新输入登录密码后再签", article=11, field="password"
        )
    document = subject.document()
    signature = Signature(
        at=clock.now(),
        account_id=by.account_id,
        signer=by.signed_name,
        post=by.post,
        matter=subject.matter,
        subject=reference(subject),
        action=action,
        label=label,
        note=note,
        delegation_id=by.delegation.id if by.delegation else None,
        document=document,
        document_digest=sm3(canonical(document)).hex(),
        key=key,
    )
    signature.seal = pen.sign(signature.record)
    db.session.add(signature)
    return signature
