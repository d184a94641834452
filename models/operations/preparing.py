"""出发前 · reading what is told before the work, confirming the equipment (Art. 12, 16)."""

from collections.abc import Collection
from dataclasses import dataclass

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell
from models.operations.register import reference, register
from models.operations.steps import advance
from models.queries import briefings
from models.rules import article_12_support as art12
from models.rules import article_17_integrity as art17
from models.tables import Assignment, Holding
from models.vocabulary import Permission, Post
from models.workflows.assignment import BEFORE_DEPARTURE, Action

POINTS = "points"  # how the points of the task alone are named among the parts


@dataclass(frozen=True, slots=True)
class Told:
    """A part of the briefing: what it is called, and what it says."""

    name: str
    lines: list[str]


def parts_told(part: Assignment) -> dict[str, Told]:
    """What has to be read and ticked: a version by its id, the points of the task as POINTS."""
    texts = briefings.told(db.session(), part)
    told = {str(text.id): Told(text.caption, text.lines) for text in texts}
    points = part.dispatch.points
    return told | ({POINTS: Told("本次任务的告知事项", points)} if points else {})


def acknowledge(part: Assignment, read: Collection[str], *, by: Holding) -> None:
    """The expert has read every part of the briefing, in the versions now in force; ``read``: the
    parts that were ticked."""
    told = {key: each.name for key, each in parts_told(part).items()}
    art17.check_read(read, told)
    part.briefings = briefings.in_force(db.session())
    advance(part, Action.ACKNOWLEDGE, by=by, briefing=list(told.values()))
    text = f"{part.expert_name}已确认廉政与保密告知：{part.dispatch.caption}"
    tell(part.dispatch.handler_id, text, reference(part.dispatch))


def may_fit(by: Holding, part: Assignment) -> bool:
    """Whether it is ``by``'s to confirm now: the expert's own, or the section's for an expert who
    does not sign in."""
    is_open = part.state in BEFORE_DEPARTURE and not part.fitted_at and part.dispatch.protection
    is_theirs = by.post is Post.EXPERT or part.owner_account_id is None
    reach = policy.refusal(by, Permission.CONFIRM_PROTECTION, part)
    return bool(is_open) and is_theirs and reach is None


def fit(part: Assignment, received: Collection[int], *, by: Holding) -> None:
    """The expert has every item of protective equipment that the dispatch lists; ``received``:
    their ids. For an expert who does not sign in, the section says so."""
    if no := policy.refusal(by, Permission.CONFIRM_PROTECTION, part):
        raise no
    if not may_fit(by, part):
        raise Refusal(
            "防护用品由专家本人在接受任务以后、到场以前确认一次；专家没有账号的由股室代为确认",
            article=art12.ARTICLE,
        )
    items = part.dispatch.protection
    if missing := [item.what for item in items if item.id not in received]:
        raise Refusal(
            f"{'、'.join(missing)}还没有确认；没有到位的请联系承办人，全部到位后再确认、再出发",
            article=art12.ARTICLE,
            field="received",
        )
    part.fitted_at = clock.now()
    register(
        "assignment:fit", "确认防护用品到位", by=by, subject=part, article=art12.ARTICLE,
        items=[item.what for item in items],
    )  # fmt: skip
