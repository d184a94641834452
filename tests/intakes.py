"""What people bring to an application: photographs, scans, and a form filled in at the browser."""

import io
from typing import Any

from PIL import Image

from models.rules.annex_2_commitments import COMMITMENTS
from models.vocabulary import AttachmentKind
from tests.applications import FIRST, entries

PDF = b"%PDF-1.4 invented"


def picture(width: int = 600, height: int = 800, kind: str = "JPEG", **how: Any) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#88aacc").save(content, kind, **how)
    return content.getvalue()


def upload(name: str, data: bytes) -> tuple[io.BytesIO, str]:
    """A file as the browser sends it."""
    return io.BytesIO(data), name


def begin(browser, owner="applicant", **fields):
    """Start a form in the cycle that takes applications; the page on which it is filled in."""
    return browser(owner).open("applications.start").submit(**fields)


def filled(serial: int = FIRST, **other: str) -> dict[str, Any]:
    """Everything the form asks, the commitments ticked."""
    return entries(serial, **other) | {"promised": [each.key for each in COMMITMENTS]}


def bring(page, kind: AttachmentKind, *files: tuple[io.BytesIO, str], **how: Any):
    form = f"form[action$='/attachments/{kind.value}']"
    return page.submit(form, files=list(files), **how)


def complete(page, serial: int = FIRST, **other: str):
    """Fill the form in and bring what a senior engineer has to bring; not handed in yet."""
    page = page.submit("#entries", **filled(serial, **other))
    page = bring(page, AttachmentKind.PHOTO, upload("照片.jpg", picture()))
    page = bring(page, AttachmentKind.EDUCATION, upload("毕业证.pdf", PDF))
    return bring(page, AttachmentKind.TITLE, upload("职称证书.pdf", PDF))


def hand_in(page, **fields: Any):
    """Press the button that hands it in, with what stands in the form."""
    button = page.soup.select_one("button[formaction]")
    page.soup.select_one("#entries")["action"] = button["formaction"]
    ticked = [box["value"] for box in page.soup.select("[name=promised][checked]")]
    return page.submit("#entries", **{"promised": ticked} | fields)
