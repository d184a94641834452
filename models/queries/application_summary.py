"""申报表内容 · what an application says, in words and in the order of the annex."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.queries.applications import files_of, specialty_names
from models.rules.annex_2 import CLAIMS, ENTRIES
from models.rules.annex_2_commitments import Commitment, as_promised
from models.rules.annex_2_gaps import SPECIALTIES, id_number_in
from models.tables import Application, ApplicationEdition, StoredFile
from models.vocabulary import AttachmentKind, Employment, Route

# What is told in paragraphs.
PASSAGES = (
    "resume", "publications", "awards", "achievements", "legal_service", "relaxation",
    "age_relaxation",
)  # fmt: skip
_CODES = {**Employment.choices(), **Route.choices()}


@dataclass(frozen=True, slots=True)
class Summary:
    """``facts`` and ``passages``: label and text. ``files``: by what they prove; those of an
    earlier edition stand together, since what was since removed has lost its kind."""

    facts: list[tuple[str, str]]
    passages: list[tuple[str, str]]
    photo: StoredFile | None
    files: list[tuple[str, list[StoredFile]]]
    commitments: list[Commitment]


def summary_of(
    session: Session, application: Application, edition: ApplicationEdition | None = None
) -> Summary:
    """``edition``: one that was handed in; without it, the application as it stands. The ID number
    is masked."""
    written: Mapping[str, str] = (edition or application).entries
    return Summary(
        facts=_facts(session, application, written),
        passages=[
            (_label(name), written[name].strip())
            for name in PASSAGES
            if written.get(name, "").strip()
        ],
        photo=_photo(application, edition),
        files=_files(session, application, edition),
        commitments=as_promised((edition or application).promises),
    )


def _facts(
    session: Session, application: Application, written: Mapping[str, str]
) -> list[tuple[str, str]]:
    chosen = [written[name] for name in SPECIALTIES if written.get(name)]
    worded = {**_CODES, **specialty_names(session, chosen)}
    facts = [("申报方式", application.channel.label), ("推荐单位或股室", application.recommender)]
    facts += _off_the_id_number(written)
    for name in (*ENTRIES, *CLAIMS):
        text = written.get(name, "").strip()
        if text and name not in PASSAGES and name != "id_number":
            facts.append((_label(name), worded.get(text, text)))
    return [(label, text) for label, text in facts if text]


def _off_the_id_number(written: Mapping[str, str]) -> list[tuple[str, str]]:
    number = id_number_in(written)
    if number is None:
        return []
    born = number.birth_date
    return [
        ("身份证号", number.masked),
        ("性别", number.sex.label),
        ("出生年月", f"{born.year}年{born.month}月"),
    ]


def _label(name: str) -> str:
    return ENTRIES.get(name) or CLAIMS[name]


def _photo(application: Application, edition: ApplicationEdition | None) -> StoredFile | None:
    photos = [each.file for each in application.attachments if each.kind is AttachmentKind.PHOTO]
    if edition:
        photos = [each for each in photos if each.id in edition.files]
    return photos[-1] if photos else None


def _files(
    session: Session, application: Application, edition: ApplicationEdition | None
) -> list[tuple[str, list[StoredFile]]]:
    if edition:
        files: Sequence[StoredFile] = files_of(session, edition)
        return [("当时提交的材料", list(files))] if files else []
    grouped = {
        kind: [each.file for each in application.attachments if each.kind is kind]
        for kind in AttachmentKind
    }
    return [(kind.label, files) for kind, files in grouped.items() if files]
