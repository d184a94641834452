"""文书 · papers as PDF. The one place that knows WeasyPrint.

A paper is made from its template and nothing else: no network, no clock, so that the same facts
give the same bytes and a digest of a paper means something.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import segno
from flask import Response, current_app
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# One for the life of the process: each new one would keep its fonts in memory for good.
_FONTS = FontConfiguration()
_variant: ContextVar[str | None] = ContextVar("variant", default=None)

# The faces of official papers, by any of the names under which they are sold. They are licensed:
# used where a bureau has installed them, never shipped.
OFFICIAL_FACES: Mapping[str, frozenset[str]] = {
    "小标宋": frozenset({"方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"}),
    "仿宋": frozenset({"仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"}),
    "楷体": frozenset({"楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"}),
    "黑体": frozenset({"黑体", "SimHei"}),
}  # fmt: skip
INSTALL = "请安装 fonts-noto-cjk 后重启程序"


@contextmanager
def for_keeping() -> Iterator[None]:
    """Papers made inside are made to be read in many years' time: PDF/A."""
    token = _variant.set("pdf/a-3b")
    try:
        yield
    finally:
        _variant.reset(token)


def pdf(template: str, **context: Any) -> bytes:
    """The paper that ``template`` makes of ``context``. The same input gives the same bytes.

    A character that no font of this machine has is logged: it prints as a box.
    """
    document = _rendered(template, context)
    content: bytes = document.write_pdf(pdf_variant=_variant.get())
    if boxes := _missing(document):
        current_app.logger.warning("文书中的“%s”没有字体可印：%s", "".join(sorted(boxes)), INSTALL)
    return content


def answer(content: bytes, filename: str) -> Response:
    """Show a paper in the browser; saved, it is called ``filename`` (RFC 5987)."""
    disposition = f"inline; filename*=UTF-8''{quote(filename, safe='')}"
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": disposition}
    )


def qr(text: str) -> str:
    """A QR code of ``text`` as the address of a picture."""
    address: str = segno.make(text, error="m", micro=False).png_data_uri(scale=6, border=0)
    return address


def font_gaps() -> list[str]:
    """What this machine's fonts cannot do, a sentence each; empty where papers come out as the
    rules for official documents ask. Tried on a paper, by outline: some fonts claim characters
    that they draw as nothing."""
    document = _rendered("documents/faces.html", {})
    document.write_pdf()
    families = {font.family for font in document.fonts.values()}
    absent = "".join(sorted(_missing(document) | _blank(document)))
    boxes = [f"没有字体能印“{absent}”，文书上会是空白或方框：{INSTALL}"] if absent else []
    return boxes + [
        f"没有安装{face}，文书以开放字体代替；有授权的请装入系统字体目录后重启程序"
        for face, names in OFFICIAL_FACES.items()
        if not families & names
    ]


def _rendered(template: str, context: dict[str, Any]) -> Document:
    source = current_app.jinja_env.get_template(template).render(context | {"qr": qr})
    static = Path(current_app.static_folder or "").resolve()
    page = HTML(string=source, base_url=f"{static.as_uri()}/", url_fetcher=OwnFiles(static))
    return page.render(font_config=_FONTS)


class OwnFiles(URLFetcher):
    """Reads the files of one folder, and pictures written into the paper itself. Nothing else: a
    paper shows no file of the machine and asks no network."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)
        self._folder = folder

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        address = urlsplit(url)
        path = Path(unquote(address.path)).resolve()
        if address.scheme != "data" and not path.is_relative_to(self._folder):
            raise ValueError(f"a paper reads its own files only, not {url}")
        return super().fetch(url, headers)


def _missing(document: Document) -> set[str]:
    """The characters of a written paper that no font has: each prints as a box."""
    return {chr(code) for font in document.fonts.values() for code in font.missing}


def _blank(document: Document) -> set[str]:
    """The characters of a written paper whose outline is empty."""
    return {
        text
        for font in document.fonts.values()
        for text in _without_outline(font.file_content, font.to_unicode)
        if text.strip()
    }


def _without_outline(content: bytes, texts: Mapping[int, str]) -> Iterator[str]:
    font = TTFont(BytesIO(content), fontNumber=0, lazy=True)
    outlines, names = font.getGlyphSet(), font.getGlyphOrder()
    for glyph, text in texts.items():
        pen = BoundsPen(outlines)
        outlines[names[glyph]].draw(pen)
        if pen.bounds is None:
            yield text
