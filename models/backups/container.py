"""备份文件 · a zip with the digest of each entry, sealed in the age format (age-encryption.org/v1)
while it is written; should this program be gone, ``age -d -i KEY FILE`` gives the zip.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from models.errors import Refusal
from models.packages import digest_of

MANIFEST = "manifest.json"
_DRAFTS = ".part"
_OTHER_KEY = "No matching keys found"
_DAMAGED = "备份文件已损坏或者不完整，不能恢复，请改用另一份"


class Sheaf:
    """What goes into a backup, entry by entry, each with its SM3."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self.digests: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        digest = hashlib.new("sm3")
        with self._packed.open(name, "w", force_zip64=True) as entry:
            for piece in pieces:
                digest.update(piece)
                entry.write(piece)
        self.digests[name] = digest.hexdigest()

    def close_with(self, about: dict[str, Any]) -> None:
        """The manifest, last of all: a backup without one is none."""
        text = json.dumps(about | {"entries": self.digests}, ensure_ascii=False, indent=1)
        self._packed.writestr(MANIFEST, text)


def write(path: Path, recipient: Recipient, fill: Callable[[Sheaf], None]) -> None:
    """Make the backup at ``path``: there whole, or not at all whenever the machine stops; what is
    there already is not written over."""
    _refuse_existing(path)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_DRAFTS}")
    try:
        with _private(draft) as target:
            with _sealing(target, recipient) as sink, ZipFile(sink, "w", ZIP_DEFLATED) as packed:
                fill(Sheaf(packed))
            os.fsync(target.fileno())
        _refuse_existing(path)
        draft.rename(path)
    except OSError as away:
        raise Refusal(f"备份没有做成：{path.parent} 写不进去（{_why(away)}）") from away
    finally:
        draft.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take away what a backup that was killed has left."""
    for draft in folder.glob(f".*{_DRAFTS}"):
        draft.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, identity: Identity, scratch: Path) -> Iterator[tuple[ZipFile, Any]]:
    """The zip and its manifest, every entry held against its digest. ``scratch``: where it lies
    opened meanwhile."""
    plain = scratch / "backup.zip"
    _unseal(path, identity, plain)
    try:
        with ZipFile(plain) as packed:
            manifest = json.loads(packed.read(MANIFEST))
            for name, digest in manifest["entries"].items():
                with packed.open(name) as entry:
                    _refuse_other(digest_of(entry), digest)
            yield packed, manifest
    except (BadZipFile, KeyError) as broken:
        raise Refusal(_DAMAGED) from broken
    finally:
        plain.unlink(missing_ok=True)


def _refuse_other(found: str, wanted: str) -> None:
    if found != wanted:
        raise Refusal(_DAMAGED)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise Refusal(f"{path} 已经存在，不覆盖；请换一个文件名")


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner may read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(handle, "wb", buffering=0)


class _Target(RawIOBase):
    """Where the sealing writes. It remembers what the file system refused, which comes back from
    the sealing only as words."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.refused: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        left = memoryview(data)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as away:
            self.refused = away
            raise
        return len(data)


@contextmanager
def _sealing(file: IO[bytes], recipient: Recipient) -> Iterator[IO[bytes]]:
    """Whatever is written is sealed into ``file`` by a thread beside, a piece at a time."""
    inlet, outlet = os.pipe()
    target = _Target(file)

    def drain() -> None:
        with os.fdopen(inlet, "rb") as source:
            encrypt_io(source, target, [recipient])

    with ThreadPoolExecutor(1) as beside:
        sealed = beside.submit(drain)
        try:
            with suppress(BrokenPipeError), os.fdopen(outlet, "wb") as sink:
                yield sink
            sealed.result()
        except EncryptError as failed:
            raise target.refused or OSError(0, str(failed)) from failed


def _unseal(path: Path, identity: Identity, plain: Path) -> None:
    try:
        with path.open("rb") as source, _private(plain) as file:
            target = _Target(file)
            decrypt_io(source, target, [identity])
    except DecryptError as shut:
        if str(shut) == _OTHER_KEY:
            raise Refusal("备份密钥不对，打不开这份备份；请用备份时的密钥文件") from shut
        raise Refusal(_DAMAGED) from shut
    except OSError as broken:
        if broken.errno is None:
            raise Refusal(_DAMAGED) from broken
        raise Refusal(f"备份读不了，或者没有地方展开（{_why(broken)}）") from broken


def _why(away: OSError) -> str:
    return away.strerror or str(away)
