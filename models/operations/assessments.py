"""年度考核 · reckoning a year from what is on record, proposing, deciding, telling (Art. 14)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from models import clock, policy
from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations.dismissals import Evidence, propose
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.steps import advance, choose
from models.queries import assessments, conduct, dismissals
from models.queries.calendar import confirmed
from models.queries.parameters import in_force, value_of
from models.rules.article_13_tasks import report_due
from models.rules.article_18_credit import (
    ASSESSMENT_ARTICLE,
    Formula,
    Outcome,
    Suggested,
    rate,
    suggest,
)
from models.settings import ASSESSMENT_OBJECTION_DAYS, DECLINE_LIMIT
from models.tables import AnnualAssessment, AssessmentItem, Holding, Section
from models.vocabulary import (
    ON_ROSTER,
    AssessmentGrade,
    CreditRating,
    DismissalGround,
    Permission,
)
from models.workflows.assessment import Action, State

_LONGEST = 300  # characters of a reason
_OF_OTHERS_ONLY = frozenset({Action.CHECK, Action.DECIDE})


@dataclass(frozen=True, slots=True)
class Proposal:
    """``reason``: asked for where the grade is not the one the figures give."""

    grade: AssessmentGrade
    reason: str = ""


def open_year(year: int, *, by: Holding) -> list[AnnualAssessment]:
    """Reckon the year of everyone who stands in none of its assessments yet, section by section,
    and tell the sections. Called again, it takes in whoever was left out."""
    _check_year(year)
    left = assessments.unassessed(db.session(), year)
    by_section: dict[int, list[int]] = {}
    for expert, section in left.items():
        if section is not None:
            by_section.setdefault(section, []).append(expert)
    _check_left(year, left, by_section)
    there = {each.section_id: each for each in assessments.of_year(db.session(), year)}
    touched = []
    for section, experts in sorted(by_section.items()):
        assessment = there.get(section) or _new(year, section)
        _refuse_settled(assessment)
        _take_in(assessment, experts)
        register(
            "annual_assessment:open", "测算年度考核", by=by, subject=assessment,
            article=ASSESSMENT_ARTICLE, year=year, persons=len(experts),
        )  # fmt: skip
        tell_next(assessment, besides=by.account_id)
        touched.append(assessment)
    return touched


def _check_year(year: int) -> None:
    today = clock.today()
    if year not in {today.year, today.year - 1}:
        raise Refusal(
            f"只能考核{today.year - 1}年度或者{today.year}年度，请重新选择",
            article=ASSESSMENT_ARTICLE, field="year",
        )  # fmt: skip


def _check_left(
    year: int, left: Mapping[int, int | None], by_section: Mapping[int, list[int]]
) -> None:
    if not left:
        raise Refusal(
            f"{year}年度的考核对象都已测算，不必重复", article=ASSESSMENT_ARTICLE, field="year"
        )
    if not by_section:
        raise Refusal(
            f"有{len(left)}名专家没有对应的股室，请先在“专业划分”中确定牵头股室",
            article=ASSESSMENT_ARTICLE, field="year",
        )  # fmt: skip


def _new(year: int, section: int) -> AnnualAssessment:
    made = AnnualAssessment(
        year=year,
        section=db.session.get_one(Section, section),
        section_id=section,
        until=_until(year),
        formula=asdict(conduct.formula(in_force(db.session()))),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _until(year: int) -> date:
    return min(date(year, 12, 31), clock.today())


def _refuse_settled(assessment: AnnualAssessment) -> None:
    if assessment.state is not State.RECKONED:
        raise Refusal(
            f"{assessment.caption}现在是“{assessment.state.label}”，不能再改；"
            "需要改的，请专家办或者领导小组先退回",
            article=ASSESSMENT_ARTICLE,
        )


def _take_in(assessment: AnnualAssessment, experts: list[int]) -> None:
    for expert, (outcome, suggested) in _figures(assessment, experts).items():
        item = AssessmentItem(expert_id=expert)
        _write(item, outcome, suggested)
        assessment.items.append(item)


def _figures(
    assessment: AnnualAssessment, experts: list[int]
) -> dict[int, tuple[Outcome, Suggested]]:
    """By expert, from the facts of its year and the weights it is reckoned by."""
    weights = Formula(**assessment.formula)
    limit = value_of(db.session(), DECLINE_LIMIT)
    first = date(assessment.year, 1, 1)
    known = conduct.facts_between(db.session(), first, assessment.until, experts)
    outcomes = {expert: rate(known[expert], weights) for expert in experts}
    return {
        expert: (outcome, suggest(outcome, weights, limit)) for expert, outcome in outcomes.items()
    }


def _write(item: AssessmentItem, outcome: Outcome, suggested: Suggested) -> bool:
    """Whether the figures give another grade than before; then nothing is proposed any more."""
    is_changed = item.computed is not suggested.grade
    if is_changed:
        item.proposed, item.reason, item.proposer_id = None, "", None
    item.facts = [fact.as_json() for fact in outcome.facts]
    item.lines = [asdict(line) for line in outcome.lines]
    item.score, item.rating = outcome.score, outcome.rating
    item.computed, item.why = suggested.grade, suggested.why
    return is_changed


def reckon_again(assessment: AnnualAssessment, *, by: Holding) -> int:
    """By what is on record now and the weights now in force. A proposal stands where the figures
    still give the same grade."""
    _refuse_settled(assessment)
    assessment.until = _until(assessment.year)
    assessment.formula = asdict(conduct.formula(in_force(db.session())))
    figures = _figures(assessment, [item.expert_id for item in assessment.items])
    changed = sum(_write(item, *figures[item.expert_id]) for item in assessment.items)
    register(
        "annual_assessment:reckon", "重新测算", by=by, subject=assessment,
        article=ASSESSMENT_ARTICLE, persons=len(assessment.items), changed=changed,
    )  # fmt: skip
    return changed


def propose_grades(
    assessment: AnnualAssessment, proposals: Mapping[int, Proposal], *, by: Holding
) -> None:
    """Propose these grades, by the ids of its items."""
    _refuse_settled(assessment)
    if no := policy.refusal(by, Permission.PROPOSE_ASSESSMENT, assessment):
        raise no
    made = [(item, proposals[item.id]) for item in assessment.items if item.id in proposals]
    for item, proposal in made:
        _check(item, proposal, by)
        item.proposed, item.proposer_id = proposal.grade, by.account_id
        item.reason = proposal.reason.strip()
    register(
        "annual_assessment:suggest", "提出考核等次", by=by, subject=assessment,
        article=ASSESSMENT_ARTICLE, persons=len(made),
        changed=[f"{item.expert.code}{proposal.grade.label}" for item, proposal in made
                 if proposal.grade is not item.computed],
    )  # fmt: skip


def _check(item: AssessmentItem, proposal: Proposal, by: Holding) -> None:
    field = f"reason_{item.id}"
    if no := policy.refusal(by, Permission.PROPOSE_ASSESSMENT, item):
        raise no
    if len(proposal.reason.strip()) > _LONGEST:
        raise Refusal(f"理由不超过{_LONGEST}字", article=ASSESSMENT_ARTICLE, field=field)
    if proposal.grade is not item.computed and not proposal.reason.strip():
        raise Refusal(
            f"{item.expert.name}测算为{item.computed.label}，提出{proposal.grade.label}的，请写明理由",
            article=ASSESSMENT_ARTICLE, field=field,
        )  # fmt: skip


def take(assessment: AnnualAssessment, action: str, *, by: Holding, note: str = "") -> None:
    """Take a step that the page offers, and tell whoever comes next. Nobody checks or decides their
    own grade among the others'."""
    if action in _OF_OTHERS_ONLY:
        _refuse_ones_own(assessment, by)
    counts = [f"{each.label}{assessment.counted(each)}人" for each in AssessmentGrade]
    move = choose(assessment, action, by=by, note=note, items=counts)
    if move.action is Action.PROPOSE:
        assessment.handler_id = by.account_id
    tell_next(assessment, besides=by.account_id)


def _refuse_ones_own(assessment: AnnualAssessment, by: Holding) -> None:
    if any(item.owner_account_id in by.persons for item in assessment.items):
        raise NotPermitted(
            "考核名单中有您本人，不能由您自己审核、审定，请由其他有权人员办理",
            article=ASSESSMENT_ARTICLE,
        )


def tell_results(assessment: AnnualAssessment, document_no: str, *, by: Holding) -> None:
    """Tell each expert the result and until when it can be objected to; the office, who is rated so
    that a dismissal has to be considered (Art. 18(9))."""
    if not document_no.strip():
        raise Refusal("请填写考核结果的通报文号", article=ASSESSMENT_ARTICLE, field="document_no")
    advance(assessment, Action.TELL, by=by, document=document_no.strip())
    days = value_of(db.session(), ASSESSMENT_OBJECTION_DAYS)
    assessment.document_no = document_no.strip()
    assessment.objections_until = report_due(clock.today(), days, confirmed(db.session()))
    for item in assessment.items:
        text = f"{assessment.year}年度考核结果已审定，请查看；有异议的，请在异议期内提出"
        tell(item.owner_account_id, text, f"assessment_item:{item.id}")
    _propose_dismissals(assessment)


def _propose_dismissals(assessment: AnnualAssessment) -> None:
    """Of whoever is rated D and still on the roster; a person decides (Art. 18(9))."""
    rated = [
        item
        for item in assessment.items
        if item.rating is CreditRating.D and item.expert.standing in ON_ROSTER
    ]
    known = dismissals.proposed(db.session(), [item.expert for item in rated])
    trigger = f"assessment:{assessment.year}"
    for item in rated:
        if not known.knows(item.expert, trigger):
            facts = f"专家{item.expert.code}{assessment.year}年度信用评级为D级：{item.why}"
            evidence = Evidence(facts, source=assessment.document_no, trigger=trigger)
            propose(item.expert, DismissalGround.CREDIT, evidence)
