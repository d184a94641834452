"""系统内审批记录 · who approved which text, when, in which post, signed with their own key."""

from datetime import UTC
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.rules.expert_draw_bytes import canonical
from models.rules.signed_name import signed_name
from models.sealed import SealedEntries
from models.tables.account import Account
from models.tables.base import Base, instant, key, line, sm3_hex, text
from models.tables.delegation import Delegation
from models.tables.signing_key import SigningKey
from models.vocabulary import Post

FORMAT = "zexian-signature/1"


class Signature(Base):
    """Binds the signer to the document as it stood. ``signer``: the name, or both names, of that
    day; ``document``: what was signed, kept so that a later change can be shown; ``seal``: the
    Ed25519 signature of ``record`` in hex. Early rows have no key and bind by the digest alone."""

    __tablename__ = "signature"

    id: Mapped[key]
    at: Mapped[instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    signer: Mapped[line]
    post: Mapped[Post]
    matter: Mapped[line] = mapped_column(index=True)
    subject: Mapped[line]
    action: Mapped[line]
    label: Mapped[line]
    note: Mapped[text]
    document: Mapped[dict[str, Any] | None] = mapped_column(SealedEntries("signature.document"))
    document_digest: Mapped[sm3_hex]
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("signing_key.id"), index=True)
    seal: Mapped[str] = mapped_column(String(128), default="")

    account: Mapped[Account] = relationship(lazy="joined")
    delegation: Mapped[Delegation | None] = relationship(lazy="joined")
    key: Mapped[SigningKey | None] = relationship(lazy="joined")

    @property
    def signed_name(self) -> str:
        """Both names, where one signed for another."""
        absent = self.delegation.principal.name if self.delegation else ""
        return self.signer or signed_name(self.account.name, absent)

    @property
    def facts(self) -> dict[str, Any]:
        """All that is bound: who, in which post, for whom, when, to what, which text, what key."""
        return {
            "format": FORMAT,
            "account": self.account_id,
            "signer": self.signer,
            "post": self.post.value,
            "delegation": self.delegation_id or 0,
            "at": self.at.astimezone(UTC).isoformat(),
            "matter": self.matter,
            "subject": self.subject,
            "action": self.action,
            "label": self.label,
            "note": self.note,
            "document": self.document_digest,
            "key": self.key.fingerprint if self.key else "",
        }

    @property
    def record(self) -> bytes:
        """The very bytes that were signed."""
        return canonical(self.facts)
