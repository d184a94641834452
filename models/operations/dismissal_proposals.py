"""解聘提示 · putting to the office what Art. 18 has considered; a person opens the case, or not."""

from datetime import date

from models import clock
from models.db import db
from models.operations.dismissals import Evidence, propose
from models.queries import declines, dismissals
from models.queries.dismissals import Ended, Proposed
from models.queries.parameters import value_of
from models.settings import DECLINE_LIMIT
from models.tables import Assignment, Expert
from models.vocabulary import ON_ROSTER, DismissalGround


def propose_what_is_due(today: date) -> int:
    """For everybody on the roster whose declines are too many or whose appointment is over: what
    was not proposed by the same facts before. How many that were."""
    session = db.session()
    known = dismissals.proposed(session)
    often = dismissals.with_declines(session, value_of(session, DECLINE_LIMIT))
    made = sum(_propose_for_declines(expert, known, today) for expert in often)
    known = dismissals.proposed(session)
    ended = dismissals.appointments_ended(session, today)
    return made + sum(_propose_at_the_end(each, known) for each in ended)


def mind_the_limit(expert: Expert) -> None:
    """Call it when one more has come to count. Nobody is dismissed who was never appointed."""
    if expert.standing in ON_ROSTER:
        known = dismissals.proposed(db.session(), [expert])
        _propose_for_declines(expert, known, clock.today())


def _propose_for_declines(expert: Expert, known: Proposed, today: date) -> bool:
    counted = declines.considered(db.session(), expert, today)
    trigger = f"declines:{counted[-1].id}" if counted else ""
    if not counted or known.knows(expert, trigger):
        return False
    facts = f"专家{expert.code}一年内已{len(counted)}次不能接受委派：" + "；".join(
        map(_said_of, counted)
    )
    propose(expert, DismissalGround.DECLINES, Evidence(facts, trigger=trigger))
    return True


def _said_of(part: Assignment) -> str:
    kind = part.decline_kind.label if part.decline_kind else ""
    on = _day(clock.local(part.declined_at).date()) if part.declined_at else ""
    return f"{part.dispatch.number}（{on}，{kind}）"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _propose_at_the_end(each: Ended, known: Proposed) -> bool:
    """An appointment that ended, with the age where that is why it is not renewed (Art. 5(6))."""
    trigger = f"term:{each.ended_on}"
    if known.knows(each.expert, trigger):
        return False
    facts = f"专家{each.expert.code}聘期已于{_day(each.ended_on)}届满：{each.over or '没有续聘'}"
    evidence = Evidence(facts, source="专家名册所载聘期", trigger=trigger)
    propose(each.expert, DismissalGround.OTHER, evidence)
    return True
