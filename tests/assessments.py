"""A yearly assessment in each state of its life, brought there as a person would.

The experts of the small office are of industry A01, which 煤矿监管股 leads; what is on record of
them was made by ``tests.states``.
"""

from models.db import db, unit_of_work
from models.operations import assessment_objections, assessments, assignments
from models.operations.assessments import Proposal
from models.operations.lead_sections import assign
from models.tables import (
    AnnualAssessment,
    AssessmentItem,
    AssessmentObjection,
    Assignment,
    Expert,
    Section,
    Specialty,
    Unit,
)
from models.vocabulary import AssessmentGrade, DeclineKind, Post
from models.workflows.assessment import Action
from tests import states
from tests.office import SPECIALTY, new_expert
from tests.states import acting_for, held_by, holder

YEAR = 2026
DOCUMENT = "泽应急发〔2026〕3号"
SAID = "书面报告因停电晚交一小时，请重新考虑考核等次。"


def mines() -> Section:
    return db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()


def declined(times: int = 1, kind: DeclineKind = DeclineKind.BUSY) -> Assignment:
    """Somebody declines a task, so many times the same person."""
    part = states.issued(seats=1).seated[0]
    with unit_of_work():
        assignments.decline(part, kind, note="当日有值班任务", by=acting_for(part))
    return part


def reckoned() -> AnnualAssessment:
    """已测算，待股室提出: of everyone, led by the mines."""
    with unit_of_work():
        assign("A01", mines(), by=holder(Post.OFFICE))
        db.session.flush()
        [made] = assessments.open_year(YEAR, by=holder(Post.OFFICE))
    return made


def suggested(changed: int = 0) -> AnnualAssessment:
    """Grades as the figures give them; for so many, unqualified with a reason."""
    made = reckoned()
    proposals = {item.id: Proposal(item.computed) for item in made.items}
    for item in made.items[:changed]:
        proposals[item.id] = Proposal(AssessmentGrade.UNQUALIFIED, "两次会商无故缺席，会议有记录")
    with unit_of_work():
        assessments.propose_grades(made, proposals, by=holder(Post.SECTION))
    return made


def proposed(changed: int = 0) -> AnnualAssessment:
    return _taken(suggested(changed), Action.PROPOSE, Post.SECTION)


def checked(changed: int = 0) -> AnnualAssessment:
    return _taken(proposed(changed), Action.CHECK, Post.OFFICE)


def decided(changed: int = 0) -> AnnualAssessment:
    return _taken(checked(changed), Action.DECIDE, Post.LEADER)


def told(changed: int = 0) -> AnnualAssessment:
    made = decided(changed)
    with unit_of_work():
        assessments.tell_results(made, DOCUMENT, by=holder(Post.OFFICE))
    return made


def item_of(made: AnnualAssessment, login: str = "expert") -> AssessmentItem:
    account = held_by(login).account_id
    return next(each for each in made.items if each.expert.account_id == account)


def objected(made: AnnualAssessment | None = None) -> AssessmentObjection:
    item = item_of(made or told(changed=1))
    with unit_of_work():
        return assessment_objections.raise_objection(item, SAID, by=held_by("expert"))


def answered(grade: AssessmentGrade = AssessmentGrade.QUALIFIED) -> AssessmentObjection:
    objection = objected()
    with unit_of_work():
        assessment_objections.answer(
            objection, grade, "经核实会议记录有误，予以更正。", by=holder(Post.OFFICE)
        )
    return objection


def _taken(made: AnnualAssessment, action: Action, post: Post) -> AnnualAssessment:
    with unit_of_work():
        assessments.take(made, action, by=holder(post))
    return made


def expert(serial: int = 1) -> Expert:
    return db.session.scalars(db.select(Expert).filter_by(code=f"ZZ{serial:04}")).one()


def enroll(found: AnnualAssessment, count: int) -> None:
    """Fill it up to so many experts, each a copy of the first one's year."""
    specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
    with unit_of_work():
        first = found.items[0]
        kept = {"facts": first.facts, "lines": first.lines, "score": first.score,
                "rating": first.rating, "computed": first.computed}  # fmt: skip
        for serial in range(len(found.items) + 1, count + 1):
            newcomer = new_expert(serial, Unit(name=f"虚构矿业{serial}公司"), specialty)
            found.items.append(AssessmentItem(expert=newcomer, **kept))
