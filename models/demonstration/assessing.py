"""年度考核 · last year's is decided and was told, with one objection; this year's is under way."""

from models.demonstration.case import Steps, World
from models.demonstration.seasons import at
from models.operations import assessment_objections, assessments
from models.operations.assessments import Proposal
from models.tables import AnnualAssessment, AssessmentItem
from models.vocabulary import AssessmentGrade
from models.workflows.assessment import Action, ObjectionAction

_CHANGED = "coal"  # where one grade departs from the figures
_HARD_WORK = "连续三次参加夜间应急处置，现场处置建议被采纳，工作表现突出"
_SAID = "本人全年按时完成全部任务，培训缺课是因参加本县抢险，请重新考虑考核等次。"
_ANSWER = "经核实，缺课期间确在参加抢险，但得分不足优秀标准，建议维持原等次。"
_TO_THE_OFFICE, _TO_THE_LEADER = ("chemicals",), ("disaster", "policy")


def yearly_assessments(world: World) -> Steps:
    """The year before, once it is over; and this one, some days ago."""
    days = world.diary.days
    this_year = days[world.diary.present].year
    over = next(n for n, day in enumerate(days) if day.year == this_year)
    yield at(over + 5, 60)
    yield from _decided(world, this_year - 1, over + 5)
    yield at(world.diary.present - 6, 45)
    found = _opened(world, this_year)
    for number, key in enumerate((*_TO_THE_OFFICE, *_TO_THE_LEADER)):
        yield at(world.diary.present - 4, 60 + 20 * number)
        _proposed(world, key, found[key])
    for number, key in enumerate(_TO_THE_LEADER):
        yield at(world.diary.present - 2, 60 + 20 * number)
        assessments.take(found[key], Action.CHECK, by=world.office.others["office"])


def _opened(world: World, year: int) -> dict[str, AnnualAssessment]:
    keys = {section.id: key for key, section in world.office.sections.items()}
    made = assessments.open_year(year, by=world.office.others["office"])
    return {keys[each.section_id]: each for each in made}


def _decided(world: World, year: int, day: int) -> Steps:
    office, leader = world.office.others["office"], world.office.others["leader"]
    found = _opened(world, year)
    for number, (key, assessment) in enumerate(found.items()):
        yield at(day + 2, 30 + 20 * number)
        _proposed(world, key, assessment)
    yield at(day + 4, 60)
    for assessment in found.values():
        assessments.take(assessment, Action.CHECK, by=office)
    yield at(day + 5, 90)
    for assessment in found.values():
        assessments.take(assessment, Action.DECIDE, by=leader)
    yield at(day + 6, 60)
    for assessment in found.values():
        assessments.tell_results(assessment, f"演示通报〔{year + 1}〕1号", by=office)
    yield from _objected(world, found[_CHANGED], day + 8)


def _proposed(world: World, key: str, assessment: AnnualAssessment) -> None:
    proposals = {item.id: Proposal(item.computed) for item in assessment.items}
    if key == _CHANGED:
        best = max(_qualified(assessment), key=lambda item: item.score)
        proposals[best.id] = Proposal(AssessmentGrade.EXCELLENT, _HARD_WORK)
    clerk = world.office.clerks[key]
    assessments.propose_grades(assessment, proposals, by=clerk)
    assessments.take(assessment, Action.PROPOSE, by=clerk)


def _qualified(assessment: AnnualAssessment) -> list[AssessmentItem]:
    return [item for item in assessment.items if item.computed is AssessmentGrade.QUALIFIED]


def _objected(world: World, assessment: AnnualAssessment, day: int) -> Steps:
    """An expert would have been excellent; looked into, it stays as it was."""
    office, leader = world.office.others["office"], world.office.others["leader"]
    asking = [item for item in assessment.items if item.grade is AssessmentGrade.QUALIFIED]
    item = next(each for each in asking if each.expert.code in world.office.experts)
    yield at(day, 30)
    by = world.office.experts[item.expert.code]
    objection = assessment_objections.raise_objection(item, _SAID, by=by)
    yield at(day + 3, 30)
    assessment_objections.answer(objection, AssessmentGrade.QUALIFIED, _ANSWER, by=office)
    yield at(day + 4, 30)
    assessment_objections.take(objection, ObjectionAction.DECIDE, by=leader)
