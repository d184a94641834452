"""卷内目录 · what lies in a package, line by line; and what the system itself knows of it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pikepdf import Pdf, PdfError

from blueprints import documents
from blueprints.jobs.archive_sheaves import as_csv
from models import clock, packages
from models.db import db
from models.operations.archives import Cover
from models.queries import archives, register
from models.queries.parameters import is_demonstration
from models.rules.article_11_draw import read_aloud
from models.tables import ProposedRoster

INDEX = "卷内目录.pdf"
_SHORT = 16  # digits of a digest that a person compares by eye


@dataclass(frozen=True, slots=True)
class Line:
    """A file by its name in the package. ``pages`` is None where it has none to count."""

    name: str
    pages: int | None
    size: int
    digest: str

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0] or "系统记录"

    @property
    def title(self) -> str:
        return Path(self.name).name

    @property
    def code(self) -> str:
        return read_aloud(self.digest[:_SHORT])


@dataclass(frozen=True, slots=True)
class Index:
    """``files``: everything in the package in its order, by name; ``papers``: how many the index
    lists."""

    files: list[tuple[str, Path]]
    papers: int


def write(folder: Path, proposal: ProposedRoster, cover: Cover, *, keeper: str) -> Index:
    """Write the index and the system's own records beside the parts that lie in ``folder``."""
    listed = [*_papers(folder), *_records(folder, proposal, cover, keeper)]
    lines = [_line(name, path) for name, path in listed]
    index, table = folder / INDEX, folder / "index.csv"
    table.write_bytes(
        as_csv(
            ("序号", "文件", "页数", "字节", "SM3"),
            [(n, x.name, x.pages or "", x.size, x.digest) for n, x in enumerate(lines, 1)],
        )
    )
    index.write_bytes(
        documents.pdf(
            "documents/archive_index.html",
            cover=cover,
            proposal=proposal,
            keeper=keeper,
            lines=lines,
            demonstration=is_demonstration(db.session()),
        )
    )
    return Index([(INDEX, index), (table.name, table), *listed], len(lines))


def _papers(folder: Path) -> list[tuple[str, Path]]:
    return sorted(
        (str(path.relative_to(sheaf)), path)
        for sheaf in folder.glob("[0-9]*")
        for path in sheaf.rglob("*")
        if path.is_file()
    )


def _records(
    folder: Path, proposal: ProposedRoster, cover: Cover, keeper: str
) -> list[tuple[str, Path]]:
    """What the register and the signatures say of every matter in the package."""
    session = db.session()
    matters = archives.matters_of(session, proposal)
    head = register.head(session)
    about = {
        "number": cover.number,
        "title": proposal.title,
        "roster": proposal.number,
        "minutes": proposal.minutes_no,
        "document": proposal.document_no,
        "issued_on": str(proposal.issued_on or ""),
        "made_on": cover.made_on.isoformat(),
        "packed_at": clock.now().isoformat(),
        "kept_until": cover.kept_until.isoformat(),
        "keeper": keeper,
        "article": "第六条第五项",
        "matters": matters,
        "register": {"number": head.number, "digest": head.digest},
        "digests": packages.DIGESTS,
        "demonstration": is_demonstration(session),
    }
    records: dict[str, Any] = {
        "metadata.json": about,
        "signatures.json": archives.signatures_of(session, matters),
        "events.json": archives.events_of(session, matters),
    }
    for name, record in records.items():
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / name).write_text(text)
    return [(name, folder / name) for name in records]


def _line(name: str, path: Path) -> Line:
    size, digest = path.stat().st_size, packages.digest_of_file(path)
    if path.suffix.lower() != ".pdf":
        return Line(name, None, size, digest)
    return Line(name, _pages(path), size, digest)


def _pages(path: Path) -> int | None:
    """None for a PDF that was handed in damaged: it is filed as it came."""
    try:
        with Pdf.open(path) as opened:
            return len(opened.pages)
    except PdfError:
        return None
