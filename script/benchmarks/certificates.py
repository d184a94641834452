"""打印聘书 · 250 certificates as a job: how long, how much memory; called off, killed, resumed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import flask_migrate
import pdfplumber

from app import create_app
from blueprints import certificate_papers
from blueprints.jobs.certificates import AT_ONCE, CERTIFICATES
from blueprints.jobs.queue import queue
from models import clock
from models.db import db, unit_of_work
from models.operations import certificates, jobs
from models.operations.founding import found_office
from models.queries.jobs import ABANDONED_AFTER
from models.tables import Account, Certificate, Holding, Job, Specialty
from models.vocabulary import JobState, Post
from script.benchmarks import report
from script.benchmarks.pages import EXPERTS, enroll

ROOT = Path(__file__).parents[2]
OFFICE = "http://office.example/"
PATIENCE = 600  # seconds
MIB = 2**20


def fill() -> None:
    """An office with a certificate for every expert."""
    flask_migrate.upgrade()
    with unit_of_work():
        found_office()
        enroll({row.code: row.name for row in db.session.scalars(db.select(Specialty))})
        clerk = Account(login="office", name="虚构人", must_change_password=False)
        clerk.holdings.append(Holding(post=Post.OFFICE))
        db.session.add(clerk)
    with unit_of_work():
        certificates.issue_all(document="泽应急总指办发〔2026〕5号", by=_office())


def _office() -> Holding:
    return db.session.scalars(db.select(Holding)).one()


def ask() -> int:
    with unit_of_work():
        ids = list(db.session.scalars(db.select(Certificate.id).order_by(Certificate.serial)))
        job = jobs.ask(
            CERTIFICATES, title="打印聘书", total=len(ids), by=_office(),
            given={"certificates": ids, "root": OFFICE},
        )  # fmt: skip
    return job.id


def look(job_id: int) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


@contextmanager
def worker(folder: str) -> Iterator[subprocess.Popen[str]]:
    """``flask work`` as an office runs it."""
    running = subprocess.Popen(
        [sys.executable, "-m", "flask", "work"], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        env=os.environ | {"INSTANCE_DIR": folder, "PYTHONPATH": "."},
    )  # fmt: skip
    if running.stdout:
        running.stdout.readline()  # it says that it is there
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def until(happened: Callable[[], bool]) -> float:
    """The seconds that went by."""
    begun = time.perf_counter()
    while not happened():
        if time.perf_counter() - begun > PATIENCE:
            raise TimeoutError
        time.sleep(0.02)
    return time.perf_counter() - begun


def is_done(job_id: int) -> Callable[[], bool]:
    return lambda: look(job_id).status is JobState.DONE


def peak_mib(process: subprocess.Popen[str]) -> int:
    """The most memory the process ever held, of its own and shared."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(peak) // 1024


@dataclass(frozen=True)
class Run:
    """One way through the work. ``content``: the file it made."""

    seconds: float
    peak: int
    content: bytes


def straight(folder: str, uploads: Path) -> tuple[Run, Run]:
    """All of it by a worker that has just begun, and again by the same."""
    with worker(folder) as running:
        runs = []
        for _ in range(2):
            job_id = ask()
            queue().wake(job_id)
            seconds = until(is_done(job_id))
            runs.append(Run(seconds, peak_mib(running), content_of(job_id, uploads)))
    return runs[0], runs[1]


def called_off(folder: str, uploads: Path) -> tuple[float, Run]:
    """Cancelled when half is done; how long until the worker let go of it, and the rest resumed."""
    with worker(folder) as running:
        job_id = ask()
        queue().wake(job_id)
        before = until(lambda: look(job_id).done >= EXPERTS // 2)
        with unit_of_work():
            jobs.cancel(look(job_id), by=_office())
        time.sleep(2 * before / (EXPERTS / AT_ONCE / 2))  # two parts' time: nobody goes on with it
        done = look(job_id).done
        with unit_of_work():
            jobs.resume(look(job_id), by=_office())
        queue().wake(job_id)
        rest = until(is_done(job_id))
        return done, Run(before + rest, peak_mib(running), content_of(job_id, uploads))


def killed(folder: str, uploads: Path) -> tuple[float, Run]:
    """kill -9 when half is done; how long until another worker is at it, and the whole time."""
    with worker(folder) as first:
        job_id = ask()
        queue().wake(job_id)
        before = until(lambda: look(job_id).done >= EXPERTS // 2)
        first.send_signal(signal.SIGKILL)
        first.wait()
    done = look(job_id).done
    with worker(folder) as second:
        waited = until(lambda: look(job_id).done > done)
        rest = until(is_done(job_id))
        return waited, Run(before + waited + rest, peak_mib(second), content_of(job_id, uploads))


def content_of(job_id: int, uploads: Path) -> bytes:
    file = look(job_id).file
    if file is None:
        raise RuntimeError("nothing was made")
    return (uploads / file.path).read_bytes()


def in_one_go() -> tuple[float, int]:
    """The same pages as one paper, in a process of its own: seconds and bytes."""
    rows = list(db.session.scalars(db.select(Certificate).order_by(Certificate.serial)))
    certificate_papers.content(rows[:1], OFFICE)  # fonts are warm
    begun = time.perf_counter()
    content = certificate_papers.content(rows, OFFICE)
    return time.perf_counter() - begun, len(content)


def is_in_order(content: bytes) -> bool:
    """Whether every certificate is there once, by the number printed on its page."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        pages = ["".join(char["text"] for char in page.chars) for page in pdf.pages]
    return len(pages) == EXPERTS and all(
        f"〔{clock.today().year}〕{serial}号" in page.replace(" ", "")
        for serial, page in enumerate(pages, 1)
    )


def measure(folder: str, uploads: Path) -> list[str]:
    cold, warm = straight(folder, uploads)
    done, resumed = called_off(folder, uploads)
    waited, taken_over = killed(folder, uploads)
    seconds, size = in_one_go()
    if not is_in_order(cold.content):
        raise RuntimeError("a certificate is missing, twice there or out of order")
    rows = [
        _row(f"by a worker just begun, {AT_ONCE} at a time", cold, cold),
        _row("by the same worker, once more", warm, cold),
        _row(f"cancelled at {done}, then resumed", resumed, cold),
        _row("worker killed (-9) halfway, taken up by another", taken_over, cold),
    ]
    table = report.table(["", "seconds", "peak MiB", "file MiB", "same bytes"], rows)
    text = (
        f"{EXPERTS} certificates asked for as one job, done by `flask work` on SQLite. The peak is "
        "the most the worker ever held (VmHWM), the program itself included. On the file of the "
        "first run every certificate is read back, once and in order; the others are that file, "
        "byte for byte. After the kill the job lay "
        f"{waited:.0f} s: a worker is taken for dead after {ABANDONED_AFTER.seconds} s of silence, "
        "and what waits is looked through once a minute."
    )
    peer = (
        f"The same pages as one paper, in one go and without anything kept on the way, take "
        f"{seconds:.1f} s and {size / MIB:.1f} MiB in a process that was warm already."
    )
    return [text, table, peer]


def _row(name: str, run: Run, first: Run) -> tuple[str, ...]:
    same = "yes" if run.content == first.content else "no"
    return name, f"{run.seconds:.1f}", str(run.peak), f"{len(run.content) / MIB:.1f}", same


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE_DIR": folder})
        with app.app_context():
            fill()
            sections = measure(folder, Path(app.extensions["instance"].uploads))
            db.session.remove()
            db.engine.dispose()
    report.write("certificates", "Certificates", sections, ["weasyprint", "pikepdf", "huey"])


if __name__ == "__main__":
    main()
