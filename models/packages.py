"""卷宗 · files packed as a zip with the SM3 of each; and whether they are still what they were."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import copyfileobj
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

DIGESTS = "SM3.txt"
_TEXTS = frozenset({".csv", ".json", ".txt"})  # what is worth making smaller
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # no day of its own: the same files give the same bytes
_OWN_ALONE = 0o600 << 16
_UNREADABLE = (BadZipFile, EOFError, KeyError, OSError, ValueError, zlib.error)


def digest_of(opened: IO[bytes]) -> str:
    """SM3 of what is read, a piece at a time."""
    return hashlib.file_digest(opened, lambda: hashlib.new("sm3")).hexdigest()  # type: ignore[arg-type]


def digest_of_file(path: Path) -> str:
    with path.open("rb") as opened:
        return digest_of(opened)


def write(package: Path, files: Iterable[tuple[str, Path]]) -> None:
    """Pack ``files`` (name in the package, where it lies), and the digest of each."""
    lines = []
    with ZipFile(package, "w") as packed:
        for name, path in files:
            with path.open("rb") as source, packed.open(_info(name), "w") as target:
                copyfileobj(source, target)
            lines.append(f"{digest_of_file(path)}  {name}\n")
        packed.writestr(_info(DIGESTS), "".join(lines))


def faults(package: Path) -> list[str]:
    """A sentence for each file that is not as it was packed; none where all are."""
    try:
        with ZipFile(package) as packed:
            wanted, there = _listed(packed), set(packed.namelist()) - {DIGESTS}
            return [
                *(f"缺少“{name}”" for name in wanted if name not in there),
                *(f"多出“{name}”" for name in sorted(there - wanted.keys())),
                *(
                    f"“{name}”与归档时不一致"
                    for name, digest in wanted.items()
                    if name in there and _digest_in(packed, name) != digest
                ),
            ]
    except _UNREADABLE:
        return ["卷宗文件已损坏，打不开"]


def folders(package: Path) -> Mapping[str, int]:
    """How many files each folder holds, in order; none where the package cannot be opened."""
    try:
        with ZipFile(package) as packed:
            return Counter(name.partition("/")[0] for name in packed.namelist() if "/" in name)
    except _UNREADABLE:
        return {}


def read(package: Path, name: str) -> bytes | None:
    """None where it cannot be read, or is not what was packed."""
    try:
        with ZipFile(package) as packed:
            return packed.read(name)
    except _UNREADABLE:
        return None


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _BEGINNING)
    info.compress_type = ZIP_DEFLATED if Path(name).suffix in _TEXTS else ZIP_STORED
    info.external_attr = _OWN_ALONE
    return info


def _listed(packed: ZipFile) -> dict[str, str]:
    rows = packed.read(DIGESTS).decode().splitlines()
    return {name: digest for digest, _, name in (row.partition("  ") for row in rows)}


def _digest_in(packed: ZipFile, name: str) -> str:
    try:
        with packed.open(name) as opened:
            return digest_of(opened)
    except _UNREADABLE:
        return ""
