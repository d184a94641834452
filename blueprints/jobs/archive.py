"""归档 · every paper of a roster made and every original copied, then packed with its index."""

from pathlib import Path

from flask import url_for

from blueprints import attachments, documents
from blueprints.jobs import archive_index
from blueprints.jobs.archive_sheaves import SHEAVES, lay_down
from blueprints.jobs.kind import Record
from models import packages
from models.db import db
from models.operations import archives, files
from models.queries import archives as queries
from models.rules.file_names import safe_name
from models.tables import Holding, Job, ProposedRoster
from models.vocabulary import Permission


class Archive:
    label = "归档"
    permission = Permission.KEEP_ARCHIVE

    def part(self, job: Job, folder: Path) -> int:
        kind, *ids = job.given["sheaves"][job.done]
        with documents.for_keeping():
            lay_down(folder / f"{job.done:06}", SHEAVES[kind](ids, job.given["root"]))
        return job.done + 1

    def finish(self, job: Job, by: Holding, folder: Path) -> Record:
        proposal, cover = _proposal(job), archives.next_cover()
        with documents.for_keeping():
            index = archive_index.write(folder, proposal, cover, keeper=by.account.name)
        packages.write(folder / "package", index.files)
        name = f"{cover.number} {safe_name(proposal.title)}.zip"
        kept = attachments.folder()

        def record(holding: Holding) -> None:
            stored = files.take_over(folder / "package", kept, name, by=holding)
            archives.keep(_proposal(job), cover, stored, papers=index.papers, by=holding)

        return record

    def result(self, job: Job) -> str:
        """The page of the package, where fetching it is registered."""
        package = queries.of_matter(db.session(), job.matter)
        return url_for("archive.show", package_id=package.id) if package else ""


def _proposal(job: Job) -> ProposedRoster:
    return db.session.get_one(ProposedRoster, job.given["proposal"])
