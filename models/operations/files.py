"""附件 · taking a file in: judged by what it holds, kept outside the tree under a random name."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from models.db import db, unless_kept
from models.errors import Refusal
from models.packages import digest_of_file
from models.rules.article_11_draw import sm3
from models.rules.file_names import safe_file_name
from models.sealed import keyring
from models.tables import Holding, StoredFile

LARGEST = 10 * 1024 * 1024  # bytes
_KINDS: Mapping[bytes, tuple[str, tuple[str, ...]]] = {
    b"%PDF-": ("application/pdf", (".pdf",)),
    b"\x89PNG\r\n\x1a\n": ("image/png", (".png",)),
    b"\xff\xd8\xff": ("image/jpeg", (".jpg", ".jpeg")),
    b"PK\x03\x04": ("application/octet-stream", (".docx", ".xlsx")),
}
MADE: Mapping[str, str] = {".pdf": "application/pdf", ".zip": "application/zip"}
PICTURES = frozenset({"image/png", "image/jpeg"})
SHOWN_INLINE = PICTURES | {"application/pdf"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name on the sender's machine and its bytes."""

    name: str
    data: bytes


def keep(upload: Upload, folder: Path, *, by: Holding | None, sealed_as: str = "") -> StoredFile:
    """Store the file; None: nobody is to know who sent it; ``sealed_as``: what it holds is sealed,
    and read again by ``opened``. Refused when it is empty, too large, of another kind than its
    name says, or of a kind the office does not take."""
    media_type = _media_type(upload)
    content = keyring().seal_bytes(upload.data, sealed_as) if sealed_as else upload.data
    path = secrets.token_hex(16)
    unless_kept(partial((folder / path).unlink, missing_ok=True))
    (folder / path).write_bytes(content)
    stored = StoredFile(
        account_id=by.account_id if by else None,
        name=safe_file_name(Path(upload.name).name)[-120:],
        media_type=media_type,
        size=len(upload.data),
        digest=sm3(content).hex(),
        path=path,
    )
    db.session.add(stored)
    return stored


def opened(stored: StoredFile, folder: Path, sealed_as: str) -> bytes:
    """What a sealed file holds."""
    return keyring().open_bytes((folder / stored.path).read_bytes(), sealed_as)


def write_whole(path: Path, content: bytes) -> None:
    """Write the file so that, whenever the machine stops, it is there whole or not at all."""
    draft = path.with_name(f"{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)


def take_over(made: Path, folder: Path, name: str, *, by: Holding) -> StoredFile:
    """Store a file that the office made itself, of whatever size."""
    path = secrets.token_hex(16)
    stored = StoredFile(
        account_id=by.account_id,
        name=name,
        media_type=MADE[Path(name).suffix],
        size=made.stat().st_size,
        digest=digest_of_file(made),
        path=path,
    )
    unless_kept(partial((folder / path).unlink, missing_ok=True))
    made.replace(folder / path)
    db.session.add(stored)
    return stored


def _media_type(upload: Upload) -> str:
    if not upload.data:
        raise Refusal(f"“{upload.name}”是空文件，请重新选择", field="files")
    if len(upload.data) > LARGEST:
        raise Refusal(f"“{upload.name}”超过10MB，请压缩或拆分后再上传", field="files")
    ending = Path(upload.name).suffix.lower()
    for magic, (media_type, endings) in _KINDS.items():
        if upload.data.startswith(magic) and ending in endings:
            return media_type
    raise Refusal(
        f"“{upload.name}”不是可用的文件：请上传PDF、JPG、PNG图片或DOCX、XLSX文件，"
        "且扩展名与内容一致",
        field="files",
    )
