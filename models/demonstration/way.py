"""派遣全程 · the phases of a dispatch in their order, and where a twist belongs."""

from collections.abc import Callable, Iterable, Mapping

from models.demonstration import answering, asking, changing, hearing, working
from models.demonstration.case import Case, Steps
from models.demonstration.courses import Twist
from models.workflows.dispatch import State

Phase = Callable[[Case], Steps]

_PHASES: tuple[Phase, ...] = (
    asking.draft, asking.submit, asking.freeze, asking.draw, asking.endorse, asking.sign,
    answering.answer,
    working.brief, working.go, working.report, working.rate, working.deliver, working.receive,
    working.close, hearing.hear,
)  # fmt: skip
_TURNS: Mapping[tuple[Phase, Twist], Phase] = {
    (asking.draft, Twist.DISCARDED): asking.discard,
    (asking.submit, Twist.REVISED): asking.revise,
    (asking.freeze, Twist.CALLED_OFF): asking.call_off,
    (asking.draw, Twist.VOIDED): asking.void,
    (asking.endorse, Twist.RETURNED): asking.send_down,
    (answering.answer, Twist.DECLINED): answering.supplement,
    (answering.answer, Twist.RELEASED): answering.release,
    (answering.answer, Twist.WAIVED): answering.waive,
    (answering.answer, Twist.CANCELLED): answering.cancel,
    (answering.answer, Twist.CHANGE_REFUSED): answering.refuse,
    (answering.answer, Twist.CHANGE_WITHDRAWN): answering.withdraw,
    (answering.answer, Twist.POSTPONED): changing.postpone,
    (answering.answer, Twist.AMENDED): changing.amend,
    (working.brief, Twist.EXTENDED): changing.extend,
    (working.deliver, Twist.SENT_BACK): working.send_back,
}


def steps(case: Case) -> Steps:
    """From the draft to the closed file, or to where it is given up."""
    yield from _through(case, _PHASES)


def onward(case: Case) -> Steps:
    """The same, of a dispatch that is drafted already."""
    yield from _through(case, _PHASES[1:])


def _through(case: Case, phases: Iterable[Phase]) -> Steps:
    for phase in phases:
        yield from phase(case)
        if turn := _TURNS.get((phase, case.course.twist)):
            yield from turn(case)
        if case.dispatch.state is State.CANCELLED:
            return
