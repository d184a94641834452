"""突击检查（四不两直） · telling where it goes when the hour has come, and who knew before."""

from datetime import date

from sqlalchemy import select

from models import clock
from models.db import db
from models.operations.notices import tell
from models.operations.register import reference, register
from models.queries import unannounced
from models.rules.article_11_unannounced import ARTICLE
from models.tables import Dispatch, Holding
from models.vocabulary import Post


def tell_what_is_due(today: date) -> int:
    """Tell of every unannounced inspection whose hour has come, however late that is noticed; how
    many there were. ``today`` is asked of every daily duty."""
    due = unannounced.due(db.session())
    for dispatch in due:
        reveal(dispatch)
    return len(due)


def reveal(dispatch: Dispatch) -> None:
    """Tell whoever goes along, and the unit itself where it has an account. Told once."""
    db.session.refresh(
        dispatch, with_for_update={"of": Dispatch}
    )  # another page may be telling it now
    if not unannounced.is_due(dispatch):
        return
    dispatch.revealed_at = clock.now()
    for part in dispatch.seated:
        text = f"检查对象已告知，请打开任务查看：{dispatch.number}"
        tell(part.expert.account_id, text, reference(part))
    for clerk in _clerks_of_targets(dispatch):
        text = f"检查组即将到您单位开展检查，请予配合：{dispatch.number}"
        tell(clerk.account_id, text, reference(clerk.unit), number=dispatch.number)
    register("dispatch:reveal", "到时告知检查对象", by=None, subject=dispatch, article=ARTICLE)


def _clerks_of_targets(dispatch: Dispatch) -> list[Holding]:
    units = [unit.id for unit in dispatch.targets]
    held = select(Holding).where(Holding.post == Post.UNIT, Holding.unit_id.in_(units))
    return list(db.session.scalars(held))


def note_reader(dispatch: Dispatch, *, by: Holding) -> None:
    """Register that somebody other than who wrote it has read it before the hour; once a person."""
    if by.account_id != dispatch.handler_id and not unannounced.has_opened(
        db.session(), dispatch, by
    ):
        register(
            unannounced.OPENED, "查阅尚未告知的检查对象", by=by, subject=dispatch, article=ARTICLE
        )
