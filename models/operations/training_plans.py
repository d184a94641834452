"""年度培训计划 · what a section means to teach its experts, month by month (Art. 16(1))."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import training
from models.rules.article_16_training import ARTICLE
from models.tables import Holding, Section, TrainingItem, TrainingPlan
from models.vocabulary import Permission, TrainingKind

MOST_LINES = 30
YEARS = range(2023, 2101)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plan. ``item_id``: the one it was before; None where it is new."""

    month: int
    topic: str
    kind: TrainingKind
    half_hours: int
    item_id: int | None = None


def write_plan(section: Section, year: int, lines: Sequence[Line], *, by: Holding) -> TrainingPlan:
    """Make the section's plan of the year, or change it. A line for which a session is planned or
    was held stays."""
    if year not in YEARS:
        raise Refusal("请填写四位年度", article=ARTICLE)
    plan = training.plan_of(db.session(), section.id, year)
    is_new = plan is None
    plan = plan or TrainingPlan(section_id=section.id, year=year, items=[])
    if no := policy.refusal(by, Permission.RUN_TRAINING, plan):
        raise no
    _check(lines)
    _keep_what_is_served(plan, lines)
    known = {item.id: item for item in plan.items}
    plan.items = [_item(known.get(line.item_id or 0), line) for line in lines]
    db.session.add(plan)
    act, label = ("make", "编制") if is_new else ("change", "修改")
    register(
        f"training_plan:{act}", f"{label}{year}年度培训计划", by=by, subject=plan, article=ARTICLE,
        year=year, items=[line.topic.strip() for line in lines],
    )  # fmt: skip
    return plan


def _check(lines: Sequence[Line]) -> None:
    if not 0 < len(lines) <= MOST_LINES:
        raise Refusal(f"培训计划应有1至{MOST_LINES}项", article=ARTICLE, field="lines")
    if any(not line.topic.strip() for line in lines):
        raise Refusal("每一项都要写明培训内容", article=ARTICLE, field="lines")


def _keep_what_is_served(plan: TrainingPlan, lines: Sequence[Line]) -> None:
    kept = {line.item_id for line in lines}
    for item in plan.items:
        if item.session and item.id not in kept:
            raise Refusal(
                f"“{item.topic}”已经安排培训，不能从计划中删去", article=ARTICLE, field="lines"
            )


def _item(item: TrainingItem | None, line: Line) -> TrainingItem:
    item = item or TrainingItem()
    item.month, item.topic = line.month, line.topic.strip()
    item.kind, item.half_hours = line.kind, line.half_hours
    return item
