"""请参加 · the word of whoever is asked to come, to a meeting or to a training."""

from models import clock
from models.errors import Refusal
from models.tables import Attendance, Invitation
from models.vocabulary import InvitationAnswer

LONGEST = 500  # characters of a reason


def take_word(
    asked: Attendance | Invitation, word: InvitationAnswer, reason: str, *, article: int
) -> None:
    """Note whether they come; who cannot says why."""
    is_absent, reason = word is InvitationAnswer.ABSENT, reason.strip()
    if is_absent and not 0 < len(reason) <= LONGEST:
        raise Refusal(f"不能参加的，请说明原因（{LONGEST}字以内）", article=article, field="reason")
    asked.answer, asked.answered_at = word, clock.now()
    asked.reason = reason if is_absent else ""
