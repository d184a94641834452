"""归档待办 · the rosters that wait to be filed."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.queries import archives
from models.queries.deadlines import Deadlines
from models.queries.tasks import Task, permissions_of
from models.tables import Holding
from models.vocabulary import Permission


def archive_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """For whoever keeps the archive; what is being packed just now waits on nobody."""
    if Permission.KEEP_ARCHIVE not in permissions_of(holding):
        return
    for proposal in archives.awaiting(session):
        yield Task("archive", proposal.id, proposal.caption, proposal.number, None, "归档")
