"""An annual review in each state of its life, brought there by the operations a person would use.

The twelve experts of the small office are of industry A01, which 煤矿监管股 leads.
"""

from datetime import date

from models.db import db, unit_of_work
from models.operations import reviews
from models.operations.lead_sections import assign
from models.operations.reviews import Judgement
from models.tables import AnnualReview, Expert, ReviewItem, Section, Specialty, Unit
from models.vocabulary import DismissalGround, Post, ReviewVerdict
from models.workflows.review import Action
from tests.office import SPECIALTY, new_expert
from tests.states import holder

DUE = date(2026, 6, 30)
REMOVE = Judgement(ReviewVerdict.REMOVE, DismissalGround.INCOMPETENT, "两次评审结论与现场不符")
KEEP = Judgement(ReviewVerdict.KEEP)


def section(name: str = "煤矿监管股") -> Section:
    return db.session.scalars(db.select(Section).filter_by(name=name)).one()


def expert(serial: int) -> Expert:
    return db.session.scalars(db.select(Expert).filter_by(code=f"ZZ{serial:04}")).one()


def recommend(serial: int, name: str) -> None:
    """Let that section have recommended the expert."""
    with unit_of_work():
        expert(serial).recommended_by_id = section(name).id


def opened(due_on: date = DUE) -> AnnualReview:
    """That of the mines."""
    with unit_of_work():
        assign("A01", section(), by=holder(Post.OFFICE))
        db.session.flush()
        reviews.open_reviews(2026, due_on, by=holder(Post.OFFICE))
    return of("煤矿监管股")


def of(name: str) -> AnnualReview:
    return db.session.scalars(db.select(AnnualReview).filter_by(section_id=section(name).id)).one()


def judged(removed: int = 1) -> AnnualReview:
    """Everyone stays but the first."""
    review = opened()
    with unit_of_work():
        first = {each.id: REMOVE for each in review.items[:removed]}
        if first:
            reviews.judge(review, first, by=holder(Post.SECTION))
        reviews.keep_the_rest(review, by=holder(Post.SECTION))
    return review


def submitted(removed: int = 1) -> AnnualReview:
    return _taken(judged(removed), Action.SUBMIT, Post.SECTION)


def confirmed(removed: int = 1) -> AnnualReview:
    return _taken(submitted(removed), Action.CONFIRM, Post.SECTION_HEAD)


def accepted(removed: int = 1) -> AnnualReview:
    return _taken(confirmed(removed), Action.ACCEPT, Post.OFFICE)


def _taken(review: AnnualReview, action: Action, post: Post) -> AnnualReview:
    with unit_of_work():
        reviews.take(review, action, by=holder(post))
    return review


def enroll(count: int) -> None:
    """Fill the review of the mines up to so many experts."""
    specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
    with unit_of_work():
        review = of("煤矿监管股")
        for serial in range(len(review.items) + 1, count + 1):
            newcomer = new_expert(serial, Unit(name=f"虚构矿业{serial}公司"), specialty)
            db.session.add(newcomer)
            review.items.append(ReviewItem(expert=newcomer))
