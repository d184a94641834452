"""数据核对 · what holds of the whole office at any moment, one named check an invariant.

Each asks a bounded number of questions, however much there is. The quick ones run after every
scenario that the tests play; all of them by ``flask check``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import Session, undefer

from models import chain, clock
from models.queries import budget_invariants as money
from models.queries.budget_invariants import Fault
from models.tables import (
    Base,
    Dismissal,
    Dispatch,
    Draw,
    Event,
    ProposedRoster,
    PublicNotice,
    Signature,
)
from models.tables.base import InWorkflow
from models.workflows.dismissal import State as DismissalState
from models.workflows.dispatch import Action, State
from models.workflows.proposal import State as ProposalState
from models.workflows.publicity import State as NoticeState

_OUT = frozenset({
    State.ISSUED, State.REFROZEN, State.REDRAWN, State.ORDERED, State.PAPERED, State.UNDERWAY,
    State.DELIVERED, State.RECEIVED, State.CLOSED,
})  # fmt: skip
_SIGNED = (Action.SIGN, Action.ORDER)
_APPOINTED = frozenset({ProposalState.ISSUED, ProposalState.CERTIFIED, ProposalState.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Check:
    """``find``: what is wrong, each with the matter it is wrong with."""

    name: str
    article: int | None
    find: Callable[[Session], Iterator[Fault]]


def _unsigned(session: Session) -> Iterator[Fault]:
    """先审批后使用: nobody is sent without the deputy's signature."""
    signed = exists().where(
        Signature.subject == literal("dispatch:") + cast(Dispatch.id, String),
        Signature.action.in_(_SIGNED),
    )
    query = select(Dispatch.id, Dispatch._state).where(Dispatch._state.in_(_OUT), ~signed)
    for number, state in session.execute(query.order_by(Dispatch.id)):
        yield f"dispatch:{number}", f"{state.label}，没有分管领导的审签"


def _unpublished(session: Session) -> Iterator[Fault]:
    """Nobody is appointed before a publicity that ended, a meeting and a document."""
    over = exists().where(
        PublicNotice.proposal_id == ProposedRoster.id, PublicNotice._state == NoticeState.CLOSED
    )
    gone = (ProposedRoster.minutes_no == "") | (ProposedRoster.document_no == "")
    query = select(ProposedRoster.id, ProposedRoster._state).where(
        ProposedRoster._state.in_(_APPOINTED), ~over | gone
    )
    for number, state in session.execute(query.order_by(ProposedRoster.id)):
        yield f"proposed_roster:{number}", f"{state.label}，公示、局长办公会或者聘任文件不全"


def _dismissed_in_pool(session: Session) -> Iterator[Fault]:
    """Nobody dismissed stands in a pool that was frozen on a later day."""
    query = select(Dismissal).where(
        Dismissal._state == DismissalState.DISMISSED, Dismissal.issued_on.is_not(None)
    )
    gone = {each.expert.code: each.issued_on for each in session.scalars(query) if each.issued_on}
    if not gone:
        return
    draws = select(Draw).options(undefer(Draw.request)).order_by(Draw.id)
    for draw in session.scalars(draws.execution_options(yield_per=100)):
        frozen_on = clock.local(draw.frozen_at).date()
        for candidate in draw.request["pool"]:
            since = gone.get(candidate["expert"])
            if since and since < frozen_on:
                yield f"draw:{draw.id}", f"候选名单里有已解聘的专家{candidate['expert']}"


def _untold_states(session: Session) -> Iterator[Fault]:
    """The state of every matter is the one into which its last registered step took it."""
    after = Event.facts["after"].as_string()
    steps = (
        select(Event.subject, Event.kind, after).where(after.is_not(None)).order_by(Event.number)
    )
    last = {}
    for subject, kind, state in session.execute(steps):
        if kind.partition(":")[0] == subject.partition(":")[0]:
            last[subject] = state
    for table in _in_workflow():
        for number, state in session.execute(select(table.id, table._state).order_by(table.id)):
            told = last.get(f"{table.__tablename__}:{number}", state.value)
            if told != state.value:
                yield f"{table.__tablename__}:{number}", f"现为“{state.label}”，台账记为“{told}”"


def _in_workflow() -> list[Any]:
    """Each table that a workflow moves, once."""
    rows = [each.class_ for each in Base.registry.mappers if issubclass(each.class_, InWorkflow)]
    return sorted(
        (row for row in rows if "__tablename__" in vars(row)), key=lambda row: row.__tablename__
    )


def _broken_chain(session: Session) -> Iterator[Fault]:
    for fault in chain.verify(session).faults:
        yield "register", fault


QUICK: Sequence[Check] = (
    Check("预留和支出不超过预算", 22, money.lines_within_amount),
    Check("预算与编列、流水一致", 22, money.lines_told_by_rows),
    Check("派遣的预留与流水一致", 22, money.dispatches_told_by_entries),
    Check("支出与附件6一致", 20, money.settled_by_annex_6),
    Check("报销一人一事一次", 20, money.paid_for_work_done),
    Check("先签批后支付", 20, money.paid_once_signed),
    Check("先审签后派遣", 11, _unsigned),
    Check("先公示后聘任", 6, _unpublished),
)
ALL: Sequence[Check] = (
    *QUICK,
    Check("已解聘的不进候选名单", 18, _dismissed_in_pool),
    Check("状态与台账一致", None, _untold_states),
    Check("台账完整", None, _broken_chain),
)


def faults(session: Session, checks: Sequence[Check] = ALL) -> list[tuple[Check, Fault]]:
    """Everything that does not hold."""
    return [(check, fault) for check in checks for fault in check.find(session)]
