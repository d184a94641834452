"""申报表所载事实 · what Annex 2 says of an application, as it stands or as it was handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.rules.annex_2 import ENTRIES
from models.rules.annex_2_commitments import Commitment, as_promised
from models.rules.annex_2_gaps import id_number_in
from models.tables import Application, ApplicationEdition, Specialty, StoredFile
from models.vocabulary import AttachmentKind, Channel, Employment, Sex


@dataclass(frozen=True, slots=True)
class Specialised:
    """A specialty applied for, by its place in Annex 1."""

    category: str
    industry: str
    specialty: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a section said. ``at`` is None while it has not."""

    section: str
    text: str
    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Annex2Paper:
    """申报表. ``entries``: what was written, by the name of the entry, none left out; ``born`` and
    ``sex`` are read off the ID number where that is whole; ``edition``: how often it had been
    handed in, 0 for a draft."""

    number: str
    edition: int
    filled_at: datetime
    channel: Channel
    recommender: str
    entries: Mapping[str, str]
    born: date | None
    sex: Sex | None
    employment: Employment | None
    specialties: list[Specialised]
    commitments: list[Commitment]
    promises: Mapping[str, str]
    photo: StoredFile | None
    vetted: Opinion | None
    opinions: list[Opinion]

    @property
    def category(self) -> str:
        return "、".join(dict.fromkeys(each.category for each in self.specialties))


def annex_2(
    session: Session, application: Application, edition: ApplicationEdition | None = None
) -> Annex2Paper:
    """``edition``: one that was handed in; without it, the application as it stands."""
    written = edition or application
    entries = dict.fromkeys(ENTRIES, "") | written.entries
    known = id_number_in(entries)
    return Annex2Paper(
        number=application.number or "",
        edition=edition.number if edition else application.edition,
        filled_at=edition.at if edition else application.submitted_at or application.saved_at,
        channel=application.channel,
        recommender=application.recommender,
        entries=entries,
        born=known.birth_date if known else None,
        sex=known.sex if known else None,
        employment=Employment(entries["employment"]) if entries["employment"] else None,
        specialties=_specialties(session, entries),
        commitments=as_promised(written.promises),
        promises=written.promises,
        photo=_photo(session, application, edition),
        vetted=_vetted(application),
        opinions=[
            Opinion(
                each.section.name, each.answer, each.answered_by.name if each.answered_by else "",
                each.answered_at,
            )
            for each in application.opinions
        ],
    )  # fmt: skip


def _specialties(session: Session, entries: Mapping[str, Any]) -> list[Specialised]:
    codes = [entries[name] for name in ("primary", "second", "third") if entries[name]]
    known = {
        row.code: Specialised(row.category_name, row.industry_name, row.name)
        for row in session.scalars(select(Specialty).where(Specialty.code.in_(codes)))
    }
    return [known[code] for code in codes if code in known]


def _photo(
    session: Session, application: Application, edition: ApplicationEdition | None
) -> StoredFile | None:
    """The one of now; of an edition, the one that came with it."""
    if edition:
        return session.get(StoredFile, edition.files[0]) if edition.files else None
    pictures = [each.file for each in application.attachments if each.kind is AttachmentKind.PHOTO]
    return pictures[-1] if pictures else None


def _vetted(application: Application) -> Opinion | None:
    """What the lead section found; None until it has."""
    if not (application.vetter and application.section):
        return None
    return Opinion(
        application.section.name,
        application.vetting_opinion,
        application.vetter.name,
        application.vetted_at,
    )
