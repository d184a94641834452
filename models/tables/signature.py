"""系统内审批记录 · who approved which text, when, in which post."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, key, line, sm3_hex, text
from models.vocabulary import Post


class Signature(Base):
    """Binds the signer to the SM3 digest of the document as it stood when it was signed."""

    __tablename__ = "signature"

    id: Mapped[key]
    at: Mapped[instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    post: Mapped[Post]
    matter: Mapped[line] = mapped_column(index=True)
    subject: Mapped[line]
    action: Mapped[line]
    label: Mapped[line]
    note: Mapped[text]
    document_digest: Mapped[sm3_hex]

    account: Mapped[Account] = relationship(lazy="joined")
