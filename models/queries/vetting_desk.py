"""待办 · applications that wait to be received, to be vetted, or for another section's opinion."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from models import policy
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.queries.vetting import waiting
from models.tables import Application, Holding, IntakeCycle, SectionOpinion
from models.vocabulary import Permission
from models.workflows.application import State


def vetting_tasks(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    """One card for all that waits to be received, one for all that waits to be vetted; each
    question of another section by itself."""
    if policy.may(holding, Permission.SORT_APPLICATION):
        yield from _to_sort(session)
    if policy.may(holding, Permission.VET_APPLICATION):
        yield from _to_vet(session, holding)
    if policy.may(holding, Permission.GIVE_OPINION):
        yield from _to_answer(session, holding)


def _to_sort(session: Session) -> Iterator[Task]:
    """By intake cycle, as they are received together."""
    query = (
        select(IntakeCycle.id, IntakeCycle.title, func.count())
        .join(IntakeCycle.applications)
        .where(Application._state == State.SUBMITTED)
        .group_by(IntakeCycle.id, IntakeCycle.title)
        .order_by(IntakeCycle.id)
    )
    for cycle, title, count in session.execute(query):
        yield Task("sorting", cycle, f"{count}份申报待受理", title, None, "受理并分送")


def _to_vet(session: Session, holding: Holding) -> Iterator[Task]:
    """It opens the first that was handed in; from there one goes on to the next."""
    query = (
        waiting(holding)
        .with_only_columns(Application.id, Application.number, func.count().over())
        .limit(1)
    )
    for first, number, count in session.execute(query):
        yield Task("vetting", first, f"{count}份申报待初审", f"从{number}开始", None, "初审")


def _to_answer(session: Session, holding: Holding) -> Iterator[Task]:
    query = (
        select(SectionOpinion)
        .join(SectionOpinion.application)
        .where(
            SectionOpinion.supports.is_(None),
            SectionOpinion.section_id.in_(holding.section_ids),
            Application._state == State.SORTED,
        )
        .options(contains_eager(SectionOpinion.application).defer(Application.entries))
        .order_by(SectionOpinion.id)
        .limit(MOST)
    )
    for opinion in session.scalars(query):
        if not policy.refusal(holding, Permission.GIVE_OPINION, opinion):
            title = f"会同审核：{opinion.application.caption}"
            number = opinion.application.number or ""
            yield Task("section_opinion", opinion.id, title, number, None, "答复")
