"""待办 · applications that wait to be received, to be vetted, or for another section's opinion."""

from collections.abc import Iterable, Iterator

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, defer

from models import policy
from models.queries.deadlines import Deadlines
from models.queries.tasks import Task
from models.tables import Application, Holding, IntakeCycle, SectionOpinion
from models.vocabulary import Permission
from models.workflows.application import State


def vetting_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """One card for all that waits to be received, one for all that waits to be vetted; each
    question of another section by itself."""
    if policy.may(holding, Permission.SORT_APPLICATION):
        yield from _to_sort(session)
    if policy.may(holding, Permission.VET_APPLICATION):
        rows = _before(session, holding)
        yield from _to_vet(dict.fromkeys(application for application, _ in rows), holding)
        yield from _to_answer([asked for _, asked in rows if asked], holding)


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


def _before(session: Session, holding: Holding) -> list[tuple[Application, SectionOpinion | None]]:
    """What the sections of the holder have before them: their own applications, and those about
    which they were asked and have not answered, with the question."""
    asked = and_(
        SectionOpinion.application_id == Application.id,
        SectionOpinion.section_id.in_(holding.section_ids),
        SectionOpinion.supports.is_(None),
    )
    query = (
        select(Application, SectionOpinion)
        .outerjoin(SectionOpinion, asked)
        .where(
            Application._state == State.SORTED,
            or_(Application.section_id.in_(holding.section_ids), SectionOpinion.id.is_not(None)),
        )
        .options(defer(Application.entries))
        .order_by(Application.submitted_at, Application.id)
    )
    return [(application, opinion) for application, opinion in session.execute(query)]


def _to_vet(applications: Iterable[Application], holding: Holding) -> Iterator[Task]:
    """It opens the first that was handed in; from there one goes on to the next."""
    mine = [
        each
        for each in applications
        if not policy.refusal(holding, Permission.VET_APPLICATION, each)
    ]
    if mine:
        title, matter = f"{len(mine)}份申报待初审", f"从{mine[0].number}开始"
        yield Task("vetting", mine[0].id, title, matter, None, "初审")


def _to_answer(opinions: Iterable[SectionOpinion], holding: Holding) -> Iterator[Task]:
    for opinion in opinions:
        if not policy.refusal(holding, Permission.GIVE_OPINION, opinion):
            title = f"会同审核：{opinion.application.caption}"
            number = opinion.application.number or ""
            yield Task("section_opinion", opinion.id, title, number, None, "答复")
