"""请参加 · what is noted of an expert who is asked to come, to a meeting or to a training."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import text
from models.tables.expert import OfExpert
from models.vocabulary import InvitationAnswer


class AskedToCome(OfExpert):
    """``reason``: why they cannot come or did not, or why they were asked on the spot;
    ``attended`` is None until attendance is taken."""

    on_the_spot: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[InvitationAnswer | None]
    answered_at: Mapped[datetime | None]
    reason: Mapped[text]
    attended: Mapped[bool | None]
