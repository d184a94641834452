"""不具名来件 · what whoever may stay unnamed hands in: a code to follow it by, sentences that say
something, files that tell nothing of their sender."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.errors import Refusal
from models.operations.files import Upload, keep
from models.operations.pictures import is_picture, photograph
from models.rules import case_code
from models.sealed import keyring
from models.tables import StoredFile

LONGEST, MOST_FILES = 4000, 3
_SHORTEST = 10  # characters that can say what is wrong


def code_of(*written: Any) -> str:
    """The case code: the same for the same form sent twice, and kept nowhere."""
    text = json.dumps(written, ensure_ascii=False)
    return case_code.of_digest(keyring().lookup(f"case:{text}"))


def check_text(text: str, ask: str, *, article: int, field: str = "text") -> None:
    if not _SHORTEST <= len(text.strip()) <= LONGEST:
        raise Refusal(f"{ask}，{_SHORTEST}至{LONGEST}字", article=article, field=field)


def check_files(uploads: Sequence[Upload], *, article: int) -> None:
    if len(uploads) > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=article, field="files")


def check_contact(name: str, contact: str, *, article: int) -> None:
    """Whoever gives their name is to be reached as well."""
    for field, value, ask in (
        ("name", name, "实名提出的，请填写姓名"),
        ("contact", contact, "实名提出的，请填写联系方式"),
    ):
        if not value.strip():
            raise Refusal(ask, article=article, field=field)


def kept(
    uploads: Sequence[Upload], folder: Path, *, sealed_as: str, article: int
) -> list[StoredFile]:
    """Sealed, under names that tell nothing; pictures without what a camera wrote into them."""
    return [
        _kept(upload, folder, place, sealed_as, article) for place, upload in enumerate(uploads, 1)
    ]


def _kept(upload: Upload, folder: Path, place: int, sealed_as: str, article: int) -> StoredFile:
    plain = photograph(upload, article=article) if is_picture(upload) else upload
    stored = keep(plain, folder, by=None, sealed_as=sealed_as)
    stored.name = f"附件{place}{Path(plain.name).suffix.lower()}"
    return stored
