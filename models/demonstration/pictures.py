"""虚构附件 · a grey silhouette for a photograph, a blank sheet for every other paper: nobody's."""

import io
from functools import cache

from PIL import Image, ImageDraw

from models.operations.files import Upload
from models.vocabulary import AttachmentKind

_GROUND, _FIGURE, _LINE = 236, 168, 205  # greys
_PORTRAIT, _SHEET = (590, 826), (595, 842)


def paper(kind: AttachmentKind, name: str) -> Upload:
    """What somebody of that name hands in as ``kind``."""
    if kind is AttachmentKind.PHOTO:
        return Upload(f"{name}照片.jpg", _silhouette())
    return Upload(f"{name}{kind.label[:12]}（演示）.pdf", _sheet())


def scan(name: str) -> Upload:
    """A paper that a unit hands in."""
    return Upload(f"{name}（演示）.pdf", _sheet())


@cache
def _silhouette() -> bytes:
    """Head and shoulders."""
    picture = Image.new("L", _PORTRAIT, _GROUND)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((185, 160, 405, 440), fill=_FIGURE)
    pen.rounded_rectangle((245, 400, 345, 560), 30, fill=_FIGURE)
    pen.ellipse((75, 520, 515, 1100), fill=_FIGURE)
    return _written(picture, "JPEG")


@cache
def _sheet() -> bytes:
    """Lines where words would stand, a ring where a seal would."""
    picture = Image.new("L", _SHEET, 255)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((40, 40, 555, 802), outline=_LINE, width=3)
    pen.rectangle((170, 110, 425, 132), fill=_LINE)
    for row in range(12):
        pen.rectangle((90, 200 + 36 * row, 505 - 60 * (row % 3), 208 + 36 * row), fill=_GROUND)
    pen.ellipse((370, 620, 490, 740), outline=_LINE, width=4)
    return _written(picture, "PDF")


def _written(picture: Image.Image, form: str) -> bytes:
    content = io.BytesIO()
    picture.save(content, form)
    return content.getvalue()
