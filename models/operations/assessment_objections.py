"""年度考核异议 · an expert's to the result, answered by the office, decided anew by the leader."""

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.steps import advance, choose
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules import article_18_objection as rules
from models.rules.article_13_tasks import report_due
from models.rules.article_18_credit import ASSESSMENT_ARTICLE
from models.settings import EXPERT_OBJECTION_DAYS
from models.tables import AssessmentItem, AssessmentObjection, Holding
from models.vocabulary import AssessmentGrade, Permission
from models.workflows.assessment import ObjectionAction, ObjectionState


def raise_objection(item: AssessmentItem, text: str, *, by: Holding) -> AssessmentObjection:
    """Once, and within the days of which the notice told."""
    if no := policy.refusal(by, Permission.RAISE_OWN_OBJECTION, item.expert):
        raise no
    _refuse_now(item)
    rules.check(text, 0, ASSESSMENT_ARTICLE)
    days = value_of(db.session(), EXPERT_OBJECTION_DAYS)
    objection = AssessmentObjection(
        item=item,
        text=text.strip(),
        before=item.grade,
        due_on=report_due(clock.today(), days, confirmed(db.session())),
    )
    db.session.add(objection)
    register(
        "assessment_objection:raise", "对年度考核提出异议", by=by, subject=objection,
        article=ASSESSMENT_ARTICLE, year=item.assessment.year, code=item.expert.code,
    )  # fmt: skip
    tell_next(objection, besides=by.account_id)
    return objection


def _refuse_now(item: AssessmentItem) -> None:
    assessment = item.assessment
    if not assessment.is_told:
        raise Refusal("考核结果还没有通知本人，通知后可以提出异议", article=ASSESSMENT_ARTICLE)
    if item.objection:
        raise Refusal(
            "对这一年度的考核结果已经提出过异议，不能再次提出", article=ASSESSMENT_ARTICLE
        )
    until = assessment.objections_until
    if until and clock.today() > until:
        raise Refusal(
            f"异议期已于{until.year}年{until.month}月{until.day}日届满，不能再提出异议；"
            "有新的情况，请向专家管理办公室反映",
            article=ASSESSMENT_ARTICLE,
        )


def answer(
    objection: AssessmentObjection, grade: AssessmentGrade, text: str, *, by: Holding
) -> None:
    """What the office would have decided, and why; from here it is the leader's."""
    if not text.strip():
        raise Refusal("请写明处理意见和理由", article=ASSESSMENT_ARTICLE, field="answer")
    if len(text.strip()) > rules.LONGEST:
        raise Refusal(
            f"处理意见不超过{rules.LONGEST}字", article=ASSESSMENT_ARTICLE, field="answer"
        )
    advance(objection, ObjectionAction.ANSWER, by=by, note=text, grade=grade.value)
    objection.proposed, objection.answer = grade, text.strip()
    objection.handler_id = by.account_id
    tell_next(objection, besides=by.account_id)


def take(objection: AssessmentObjection, action: str, *, by: Holding, note: str = "") -> None:
    """Decided as the office proposed, returned to it, or withdrawn by the expert."""
    choose(
        objection, action, by=by, note=note, grade=(objection.proposed or objection.before).value
    )
    tell_next(objection, besides=by.account_id)
    if objection.state is ObjectionState.DECIDED:
        text = f"{objection.caption}已审定：{objection.item.grade.label}"
        tell(objection.owner_account_id, text, f"assessment_item:{objection.item_id}")
