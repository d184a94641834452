"""打印聘书 · any number of certificates as one file, a few at a time."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from flask import request, url_for
from pikepdf import Pdf

from blueprints import attachments, certificate_papers
from blueprints.access import me
from blueprints.jobs.kind import Record
from models.db import db
from models.operations import files, jobs
from models.tables import Certificate, Holding, Job
from models.vocabulary import Permission

CERTIFICATES = "certificates"
AT_ONCE = 25


def ask(found: Sequence[Certificate], *, matter: str = "") -> Job:
    """Ask, within a unit of work, for these certificates to be printed in this order."""
    return jobs.ask(
        CERTIFICATES,
        title=f"打印聘书{len(found)}份",
        matter=matter,
        given={"certificates": [each.id for each in found], "root": request.url_root},
        total=len(found),
        by=me(),
    )


class PrintCertificates:
    label = "打印聘书"
    permission = Permission.ISSUE_CERTIFICATES

    def part(self, job: Job, folder: Path) -> int:
        wanted = job.given["certificates"][job.done : job.done + AT_ONCE]
        rows = db.session.scalars(db.select(Certificate).where(Certificate.id.in_(wanted)))
        by_id = {each.id: each for each in rows}
        content = certificate_papers.content([by_id[each] for each in wanted], job.given["root"])
        files.write_whole(folder / f"{job.done:06}.pdf", content)
        return job.done + len(wanted)

    def finish(self, job: Job, by: Holding, folder: Path) -> Record:
        whole = folder / "whole"
        _put_together(sorted(folder.glob("*.pdf")), whole)
        name = f"聘书 {job.total}份.pdf"
        kept = attachments.folder()
        return lambda holding: files.take_over(whole, kept, name, by=holding)

    def result(self, job: Job) -> str:
        return url_for("jobs.file", job_id=job.id) if job.file else ""


def _put_together(parts: Sequence[Path], whole: Path) -> None:
    with ExitStack() as opened, Pdf.new() as made:
        for part in parts:
            made.pages.extend(opened.enter_context(Pdf.open(part)).pages)
        made.docinfo["/Title"] = "聘书"
        made.save(whole, deterministic_id=True)
