"""监督 · all draws, how often sections void and alter, and whom the draws used."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, joinedload, lazyload, selectinload

from models import clock
from models.rules.article_11_draw import Request, explain
from models.rules.article_11_rotation import Use
from models.tables import Change, Dispatch, Draw, EmergencyOrder, Expert, Section
from models.vocabulary import ChangeKind, SelectionWay
from models.workflows.change import State as ChangeState
from models.workflows.dispatch import State as DispatchState
from models.workflows.draw import State

_A_YEAR = timedelta(days=365)
_FEW = 3  # fewer voids or changes than this say nothing of a section
_OFTEN = 2.0  # times the share of all sections together


def draws(state: str) -> Select[Draw]:
    """Every draw, newest first; of one state where given."""
    shown = joinedload(Draw.dispatch), lazyload(Draw.contributions)
    query = select(Draw).options(*shown).order_by(Draw.id.desc())
    return query.where(Draw._state == State(state)) if state else query


def pool_sizes(session: Session, shown: Iterable[Draw]) -> dict[int, int]:
    """Draw id → how many stood in its pool; counted by the database, without reading the pools."""
    query = select(Draw.id, func.json_array_length(Draw.request["pool"]))
    return dict(list(session.execute(query.where(Draw.id.in_([draw.id for draw in shown])))))


def not_drawn(way: str) -> Select[Dispatch]:
    """Every dispatch whose experts came by another way than the draw, newest first; by one way
    where given. An emergency with its calls."""
    query = (
        select(Dispatch)
        .where(Dispatch.way != SelectionWay.RANDOM, Dispatch._state != DispatchState.DRAFT)
        .options(
            joinedload(Dispatch.order).selectinload(EmergencyOrder.calls),
            selectinload(Dispatch.assignments),
        )
        .order_by(Dispatch.id.desc())
    )
    return query.where(Dispatch.way == SelectionWay(way)) if way else query


@dataclass(frozen=True, slots=True)
class Habit:
    """What a section did within the year."""

    section: str
    draws: int
    voided: int
    called_off: int
    changes: int
    reason: str


def habits(session: Session) -> list[Habit]:
    """Section by section; ``reason`` says why one stands out, and is empty where none does."""
    since = clock.now() - _A_YEAR
    drawn = _draws_by_section(session, since)
    changed = _changes_by_section(session, since)
    total = Counter[str]()
    for row in drawn.values():
        total.update(row)
    total["changes"] = sum(changed.values())
    return [_habit(name, row, changed[name], total) for name, row in drawn.items()]


def _draws_by_section(session: Session, since: datetime) -> dict[str, dict[str, int]]:
    query = (
        select(
            Section.name,
            func.count(),
            func.sum(case((Draw._state == State.VOIDED, 1), else_=0)),
            func.sum(case((Draw._state == State.CALLED_OFF, 1), else_=0)),
        )
        .join(Dispatch, Dispatch.section_id == Section.id)
        .join(Draw, Draw.dispatch_id == Dispatch.id)
        .where(Draw.frozen_at >= since)
        .group_by(Section.id, Section.name)
        .order_by(Section.id)
    )
    return {
        name: {"draws": count, "voided": voided, "called_off": called_off}
        for name, count, voided, called_off in session.execute(query)
    }


def _changes_by_section(session: Session, since: datetime) -> Counter[str]:
    query = (
        select(Section.name, func.count())
        .join(Dispatch, Dispatch.section_id == Section.id)
        .join(Change, Change.dispatch_id == Dispatch.id)
        .where(
            Change.at >= since,
            Change._state == ChangeState.APPROVED,
            Change.kind != ChangeKind.VOID_DRAW,
        )
        .group_by(Section.name)
    )
    return Counter(dict(list(session.execute(query))))


def _habit(name: str, row: dict[str, int], changes: int, total: Counter[str]) -> Habit:
    shares = {
        "作废抽取": (row["voided"], total["voided"]),
        "取消冻结": (row["called_off"], total["called_off"]),
        "派遣变更": (changes, total["changes"]),
    }
    reasons = [
        f"{label}{own}次，按抽取次数计是全局平均的{own / usual:.1f}倍"
        for label, (own, all_) in shares.items()
        if own >= _FEW and own >= _OFTEN * (usual := row["draws"] * all_ / total["draws"])
    ]
    counts = (row["draws"], row["voided"], row["called_off"])
    return Habit(name, *counts, changes, "；".join(reasons))


def uses(session: Session) -> list[Use]:
    """Everyone who stood in a pool within the year: how often expected, how often drawn. Recomputed
    from the bundles, which nobody can have altered unseen."""
    query = select(Draw.bundle).where(
        Draw._state == State.PUBLISHED, Draw.drawn_at >= clock.now() - _A_YEAR
    )
    chances, actual = defaultdict[str, list[float]](list), Counter[str]()
    for bundle in session.scalars(query):
        for expert, chance in _chances(bundle or {}):
            chances[expert].append(chance)
        actual.update(row["expert"] for row in (bundle or {})["result"])
    return [Use.of(code, chances[code], actual[code]) for code in sorted(chances)]


def people(session: Session, codes: Iterable[str]) -> dict[str, Expert]:
    return {row.code: row for row in session.scalars(select(Expert).where(Expert.code.in_(codes)))}


def _chances(bundle: dict[str, Any]) -> Iterable[tuple[str, float]]:
    for pick in explain(Request.from_json(bundle["request"]), bundle["result"]):
        total = pick.total
        for expert, weight in zip(pick.candidates, pick.weights, strict=True):
            yield expert, weight / total
