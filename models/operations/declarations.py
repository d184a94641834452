"""回避与请假申报 · what bars an expert from a task and is known beforehand (Art. 9(6), 13)."""

from datetime import date

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.operations.units import unit_named
from models.queries.units import as_kept
from models.tables import Absence, Expert, FormerEmployment, Holding, Interest, Unit
from models.vocabulary import InterestKind

Declaration = Interest | FormerEmployment | Absence
RECUSAL = 9
TASKS = 13


def declare_interest(
    expert: Expert, *, unit: str, kind: InterestKind, note: str, by: Holding
) -> None:
    """An interest in a unit, or a relation to it, that keeps the expert from its tasks."""
    concerned = _unit(unit)
    expert.interests.append(Interest(unit=concerned, kind=kind, note=note.strip()))
    register(
        "expert:declare_interest", f"申报利害关系：{concerned.name}", by=by, subject=expert,
        article=RECUSAL, interest=kind.value, unit=concerned.id,
    )  # fmt: skip


def declares(expert: Expert, unit: str, kind: InterestKind) -> bool:
    """Whether that very interest in that unit is declared already."""
    name = as_kept(unit)
    return any(each.unit.name == name and each.kind is kind for each in expert.interests)


def declare_former_employer(expert: Expert, *, unit: str, left_on: date, by: Holding) -> None:
    """An employer left; how long it still recuses is a parameter."""
    if left_on > clock.today():
        raise Refusal("离任日期还没有到，请在离任后登记", article=RECUSAL, field="left_on")
    concerned = _unit(unit)
    expert.former_employments.append(FormerEmployment(unit=concerned, left_on=left_on))
    register(
        "expert:declare_former_employer", f"登记原任职单位：{concerned.name}", by=by,
        subject=expert, article=RECUSAL, unit=concerned.id, left_on=left_on.isoformat(),
    )  # fmt: skip


def declare_absence(
    expert: Expert, *, first_day: date, last_day: date, note: str, by: Holding
) -> None:
    """Days, both included, on which the expert is not drawn."""
    if last_day < first_day:
        raise Refusal("结束日期早于开始日期，请改正", article=TASKS, field="last_day")
    if last_day < clock.today():
        raise Refusal("这段时间已经过去，无需登记", article=TASKS, field="last_day")
    expert.absences.append(Absence(first_day=first_day, last_day=last_day, note=note.strip()))
    register(
        "expert:declare_absence", f"登记不能参加：{first_day}至{last_day}", by=by,
        subject=expert, article=TASKS,
    )  # fmt: skip


def withdraw(expert: Expert, declaration: Declaration, *, by: Holding) -> None:
    """Take back a declaration of ``expert``; the register keeps what it said."""
    label = f"撤回申报：{describe(declaration)}"
    db.session.delete(declaration)
    register("expert:withdraw_declaration", label, by=by, subject=expert, article=RECUSAL)


def describe(declaration: Declaration) -> str:
    if isinstance(declaration, Absence):
        return f"不能参加，{declaration.first_day}至{declaration.last_day}"
    if isinstance(declaration, FormerEmployment):
        return f"原任职单位，{declaration.unit.name}"
    return f"{declaration.kind.label}，{declaration.unit.name}"


def _unit(name: str) -> Unit:
    if not name.strip():
        raise Refusal("请填写单位名称", article=RECUSAL, field="unit")
    return unit_named(name)
