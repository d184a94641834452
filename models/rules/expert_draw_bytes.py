"""抽取文件的字节 · expert-draw/1: how values become bytes, digests and random numbers."""

import hashlib
import json
from collections.abc import Iterable, Mapping

FORMAT = "expert-draw/1"
LARGEST = 10**15 - 1  # every language that reads JSON holds it exactly


def sm3(data: bytes) -> bytes:
    """The 32 bytes of GB/T 32905. RuntimeError where this Python was built without it."""
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError as missing:
        raise RuntimeError(
            "本机 Python 的 hashlib 没有 SM3，不能抽取：请换用链接 OpenSSL 1.1.1 以上"
            "且未停用国密算法的 Python（Debian 12 自带的即可）"
        ) from missing


def canonical(value: object) -> bytes:
    """C(x): JSON with sorted keys, no spaces, in UTF-8. TypeError on what two languages may write
    differently: floats, null, keys that are not text."""
    _insist_exact(value)
    return encode(value)


def encode(value: object) -> bytes:
    """C(x) of a value that is known to be exact, such as a request: large ones are felt."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def canonical_object(entries: Mapping[str, bytes]) -> bytes:
    """C(x) of an object whose entries are canonical already."""
    parts = [canonical(name) + b":" + entries[name] for name in sorted(entries)]
    return b"{" + b",".join(parts) + b"}"


def _insist_exact(value: object) -> None:
    if isinstance(value, dict):
        _insist_text(value)
        _insist_each(value.values())
    elif isinstance(value, list | tuple):
        _insist_each(value)
    elif not isinstance(value, str | int):
        raise TypeError(f"{value!r} has no exact form in {FORMAT}")


def _insist_each(values: Iterable[object]) -> None:
    for value in values:
        if type(value) is not str and type(value) is not int:
            _insist_exact(value)


def _insist_text(keys: Iterable[object]) -> None:
    if not {type(key) for key in keys} <= {str}:
        raise TypeError(f"keys are text in {FORMAT}")


def uint64(number: int) -> bytes:
    return number.to_bytes(8, "big")


class RandomStream:
    """Numbers from a seed: the same on every machine, each equally likely, never repeated."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._block = 0

    def uniform(self, n: int) -> int:
        """One of 0 … n−1. Blocks in the last incomplete run of n are passed over: no bias."""
        whole_runs = 2**256 // n * n
        while (number := self._next()) >= whole_runs:
            pass
        return number % n

    def _next(self) -> int:
        block = sm3(b"\x03" + self._seed + uint64(self._block))
        self._block += 1
        return int.from_bytes(block, "big")
