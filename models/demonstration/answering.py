"""答复与变更 · the experts answer, and what is changed when one of them does not come."""

from collections.abc import Generator

from models.demonstration.asking import draw, freeze, until_fit
from models.demonstration.case import Case, Steps
from models.demonstration.courses import Twist
from models.demonstration.words import REASONS
from models.operations import assignments, changes, dispatches
from models.tables import Assignment, Change
from models.vocabulary import ChangeKind, DeclineKind, InterestKind
from models.workflows.assignment import State as PartState
from models.workflows.change import Action as ChangeAction
from models.workflows.dispatch import Action


def answer(case: Case) -> Steps:
    """Everyone accepts, but for whoever sits last where the course has one decline."""
    *others, last = asked(case)
    yield case.next_day()
    for part in others:
        accept(case, part)
        yield case.later(5, 40)
    if case.course.twist in {Twist.DECLINED, Twist.WAIVED}:
        _decline(case, last, case.course.declines)
    else:
        accept(case, last)


def _decline(case: Case, part: Assignment, kind: DeclineKind) -> None:
    by, note = case.expert(part), REASONS[kind]
    if kind is DeclineKind.RECUSAL:
        unit, relation = part.dispatch.targets[0].name, InterestKind.RELATIVE
        assignments.recuse(part, unit=unit, relation=relation, note=note, by=by)
    else:
        assignments.decline(part, kind, note=note, by=by)


def asked(case: Case) -> list[Assignment]:
    return [part for part in case.dispatch.seated if part.state is PartState.NOTIFIED]


def accept(case: Case, part: Assignment) -> None:
    """Some are reached by telephone, and the clerk enters the answer."""
    by = case.clerk if case.dice.one_in(6) else case.expert(part)
    assignments.accept(part, by=by)


def supplement(case: Case) -> Steps:
    """A supplementary draw, approved, and the new expert's answer."""
    yield from freeze(case)
    yield from draw(case)
    yield from until_fit(case)
    note = "同意补抽结果"
    dispatches.take(case.dispatch, Action.APPROVE_SUPPLEMENT, by=case.deputy, note=note)
    yield case.next_day()
    for part in asked(case):
        accept(case, part)


def release(case: Case) -> Steps:
    yield case.later()
    change = changes.propose(
        case.dispatch, ChangeKind.RELEASE_EXPERT, reason="该专家同日须参加上级会议，申请调整",
        assignment=case.dispatch.seated[-1], by=case.clerk,
    )  # fmt: skip
    yield from approve(case, change, "同意调整")
    yield from supplement(case)


def waive(case: Case) -> Steps:
    yield case.next_day()
    change = changes.propose(
        case.dispatch, ChangeKind.WAIVE_SEAT, reason="该专业再无其他专家，其余席位可以完成任务",
        seat=case.dispatch.seats[-1], by=case.clerk,
    )  # fmt: skip
    yield from approve(case, change, "同意不再补抽")


def cancel(case: Case) -> Steps:
    change = yield from _ask_to_cancel(case)
    yield from approve(case, change, "同意撤销，另行安排")


def refuse(case: Case) -> Steps:
    change = yield from _ask_to_cancel(case)
    yield case.next_day()
    note = "对象单位已具备检查条件，按原计划执行"
    changes.decide(change, ChangeAction.REFUSE, by=case.deputy, note=note)


def withdraw(case: Case) -> Steps:
    change = yield from _ask_to_cancel(case)
    yield case.later()
    note = "对象单位已恢复生产，不再申请撤销"
    changes.decide(change, ChangeAction.WITHDRAW, by=case.clerk, note=note)


def _ask_to_cancel(case: Case) -> Generator[int, None, Change]:
    yield case.later()
    reason = "对象单位停产检修，近期不具备现场条件"
    return changes.propose(case.dispatch, ChangeKind.CANCEL, reason=reason, by=case.clerk)


def approve(case: Case, change: Change, note: str) -> Steps:
    yield case.next_day()
    changes.decide(change, ChangeAction.APPROVE, by=case.deputy, note=note)
