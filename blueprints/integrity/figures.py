"""举报统计 · counts by year, conduct and outcome; no name, no unit, no text."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.integrity.blueprint import bp, tabs
from blueprints.pages import page
from models.db import db
from models.queries import integrity
from models.queries.integrity import Figure
from models.queries.integrity_tasks import without_supervisor
from models.vocabulary import Misconduct, Permission, Post
from models.workflows.integrity import OPEN, State

_UPHELD = frozenset({State.UPHELD, State.SETTLED})


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of conduct in one year. ``days``: from coming in to being closed, on average; None
    while none is closed."""

    year: int
    conduct: Misconduct
    received: int
    open: int
    upheld: int
    not_upheld: int
    days: float | None


@bp.get("/figures")
@requires(Permission.READ_INTEGRITY_FIGURES)
def figures() -> ResponseReturnValue:
    is_leader = me().post is Post.LEADER
    return page(
        "integrity/figures.html", "figures", rows=_rows(integrity.figures(db.session())),
        tabs=tabs("integrity.figures"),
        without=without_supervisor(db.session()) if is_leader else [],
    )  # fmt: skip


def _rows(found: list[Figure]) -> list[Row]:
    groups: dict[tuple[int, Misconduct], list[Figure]] = {}
    for each in found:
        groups.setdefault((each.year, each.conduct), []).append(each)
    return [_row(*key, group) for key, group in groups.items()]


def _row(year: int, conduct: Misconduct, group: list[Figure]) -> Row:
    closed = sum(each.closed for each in group)
    return Row(
        year,
        conduct,
        received=sum(each.count for each in group),
        open=sum(each.count for each in group if each.state in OPEN),
        upheld=sum(each.count for each in group if each.state in _UPHELD),
        not_upheld=sum(each.count for each in group if each.state not in OPEN | _UPHELD),
        days=sum(each.days for each in group) / closed if closed else None,
    )
