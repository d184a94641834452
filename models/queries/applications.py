"""专家申报 · the forms somebody fills in, and what must not be there twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import policy
from models.queries.deadlines import Deadlines
from models.queries.register import Entry, events_of
from models.queries.tasks import MOST, Task
from models.tables import (
    Application,
    ApplicationEdition,
    Expert,
    Holding,
    IntakeCycle,
    Specialty,
    StoredFile,
)
from models.vocabulary import ON_ROSTER, Permission
from models.workflows.application import State
from models.workflows.intake import State as IntakeState

_APART = frozenset({State.REJECTED, State.WITHDRAWN})


def mine(account_id: int) -> Select[Application]:
    """What this person fills in, newest first."""
    return (
        select(Application)
        .where(Application.owner_id == account_id)
        .order_by(Application.id.desc())
    )


def own_living(session: Session, cycle: IntakeCycle, account_id: int) -> Application | None:
    """The person's form in this cycle that was neither rejected nor withdrawn."""
    query = select(Application).where(
        Application.intake_id == cycle.id,
        Application.owner_id == account_id,
        Application._state.not_in(_APART),
    )
    return session.scalars(query).first()


def locked(session: Session, cycle_id: int) -> IntakeCycle:
    """The cycle, held against everyone else who hands in: numbers have no gaps and persons no
    doubles."""
    query = select(IntakeCycle).where(IntakeCycle.id == cycle_id).with_for_update()
    return session.scalars(query).one()


def next_number(session: Session, year: int) -> str:
    """S2026-001, S2026-002 … in the order of handing in."""
    query = select(func.count()).where(Application.number.startswith(f"S{year}-"))
    return f"S{year}-{(session.scalar(query) or 0) + 1:03}"


def on_the_roster(session: Session, id_number_lookup: str) -> Expert | None:
    query = select(Expert).where(
        Expert.id_number_lookup == id_number_lookup, Expert.standing.in_(ON_ROSTER)
    )
    return session.scalar(query)


def twin(session: Session, application: Application) -> Application | None:
    """Another application of the same person in the cycle that was handed in and lives."""
    if not application.id_number_lookup:
        return None
    query = select(Application).where(
        Application.intake_id == application.intake_id,
        Application.id_number_lookup == application.id_number_lookup,
        Application.id != application.id,
        Application.edition > 0,
        Application._state.not_in(_APART),
    )
    return session.scalars(query).first()


def edition(session: Session, application: Application, number: int) -> ApplicationEdition | None:
    query = select(ApplicationEdition).filter_by(application_id=application.id, number=number)
    return session.scalar(query)


def files_of(session: Session, kept: ApplicationEdition) -> list[StoredFile]:
    """What was handed in with that edition, also what was taken out since."""
    query = select(StoredFile).where(StoredFile.id.in_(kept.files)).order_by(StoredFile.id)
    return list(session.scalars(query))


def specialty_names(session: Session, codes: Sequence[str]) -> Mapping[str, str]:
    query = select(Specialty).where(Specialty.code.in_(codes))
    return {each.code: f"{each.industry_name} · {each.label}" for each in session.scalars(query)}


# What an applicant is told of the way, and whether with its reason: the opinions of those who judge
# are written for the bureau.
_TOLD = {
    "start": False, "submit": False, "sort": False, "return": True, "reject": True, "pass": False,
    "list": False, "check": False, "propose": False, "strike": True, "decline": True,
    "appoint": False, "withdraw": True,
}  # fmt: skip


def way_of(session: Session, application: Application) -> list[Entry]:
    """办理经过 as the applicant sees it: the steps, in whose post, and why it was turned back."""
    told = []
    for event in events_of(session, application.matter):
        family, _, act = event.kind.partition(":")
        if family == "application" and act in _TOLD:
            note = str(event.facts.get("note", "")) if _TOLD[act] else ""
            post = event.post.label if event.post else "系统"
            told.append(Entry(event.at, post, "", event.label, note, event.article))
    return told


@dataclass(frozen=True, slots=True)
class Returned:
    """Why it came back: the reason and the edition it concerns."""

    edition: int
    reason: str


def returned(application: Application) -> Returned | None:
    """The reason of the last return while it is being corrected."""
    if application.state is not State.RETURNED:
        return None
    answered = [each for each in application.editions if each.number == application.edition]
    return Returned(application.edition, answered[-1].answer) if answered else None


def own_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Forms to go on with while the window is open, and forms to correct."""
    if not policy.may(holding, Permission.FILL_APPLICATION):
        return
    query = (
        select(Application)
        .join(Application.intake)
        .where(
            Application.owner_id == holding.account_id,
            Application._state.in_({State.DRAFT, State.RETURNED}),
            IntakeCycle._state == IntakeState.OPEN,
        )
        .order_by(Application.id)
        .limit(MOST)
    )
    for each in session.scalars(query):
        is_back = each.state is State.RETURNED
        if is_back or each.intake.takes_applications:
            button = "补正" if is_back else "继续填写"
            due = None if is_back and each.intake.is_over else each.intake.closes_on
            matter = each.number or each.intake.title
            yield Task("application", each.id, each.caption, matter, due, button)
