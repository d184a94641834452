"""搜索 · one box for people, dispatches and units. No dispatch is found by an expert's name."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from models.queries.dispatch_tasks import within_reach
from models.queries.unannounced import is_told
from models.tables import Dispatch, Expert, Holding, Unit
from models.vocabulary import Permission, Standing


def named(words: str) -> ColumnElement[bool]:
    """Experts by name, pinyin, initials, number or certificate."""
    latin = words.lower().replace(" ", "")
    return or_(
        Expert.name.contains(words, autoescape=True),
        Expert.name_key.startswith(latin, autoescape=True),
        Expert.name_initials.startswith(latin, autoescape=True),
        Expert.code == words.upper(),
        Expert.certificate_no == words,
    )


def experts(words: str) -> Select[Expert]:
    on_record = Expert.standing != Standing.OFF_ROSTER
    return select(Expert).where(named(words), on_record).order_by(Expert.name_key, Expert.id)


def dispatches(words: str, holding: Holding) -> Select[Dispatch]:
    """Those within the holder's reach, by number or title, newest first. Of an unannounced
    inspection the title is not looked into before its hour."""
    conditions = [and_(is_told(), Dispatch.title.contains(words, autoescape=True))]
    digits = "".join(sign for sign in words if sign.isdecimal())
    if digits and len(digits) < 6:
        conditions.append(Dispatch.serial == int(digits))
    return (
        select(Dispatch)
        .where(or_(*conditions), within_reach(holding, Permission.READ_DISPATCH))
        .order_by(Dispatch.id.desc())
    )


def units(words: str) -> Select[Unit]:
    return select(Unit).where(Unit.name.contains(words, autoescape=True)).order_by(Unit.name)
