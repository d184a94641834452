"""文件名 · a name of a file that every system takes, made of what people typed."""

import re

_FORBIDDEN = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f'
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"  # unseen, and what turns the order round
)
_LONGEST = 180  # bytes: file systems take 255, and something is put before and after


def safe_name(text: str) -> str:
    """The text on one line without what Windows, a path or a reader would misread, its end cut off
    where it is too long; never empty, hidden or a way out of its folder."""
    line = _FORBIDDEN.sub("_", text).strip(" .")
    return line.encode()[:_LONGEST].decode(errors="ignore").strip(" .") or "无名"


def safe_file_name(text: str) -> str:
    """The same of a file's name, which keeps its ending."""
    stem, dot, ending = text.rpartition(".")
    if not stem or len(ending) > 5:
        return safe_name(text)
    return f"{safe_name(stem)}{dot}{safe_name(ending)}"
