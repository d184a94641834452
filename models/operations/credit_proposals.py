"""信用评级提示 · putting to the office whom the rating of the day makes unfit (Art. 18(9))."""

from datetime import date

from sqlalchemy import select

from models.db import db
from models.operations.dismissals import Evidence, propose
from models.queries import conduct, dismissals
from models.rules.article_18_credit import POINT, Outcome
from models.tables import Expert
from models.vocabulary import CreditRating, DismissalGround


def propose_for_ratings(today: date) -> int:
    """Of everybody on the roster who is rated D, once a year; a person decides. How many."""
    session = db.session()
    rated = {
        expert: outcome
        for expert, outcome in conduct.ratings(session).items()
        if outcome.rating is CreditRating.D
    }
    trigger, known = f"credit:{today.year}", dismissals.proposed(session)
    query = select(Expert).where(Expert.id.in_(rated)).order_by(Expert.id)
    due = [each for each in session.scalars(query) if not known.knows(each, trigger)]
    for expert in due:
        evidence = Evidence(_facts(expert, rated[expert.id]), trigger=trigger)
        propose(expert, DismissalGround.CREDIT, evidence)
    return len(due)


def _facts(expert: Expert, outcome: Outcome) -> str:
    lines = "；".join(
        f"{line.label}{line.points / POINT:g}分（{line.figure}）" for line in outcome.lines
    )
    return f"专家{expert.code}信用评级为D级，得{outcome.score / POINT:g}分：{lines}"
