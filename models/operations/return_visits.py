"""回访 · hearing a target unit by telephone or on the spot, when it has not answered or besides."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell, tell_post
from models.operations.register import reference, register
from models.rules.article_17_feedback import ARTICLE, is_over
from models.tables import Dispatch, Holding, ReturnVisit
from models.vocabulary import Permission, Post, VisitManner, VisitResult

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Heard:
    """When, how and whom of the unit, what was said, and what came of it."""

    visited_on: date
    manner: VisitManner
    whom: str
    said: str
    result: VisitResult


def record(dispatch: Dispatch, heard: Heard, *, by: Holding) -> ReturnVisit:
    """Write a return visit down. A clue goes to the supervisor at once, the rest to the section."""
    if no := policy.refusal(by, Permission.RECORD_VISIT, dispatch):
        raise no
    _check(dispatch, heard)
    words = {"whom": heard.whom.strip(), "said": heard.said.strip()}
    _refuse_repeated(dispatch, heard, words, by)
    visit = ReturnVisit(
        dispatch=dispatch,
        visitor_id=by.account_id,
        visited_on=heard.visited_on,
        manner=heard.manner,
        result=heard.result,
        words=words,
    )
    db.session.add(visit)
    register(
        "return_visit:record", heard.manner.label, by=by, subject=visit, article=ARTICLE,
        visited_on=heard.visited_on.isoformat(), heard=heard.result.value,
    )  # fmt: skip
    if heard.result is VisitResult.CLUE:
        text = f"回访发现问题线索，请核查：{dispatch.caption}"
        tell_post(Post.SUPERVISOR, dispatch, text)
    elif by.account_id != dispatch.handler_id:
        text = f"回访{heard.result.label}：{dispatch.caption}"
        tell(dispatch.handler_id, text, reference(dispatch))
    return visit


def _refuse_repeated(dispatch: Dispatch, heard: Heard, words: dict[str, str], by: Holding) -> None:
    """A second tap is no second visit."""
    query = select(ReturnVisit).where(
        ReturnVisit.dispatch_id == dispatch.id,
        ReturnVisit.visitor_id == by.account_id,
        ReturnVisit.visited_on == heard.visited_on,
    )
    if any(each.words == words for each in db.session.scalars(query)):
        raise Refusal("这次回访已经登记，不必重复", article=ARTICLE)


def _check(dispatch: Dispatch, heard: Heard) -> None:
    if not is_over(dispatch.assignments):
        raise Refusal("任务还没有结束，专家全部离场以后再回访", article=ARTICLE)
    last = max(clock.local(part.left_at).date() for part in dispatch.seated if part.left_at)
    if not last <= heard.visited_on <= clock.today():
        raise Refusal(
            f"回访日期应在任务结束（{last.month}月{last.day}日）以后、今天以前",
            article=ARTICLE,
            field="visited_on",
        )
    for field, value, ask in (
        ("whom", heard.whom, "请填写访问了谁（姓名或职务）"),
        ("said", heard.said, "请填写对方怎么说"),
    ):
        if not value.strip():
            raise Refusal(ask, article=ARTICLE, field=field)
