"""反馈与回访 · after a file is closed the unit answers, or hr telephones; or nobody does."""

from models import clock
from models.db import db
from models.demonstration.case import Case, Steps
from models.operations import feedback, return_visits
from models.operations.feedback import Said
from models.operations.return_visits import Heard
from models.queries.feedback import with_code
from models.rules.article_17_feedback import QUESTIONS
from models.vocabulary import VisitManner, VisitResult

_ANSWERED, _FORGOTTEN = 3, 20  # every third answers itself; of every twentieth nobody asks
_COMPLAINT = 12  # the number of the one that has something to complain of
_PRAISE = (
    "专家讲得细，问题都有依据，整改意见能落实。",
    "按时到场，态度好，没有给企业添麻烦。",
    "对隐患整改帮助很大，希望以后多来指导。",
    "",
)
_ADVICE = "希望检查以后能把问题清单当面交给我们一份。"
_COMPLAINED = "有一名专家向我们推荐他熟人公司的设备，我们没有答应。"


def hear(case: Case) -> Steps:
    number = case.course.number
    if number % _FORGOTTEN == _FORGOTTEN - 1:
        return
    if number % _ANSWERED == 0:
        yield from _ask(case)
    else:
        yield from _telephone(case)


def _ask(case: Case) -> Steps:
    yield case.later()
    dispatch = case.dispatch
    code = feedback.invite(dispatch, dispatch.targets[0], by=case.clerk)
    for _ in range(case.dice.between(1, 3)):
        yield case.next_day()
    if invitation := with_code(db.session(), code):
        feedback.answer(invitation, _said(case))


def _said(case: Case) -> Said:
    scores = {key: case.dice.between(4, 5) for key in QUESTIONS}
    if case.course.number == _COMPLAINT:
        return Said(scores | {"integrity": 2}, has_asked_favours=True, text=_COMPLAINED)
    return Said(scores, has_asked_favours=False, text=case.dice.pick(_PRAISE))


def _telephone(case: Case) -> Steps:
    for _ in range(case.dice.between(3, 6)):
        yield case.next_day()
    is_content = case.dice.below(8) > 0
    heard = Heard(
        visited_on=clock.today(),
        manner=VisitManner.PHONE,
        whom="安全管理部门负责人",
        said="专家按时到场，意见具体，没有违反廉洁纪律的情况。" if is_content else _ADVICE,
        result=VisitResult.SATISFIED if is_content else VisitResult.ADVICE,
    )
    return_visits.record(case.dispatch, heard, by=case.world.office.others["hr"])
