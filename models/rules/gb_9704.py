"""党政机关公文格式 (GB/T 9704-2012) · how the title of a document is broken into lines.

The measures of the page stand in ``static/css/official.css``.
"""

import re

TITLE_WIDTH = 20  # characters of 22 pt in a line of 156 mm
# Where a title may be broken without tearing a word apart (7.3.1 回行时词意完整).
_JOINTS = re.compile(
    r"(?<=[》、，的和])(?!通知)|(?=《|泽州县|关于|印发|聘任|公布|公示|清退|拟|专家|管理|名单|的通知|的公告|会商研判|全体会议)"
)


def title_lines(title: str, width: int = TITLE_WIDTH) -> list[str]:
    """The title in as few lines as will hold it, as even as its words allow."""
    best: dict[int, tuple[int, int, list[str]]] = {0: (0, 0, [])}  # place → lines, squares, texts
    for end in [found.start() for found in _JOINTS.finditer(title)] + [len(title)]:
        ways = [
            (count + 1, squares + (end - start) ** 2, [*lines, title[start:end]])
            for start, (count, squares, lines) in best.items()
            if 0 < end - start <= width
        ]
        if ways:
            best[end] = min(ways)
    if len(title) in best:
        return best[len(title)][-1]
    return [title[start : start + width] for start in range(0, len(title), width)]
