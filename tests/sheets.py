"""A recommendation sheet in each state of its life, brought there by those who would bring it."""

from models.db import db, unit_of_work
from models.operations import sheet_steps, sheets
from models.operations.sheet_steps import Conclusion
from models.tables import Application, IntakeCycle, RecommendationSheet, Section
from models.vocabulary import Post
from models.workflows import application as application_flow
from models.workflows.sheet import SHEET, Action, State
from tests.applications import FIRST, application
from tests.states import held_by, holder

MINES, CHEMISTRY = "煤矿监管股", "危化监管股"
SERIALS = (FIRST, FIRST + 1, FIRST + 2)
_CLERKS = {MINES: "section", CHEMISTRY: "section_2"}
_WAY = (
    (Action.HANDLE, Post.SECTION),
    (Action.ENDORSE, Post.SECTION_HEAD),
    (Action.SIGN, Post.DEPUTY),
    (Action.DELIVER, Post.SECTION),
    (Action.ACCEPT, Post.OFFICE),
)


def passed(*serials: int, section: str = MINES, **other: str) -> list[Application]:
    """Applications that passed the section's vetting and wait to be listed."""
    state = application_flow.State.PASSED
    return [application(serial, state, section=section, **other) for serial in serials]


def sheet(
    state: State = State.COMPILING, *serials: int, section: str = MINES
) -> RecommendationSheet:
    """A sheet of these persons (three, if none is named) as it stands in ``state``. Only the mines
    have a head and a deputy, so only theirs goes further than the handler's signature."""
    passed(*(serials or SERIALS), section=section)
    return carry(opened(section), state)


def opened(section: str = MINES) -> RecommendationSheet:
    """A sheet of whoever of the section waits to be listed."""
    found = db.session.scalars(db.select(Section).filter_by(name=section)).one()
    cycle = db.session.scalars(db.select(IntakeCycle)).one()
    with unit_of_work():
        return sheets.open_sheet(found, cycle, by=held_by(_CLERKS[section]))


def carry(made: RecommendationSheet, state: State) -> RecommendationSheet:
    """Take it on from where it stands, everyone passing the formal check."""
    if state is State.DISCARDED:
        take(made, Action.DISCARD, Post.SECTION)
    elif state is State.RETURNED:
        take(carry(made, State.DELIVERED), Action.RETURN, Post.OFFICE, note="请补充一人")
    else:
        here, there = SHEET.track.index(made.state), SHEET.track.index(state)
        for action, post in _WAY[here:there]:
            if action is Action.ACCEPT:
                conclude(made)
            take(made, action, post)
    return made


def take(made: RecommendationSheet, action: Action, who: Post | str, note: str = "") -> None:
    by = holder(who) if isinstance(who, Post) else held_by(who)
    if made.section.name == CHEMISTRY and who is Post.SECTION:
        by = held_by(_CLERKS[CHEMISTRY])
    with unit_of_work():
        sheet_steps.take(made, action, by=by, note=note)


def conclude(made: RecommendationSheet, **findings: str) -> None:
    """The formal check: whoever is named fails for what is said, the others pass."""
    with unit_of_work():
        conclusions = {
            line.id: Conclusion(
                line.application.name not in findings, findings.get(line.application.name, "")
            )
            for line in made.lines
        }
        sheet_steps.check(made, conclusions, by=holder(Post.OFFICE))


def names(made: RecommendationSheet) -> list[str]:
    return [line.application.name for line in made.lines]
