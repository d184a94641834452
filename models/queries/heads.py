"""台账链头 · the row by which what a paper says was registered, short, to be printed on it.

Not the newest row of all: the same paper comes out the same whenever it is printed. Whoever keeps
it can ask years later whether the register still leads to that row.
"""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.checkpoints import Head
from models.tables import Event


def of_dispatch(session: Session, matter: str) -> str:
    """Of the last step that the dispatch took; empty where it has taken none."""
    query = (
        select(Event.number, Event.digest)
        .where(Event.matter == matter, Event.kind.startswith("dispatch:"))
        .order_by(Event.number.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return Head(row.number, row.digest, matter).short if row else ""


def of_certificates(session: Session, matters: Collection[str]) -> dict[str, str]:
    """Of the issuing of each, by its matter."""
    issued = (
        select(func.max(Event.number))
        .where(Event.matter.in_(matters), Event.kind == "certificate:issue")
        .group_by(Event.matter)
    )
    query = select(Event.matter, Event.number, Event.digest).where(Event.number.in_(issued))
    return {
        row.matter: Head(row.number, row.digest, row.matter).short for row in session.execute(query)
    }
