"""改期、延长、调整、当日缺席 · what is altered of a dispatch after the deputy has signed it."""

from dataclasses import replace

from models import clock
from models.db import db
from models.demonstration.answering import accept, approve, asked, supplement
from models.demonstration.case import Case, Steps
from models.demonstration.courses import Course
from models.demonstration.diary import HOUR
from models.operations import assignments, changes, falling_out
from models.queries.availability import engaged_elsewhere
from models.rules.article_11_change import Entries
from models.tables import Assignment
from models.vocabulary import ChangeKind, DeclineKind

_DAYS = 3  # by which a task is put off


def postpone(case: Case) -> Steps:
    """Put off some days; whoever cannot come then is drawn for anew."""
    course = replace(case.course, begins=case.course.begins + _DAYS)
    after = _times(case, course, "starts_at", "ends_at")
    yield case.later()
    change = changes.propose(
        case.dispatch, ChangeKind.POSTPONE, reason="对象单位临时停电检修，原定日期不具备检查条件",
        after=after, by=case.clerk,
    )  # fmt: skip
    yield from approve(case, change, "同意改期，请逐一征询专家")
    if _is_in_the_year(case, course):
        case.course = course
    yield case.next_day()
    *others, last = asked(case)
    for part in others:
        _answer(case, part)
        yield case.later(5, 40)
    _decline(case, last)
    yield from supplement(case)


def _answer(case: Case, part: Assignment) -> None:
    if engaged_elsewhere(db.session(), part):
        _decline(case, part)
    else:
        accept(case, part)


def _decline(case: Case, part: Assignment) -> None:
    note = "改期后当日已有教学安排"
    assignments.decline(part, DeclineKind.CHANGED, note=note, by=case.expert(part))


def extend(case: Case) -> Steps:
    """Half a day more, asked for on the eve."""
    course = replace(case.course, half_days=case.course.half_days + 1)
    after = dict(_times(case, course, "ends_at"))
    if _is_in_the_year(case, course):
        after["half_days"], case.course = course.half_days, course
    yield case.later()
    change = changes.propose(
        case.dispatch, ChangeKind.EXTEND, reason="检查点位增加，原定时间不够，需延长半天",
        after=after, by=case.clerk,
    )  # fmt: skip
    yield case.later(40, 60)
    changes.decide(change, "approve", by=case.deputy, note="同意延长，经费从原项目列支")


def amend(case: Case) -> Steps:
    yield case.later()
    after = {
        "meeting_point": f"{case.dispatch.targets[0].name}门卫处",
        "content": f"{case.dispatch.content}同时查看上次检查问题的整改情况。",
    }
    change = changes.propose(
        case.dispatch, ChangeKind.AMEND, reason="结合上次检查问题的复查一并进行", after=after,
        by=case.clerk,
    )  # fmt: skip
    yield from approve(case, change, "同意调整，对象单位和人员不变")


def stay_away(case: Case, part: Assignment) -> Steps:
    """Everyone else is there; the deputy answers by telephone within the hour."""
    yield case.at(case.course.starts + HOUR // 4)
    note = "9时05分、9时12分两次电话无人接听，至开工时未到"
    falling_out.fall_out(part, DeclineKind.NO_SHOW, note=note, by=case.clerk)
    change = changes.propose(
        case.dispatch, ChangeKind.WAIVE_SEAT, reason="专家当日未到场，其余专家可以完成任务",
        seat=part.seat, by=case.clerk,
    )  # fmt: skip
    yield case.later(15, 40)
    changes.decide(change, "approve", by=case.deputy, note="同意，其余专家照常执行")


def _times(case: Case, course: Course, *names: str) -> Entries:
    """The times of ``course``; a little later on the same day where that would be next year's."""
    later = 0
    if not _is_in_the_year(case, course):
        course, later = case.course, HOUR // 3
    shifted = {"starts_at": course.starts + later, "ends_at": course.ends + later}
    return {name: case.world.diary.moment(shifted[name]) for name in names}


def _is_in_the_year(case: Case, course: Course) -> bool:
    """Whether the year's budget still pays for it."""
    line = case.dispatch.budget_line
    return line is None or clock.local(case.world.diary.moment(course.ends)).year == line.year
