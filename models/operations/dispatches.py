"""派遣 · drafting one, and what each of its steps brings with it (Art. 11, 13, 17, 22)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations import budgets, emergency_papers, numbers
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.serving import finish
from models.operations.steps import advance, choose
from models.queries import fees
from models.rules.article_11_dispatch import ARTICLE
from models.rules.article_11_emergency import check_papers, check_words
from models.tables import (
    BudgetLine,
    Dispatch,
    Holding,
    Officer,
    ProtectionItem,
    Seat,
    Section,
    Specialty,
    Unit,
)
from models.vocabulary import Grade, Permission, Provider, SelectionWay, TaskType
from models.workflows import assignment as part_flow
from models.workflows import draw as draw_flow
from models.workflows.dispatch import Action, State
from models.workflows.machine import Move

MOST_SEATS = 20
MOST_PIECES = 99


@dataclass(frozen=True, slots=True)
class Wanted:
    """A seat asked for."""

    specialty: Specialty
    min_grade: Grade


@dataclass(frozen=True, slots=True)
class Protection:
    """Equipment for a hazardous place: what, how many a person, from whom."""

    what: str
    per_person: int
    provided_by: Provider


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the section writes into Annex 4. ``rate``: fen per expert and half day."""

    title: str
    task_type: TaskType
    content: str
    starts_at: datetime | None
    ends_at: datetime | None
    half_days: int
    place: str
    budget_line: BudgetLine | None
    rate: int
    phone: str = ""
    basis: str = ""
    approval_no: str = ""
    meeting_point: str = ""
    is_hazardous: bool = False
    hazards: str = ""
    is_unannounced: bool = False
    reveal_at: datetime | None = None
    protection: tuple[Protection, ...] = ()
    briefing_points: str = ""
    way: SelectionWay = SelectionWay.RANDOM
    way_reason: str = ""


def draft(
    particulars: Particulars,
    *,
    section: Section,
    targets: list[Unit],
    seats: list[Wanted],
    officers: list[tuple[str, str]],
    by: Holding,
) -> Dispatch:
    """A new draft of ``section``; one matter (一事一派)."""
    dispatch = Dispatch(section_id=section.id, handler_id=by.account_id)
    if no := policy.refusal(by, Permission.DRAFT_DISPATCH, dispatch):
        raise no
    _fill(dispatch, particulars, targets, seats, officers)
    db.session.add(dispatch)
    register("dispatch:draft", "起草派遣审批单", by=by, subject=dispatch, article=ARTICLE)
    return dispatch


def redraft(
    dispatch: Dispatch,
    particulars: Particulars,
    *,
    targets: list[Unit],
    seats: list[Wanted],
    officers: list[tuple[str, str]],
    by: Holding,
) -> None:
    """Change a draft, or the papers that follow an emergency order; nothing about a dispatch can be
    changed once it was submitted."""
    if no := policy.refusal(by, Permission.DRAFT_DISPATCH, dispatch):
        raise no
    if dispatch.state is State.ORDERED:
        particulars = _as_ordered(dispatch, particulars, seats)
    elif dispatch.state is not State.DRAFT:
        raise Refusal("已提交的派遣单不能直接修改，请先退回修改", article=ARTICLE)
    _fill(dispatch, particulars, targets, seats, officers)
    register("dispatch:redraft", "修改派遣审批单", by=by, subject=dispatch, article=ARTICLE)


def _as_ordered(dispatch: Dispatch, particulars: Particulars, seats: list[Wanted]) -> Particulars:
    """The papers of an order, which leave standing what the deputy has signed."""
    check_papers(particulars.task_type, _asked(seats), _seated_for(dispatch))
    for field in ("title", "place"):
        check_words(field, getattr(particulars, field), getattr(dispatch, field))
    return replace(particulars, way=dispatch.way, way_reason=dispatch.way_reason)


def _asked(seats: list[Wanted]) -> list[tuple[str, Grade]]:
    return [(wanted.specialty.code, wanted.min_grade) for wanted in seats]


def _seated_for(dispatch: Dispatch) -> list[tuple[str, Grade]]:
    return [(seat.specialty_code, seat.min_grade) for seat in dispatch.seats]


def _fill(
    dispatch: Dispatch,
    particulars: Particulars,
    targets: list[Unit],
    seats: list[Wanted],
    officers: list[tuple[str, str]],
) -> None:
    _check_times(particulars.starts_at, particulars.ends_at)
    for name in particulars.__slots__:
        if name != "protection":
            setattr(dispatch, name, getattr(particulars, name))
    dispatch.protection = [_item(each) for each in particulars.protection]
    if dispatch.is_paid_by_unit:
        dispatch.budget_line = None
    dispatch.targets = targets
    dispatch.officers = [Officer(name=name, licence=licence) for name, licence in officers]
    if _asked(seats) != _seated_for(dispatch):
        _ask_for(dispatch, seats)
    dispatch.rate = dispatch.rate or fees.usual_rate(db.session(), dispatch)


def _item(wanted: Protection) -> ProtectionItem:
    what = wanted.what.strip()
    if not what or not 0 < wanted.per_person <= MOST_PIECES:
        raise Refusal(f"防护用品要写明名称，每人数量应在1至{MOST_PIECES}之间", article=12)
    return ProtectionItem(what=what, per_person=wanted.per_person, provided_by=wanted.provided_by)


def _ask_for(dispatch: Dispatch, seats: list[Wanted]) -> None:
    """Set the seats. Once a draw has named anyone for them they stand, even if it was voided."""
    if dispatch.assignments:
        raise Refusal(
            "已经抽取过的派遣单不能改变专家需求；确需改变的，请撤销本申请后另行起草（一事一派）",
            article=ARTICLE,
            field="seats",
        )
    dispatch.seats.clear()
    db.session.flush()  # the old seats go before new ones take their numbers
    dispatch.seats = [
        Seat(
            number=number,
            specialty_code=wanted.specialty.code,
            specialty_name=wanted.specialty.name,
            min_grade=wanted.min_grade,
        )
        for number, wanted in enumerate(seats, start=1)
    ]


def _check_times(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if starts_at and ends_at and starts_at >= ends_at:
        raise Refusal("结束时间应晚于开始时间", article=ARTICLE, field="ends_at")


def take(dispatch: Dispatch, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Take the dispatch one step with all that the step brings with it."""
    move = choose(dispatch, action, by=by, note=note)
    _CONSEQUENCES.get(move.action, _nothing)(dispatch, by)
    tell_next(dispatch, besides=by.account_id)
    return move


def _nothing(dispatch: Dispatch, by: Holding) -> None:
    """Most steps only pass the matter on."""


def _submit(dispatch: Dispatch, by: Holding) -> None:
    if dispatch.ends_at and dispatch.ends_at <= clock.now():
        raise Refusal("任务时间已经过去，请改正起止时间后再提交", article=ARTICLE)
    fees.check_rate(db.session(), dispatch)
    budgets.reserve(dispatch)
    if not dispatch.serial:  # the numbers are locked after the line, here as everywhere
        dispatch.year, dispatch.serial = numbers.next_of(Dispatch.year, Dispatch.serial)


def _give_up_funds(dispatch: Dispatch, by: Holding) -> None:
    budgets.release(dispatch)


def _endorse(dispatch: Dispatch, by: Holding) -> None:
    dispatch.head = by.account


def _issue(dispatch: Dispatch, by: Holding) -> None:
    """The names are published and the experts told: nothing reached them before."""
    drawn = [draw for draw in dispatch.draws if draw.state is draw_flow.State.DRAWN]
    for draw in drawn:
        advance(draw, draw_flow.Action.PUBLISH, by=by)
    for part in dispatch.assignments:
        if part.state is part_flow.State.DRAWN:
            advance(part, part_flow.Action.NOTIFY, by=by)
            text = f"任务通知：{part.caption}，请答复能否参加"
            tell(part.expert.account_id, text, f"assignment:{part.id}")


def _settle(dispatch: Dispatch, by: Holding) -> None:
    budgets.settle(dispatch)
    finish(dispatch, by=by)


_CONSEQUENCES: Mapping[Any, Callable[[Dispatch, Holding], None]] = {
    Action.SUBMIT: _submit,
    Action.REVISE: _give_up_funds,
    Action.DISCARD: _give_up_funds,
    Action.ENDORSE: _endorse,
    Action.COMPLETE_PAPERS: emergency_papers.complete,
    Action.RETURN_PAPERS: emergency_papers.give_back,
    Action.ENDORSE_PAPERS: _endorse,
    Action.CALL_OFF_ORDER: emergency_papers.call_off,
    Action.SIGN: _issue,
    Action.APPROVE_SUPPLEMENT: _issue,
    Action.CLOSE: _settle,
    Action.CANCEL: _give_up_funds,
}
