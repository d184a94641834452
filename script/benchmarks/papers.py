"""文书 · papers made by the running office, beside LibreOffice making the same page a PDF."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from typing import Any

from flask import current_app

from app import create_app
from blueprints import documents
from models.queries.annex_2_paper import Annex2Paper, Specialised
from models.queries.sheets import Annex3Paper
from models.rules import annex_3_columns as annex_3_form
from models.rules.annex_2 import ENTRIES
from models.rules.annex_2_commitments import COMMITMENTS, EDITION
from models.rules.annex_3_columns import COLUMNS
from models.tables import Certificate
from models.vocabulary import Channel, Employment, Grade, Sex
from models.workflows.certificate import State
from script.benchmarks import report

PERSONS = 250
PAPERS = 300
ADDRESS = "http://office.example/certificates/0123456789abcdef01234567"
OFFICE = "soffice"


@dataclass(frozen=True)
class Kind:
    """A paper and what goes into it; ``runs``: how often it is made for its median."""

    label: str
    template: str
    facts: dict[str, Any]
    runs: int

    def make(self) -> bytes:
        return documents.pdf(self.template, **self.facts)

    def page(self) -> str:
        """The page that the paper is made of."""
        template = current_app.jinja_env.get_template(self.template)
        return template.render(self.facts | {"qr": documents.qr})


def annex_2() -> Kind:
    long = "2005年起从事煤矿通风和瓦斯防治技术管理工作，历任技术员、科长、总工程师。" * 8
    entries = dict.fromkeys(ENTRIES, "虚构") | {"resume": long, "achievements": long}
    paper = Annex2Paper(
        number="S2026-001", edition=1, filled_at=datetime(2026, 6, 1, tzinfo=UTC),
        channel=Channel.SELF, recommender="", entries=entries, born=date(1980, 1, 1),
        sex=Sex.MALE, employment=Employment.SERVING,
        specialties=[Specialised("安全生产", "煤矿", "通风与防灭火")],
        commitments=list(COMMITMENTS), promises={each.key: EDITION for each in COMMITMENTS},
        photo=None, vetted=None, opinions=[],
    )  # fmt: skip
    facts = {"paper": paper, "photo": "", "demonstration": False}
    return Kind("Annex 2, two pages", "documents/annex_2.html", facts, 5)


def annex_3() -> Kind:
    row = (
        "某人", "女", "990100********5009", "190****0500", "虚构矿业集团有限责任公司",
        "总工程师（高级工程师）", "虚构矿业大学", "采矿工程", "煤矿瓦斯防治",
        "安全生产/煤矿/A0103 通风与防灭火",
    )  # fmt: skip
    rows = tuple((str(order), *row) for order in range(1, PERSONS + 1))
    paper = Annex3Paper(
        "H2026-01",
        1,
        "煤矿监管股",
        date(2026, 6, 1),
        rows,
        handled=None,
        endorsed=None,
        signed=None,
    )
    facts = {
        "paper": paper, "title": annex_3_form.TITLE, "columns": COLUMNS,
        "note": annex_3_form.NOTE, "demonstration": False,
    }  # fmt: skip
    return Kind(f"Annex 3, {PERSONS} persons", "documents/annex_3.html", facts, 1)


def certificates(count: int, runs: int) -> Kind:
    made = [
        Certificate(
            year=2026, serial=serial, name=f"某人{serial}", grade=Grade.SENIOR,
            specialties=["通风与防灭火"], issued_on=date(2026, 8, 5), valid_from=date(2026, 8, 5),
            valid_until=date(2028, 10, 20), document="泽应急总指办发〔2026〕5号",
            _state=State.IN_FORCE,
        )
        for serial in range(1, count + 1)
    ]  # fmt: skip
    pages = [(each, ADDRESS) for each in made]
    facts = {"certificates": pages, "heads": {}, "demonstration": False}
    label = "Certificate, one page" if count == 1 else f"{count} certificates in one file"
    return Kind(label, "documents/certificate.html", facts, runs)


def of_libreoffice(kind: Kind) -> str:
    """Milliseconds until LibreOffice, started anew as a script would, has made a PDF of it."""
    if not shutil.which(OFFICE):
        return "not installed here"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "paper.html"
        page.write_text(kind.page())
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, page]

        def convert() -> None:
            subprocess.run(command, check=True, capture_output=True)

        return f"{report.median_ms(convert, 3):,.0f}"


def timed(kind: Kind) -> tuple[str, str, str, int]:
    made: list[bytes] = []
    ours = report.median_ms(lambda: made.append(kind.make()), kind.runs, process_time)
    return kind.label, f"{ours:,.0f}", of_libreoffice(kind), len(made[-1]) // 1024


def resident() -> float:
    """MiB of this process in memory."""
    status = Path("/proc/self/status").read_text()
    [line] = [each for each in status.splitlines() if each.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def memory(make: Callable[[], bytes]) -> list[tuple[int, str]]:
    """How much is held after so many papers."""
    held = []
    for number in range(1, PAPERS + 1):
        make()
        if number % (PAPERS // 4) == 0:
            held.append((number, f"{resident():.0f}"))
    return held


def measure() -> list[str]:
    one = certificates(1, 9)
    held = memory(one.make)
    rows = [timed(kind) for kind in (annex_2(), one, certificates(PERSONS, 1), annex_3())]
    return [
        "A paper is made by WeasyPrint inside the office from the template that is shown; "
        "LibreOffice is given the same page and started headless, as a script would. Ours is "
        "processor time, which other work on the machine stretches least.",
        report.table(["paper", "ms, warm", "LibreOffice, ms", "KB"], rows),
        report.section(
            "Memory",
            f"One process makes {PAPERS} certificates, one after the other; what it holds:",
            report.table(["papers", "MiB"], held),
        ),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE_DIR": folder})
        with app.app_context():
            sections = measure()
    report.write("papers", "Papers", sections, peers=["weasyprint", "fonttools"])


if __name__ == "__main__":
    main()
