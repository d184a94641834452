"""告知书 · a text is never changed: what is told from now on is a new version of it."""

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import briefings
from models.rules.article_17_integrity import ARTICLE, FIRST_BRIEFING
from models.tables import BriefingText, Holding
from models.vocabulary import BriefingKind, Permission

_LONGEST, _MOST_LINES = 200, 6  # characters and lines: all of it has one page
_LONGEST_REASON = 500


def found_briefings() -> None:
    """The texts with which an office begins."""
    db.session.add_all(
        BriefingText(kind=kind, article=article, text=text)
        for kind, (article, text) in FIRST_BRIEFING.items()
    )


def revise(kind: BriefingKind, text: str, *, reason: str, by: Holding) -> BriefingText:
    """A new version, read by whoever is told from now on; what was acknowledged stays as it was."""
    last = briefings.every(db.session())[kind][0]
    if no := policy.refusal(by, Permission.EDIT_BRIEFING, last):
        raise no
    _check(text, last, reason)
    revised = BriefingText(
        kind=kind, version=last.version + 1, article=last.article, text=text.strip(),
        reason=reason.strip(), by_id=by.account_id,
    )  # fmt: skip
    db.session.add(revised)
    register(
        "briefing:revise", f"修订{kind.label}", by=by, subject=revised, article=ARTICLE,
        edition=revised.version, note=reason.strip(),
    )  # fmt: skip
    return revised


def _check(text: str, last: BriefingText, reason: str) -> None:
    if not 0 < len(text.strip()) <= _LONGEST:
        raise Refusal(f"告知内容应为1至{_LONGEST}字", article=ARTICLE, field="text")
    if len(text.strip().splitlines()) > _MOST_LINES:
        raise Refusal(f"告知内容最多{_MOST_LINES}条，请合并", article=ARTICLE, field="text")
    if text.split() == last.text.split():
        raise Refusal("内容没有改动，不必另立新版", article=ARTICLE, field="text")
    if not 0 < len(reason.strip()) <= _LONGEST_REASON:
        raise Refusal(
            f"请写明修订的理由（{_LONGEST_REASON}字以内）", article=ARTICLE, field="reason"
        )
