"""执行与归档 · briefing, visit, report, Annex 6, and the file until it is closed."""

from models.demonstration.case import Case, Steps
from models.demonstration.changing import stay_away
from models.demonstration.courses import Twist
from models.demonstration.diary import DAY, MINUTE
from models.demonstration.words import report_on, service_for
from models.operations import assignments, dispatches, preparing, unannounced
from models.tables import Assignment
from models.workflows.assignment import Action as PartAction
from models.workflows.assignment import State as PartState
from models.workflows.dispatch import Action

_REPORTED, _LATE, _RATED = 2, 8, 4  # working days after the task


def brief(case: Case) -> Steps:
    """The day before: everyone reads the four items, and is given what is to be worn."""
    yield case.on(case.course.first_day - 1)
    for part in case.dispatch.seated:
        by, dispatch = case.expert(part), case.dispatch
        preparing.acknowledge(part, preparing.parts_told(part), by=by)
        if dispatch.protection:
            preparing.fit(part, [item.id for item in dispatch.protection], by=by)
        yield case.later(5, 40)


def go(case: Case) -> Steps:
    """They set out before nine; who comes and goes is written down on the spot."""
    yield case.at(case.course.first_day * DAY + MINUTE)
    if case.dispatch.is_unannounced:
        unannounced.reveal(case.dispatch)
    dispatches.take(case.dispatch, Action.DEPART, by=case.clerk)
    *others, last = case.dispatch.seated
    is_missing = case.course.twist is Twist.FELL_OUT
    for part in others if is_missing else [*others, last]:
        yield case.later(3, 12)
        assignments.attend(part, PartAction.ARRIVE, by=case.clerk)
    if is_missing:
        yield from stay_away(case, last)
    yield case.at(case.course.ends - 10 * MINUTE)
    for part in case.dispatch.seated:
        assignments.attend(part, PartAction.LEAVE, by=case.expert(part))
        yield case.later(1, 2)


def report(case: Case) -> Steps:
    """The first the next day, the others the day after; one much later where the course says so."""
    first, *others = case.dispatch.seated
    yield case.on(case.course.last_day + 1)
    if others or case.course.twist is not Twist.LATE:
        _report(case, first)
    for part in others[:-1] if case.course.twist is Twist.LATE else others:
        yield case.on(case.course.last_day + _REPORTED)
        _report(case, part)
    if case.course.twist is Twist.LATE:
        yield case.on(case.course.last_day + _LATE)
        _report(case, [first, *others][-1])


def _report(case: Case, part: Assignment) -> None:
    content, advice = report_on(case.dice, part, case.course.matter)
    assignments.report(part, content=content, advice=advice, files=[], by=case.expert(part))


def rate(case: Case) -> Steps:
    yield case.on(case.course.last_day + _RATED)
    for part in case.dispatch.seated:
        if part.state is PartState.REPORTED:
            service = service_for(case.dice, part, case.course.matter)
            assignments.rate(part, service, by=case.clerk)
        yield case.later(3, 15)


def deliver(case: Case) -> Steps:
    yield case.next_day()
    dispatches.take(case.dispatch, Action.DELIVER, by=case.clerk)


def send_back(case: Case) -> Steps:
    """hr finds a slip, the section mends it and delivers again."""
    yield case.next_day()
    note, hr = "附件6发现隐患数与书面报告不一致，请更正", case.world.office.others["hr"]
    dispatches.take(case.dispatch, Action.SEND_BACK, by=hr, note=note)
    yield case.later()
    assignments.amend(case.dispatch.seated[0], by=case.clerk, note="按书面报告更正隐患数")
    yield from rate(case)
    yield from deliver(case)


def receive(case: Case) -> Steps:
    yield case.next_day()
    dispatches.take(case.dispatch, Action.RECEIVE, by=case.world.office.others["hr"])


def close(case: Case) -> Steps:
    yield case.next_day()
    yield case.next_day()
    dispatches.take(case.dispatch, Action.CLOSE, by=case.clerk)
