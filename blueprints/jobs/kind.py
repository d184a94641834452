"""任务种类 · what every kind of long work answers to."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from models.tables import Holding, Job, StoredFile
from models.vocabulary import Permission

Record = Callable[[Holding], StoredFile | None]


class Kind(Protocol):
    """``label``: what it is called; ``permission``: what the asker must have, from asking to
    fetching the result."""

    label: str
    permission: Permission

    def part(self, job: Job, folder: Path) -> int:
        """Do what comes after ``job.done``, in ``folder``; how much is done then. Doing the same
        part again has the same effect."""

    def finish(self, job: Job, by: Holding, folder: Path) -> Record:
        """Put the parts together. What it gives back is called in the unit of work that ends the
        job, and stores the file to fetch."""

    def result(self, job: Job) -> str:
        """The address where what the job made is found; empty while it is nowhere."""
