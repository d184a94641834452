"""系统内审批记录 · who approved which text, when, in which post, signed with their own key."""

import json
from datetime import UTC
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.rules.expert_draw_bytes import canonical, encode
from models.rules.signed_name import signed_name
from models.sealed import keyring
from models.tables.account import Account
from models.tables.base import Base, instant, key, line, sm3_hex, text
from models.tables.delegation import Delegation
from models.tables.signing_key import SigningKey
from models.vocabulary import Post

FORMAT = "zexian-signature/1"
_CONTEXT = "signature.document"


class Signature(Base):
    """Binds the signer to the document as it stood. ``signer``: the name, or both names, of that
    day; ``document``: what was signed, kept (sealed) so that a later change can be shown;
    ``seal``: the Ed25519 signature of ``record`` in hex. Early rows have no key and bind by the
    digest alone."""

    __tablename__ = "signature"

    id: Mapped[key]
    at: Mapped[instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    signer: Mapped[line]
    _post: Mapped[str] = mapped_column("post", String(32))
    matter: Mapped[line] = mapped_column(index=True)
    subject: Mapped[line]
    action: Mapped[line]
    label: Mapped[line]
    note: Mapped[text]
    _document: Mapped[str | None] = mapped_column("document", Text)
    document_digest: Mapped[sm3_hex]
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("signing_key.id"), index=True)
    seal: Mapped[str] = mapped_column(String(128), default="")

    account: Mapped[Account] = relationship(lazy="joined")
    delegation: Mapped[Delegation | None] = relationship(lazy="joined")
    key: Mapped[SigningKey | None] = relationship(lazy="joined")

    @property
    def post(self) -> Post | None:
        """None where somebody made it no post at all: the row is shown all the same, as altered."""
        return Post(self._post) if self._post in Post.choices() else None

    @post.setter
    def post(self, post: Post) -> None:
        self._post = post.value

    @property
    def post_label(self) -> str:
        return self.post.label if self.post else self._post

    @property
    def signed_name(self) -> str:
        """Both names, where one signed for another."""
        absent = self.delegation.principal.name if self.delegation else ""
        return self.signer or signed_name(self.account.name, absent)

    @property
    def document(self) -> dict[str, Any] | None:
        """What was signed; None in an early row, and where what was kept was altered."""
        try:
            opened = self._document and keyring().open(self._document, _CONTEXT)
        except ValueError:
            return None
        return json.loads(opened) if opened else None

    @document.setter
    def document(self, document: dict[str, Any]) -> None:
        self._document = keyring().seal(encode(document).decode(), _CONTEXT)

    @property
    def facts(self) -> dict[str, Any]:
        """All that is bound: who, in which post, for whom, when, to what, which text, what key."""
        return {
            "format": FORMAT,
            "account": self.account_id,
            "signer": self.signer,
            "post": self._post,
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
