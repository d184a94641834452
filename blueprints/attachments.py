"""附件 · where the office keeps its files, and how one is handed to whoever may have it."""

from base64 import b64encode
from collections.abc import Iterable
from contextlib import closing
from io import BytesIO
from pathlib import Path

from flask import Response, abort, current_app, request, send_file

from models.operations.files import SHOWN_INLINE, Upload, opened
from models.tables import StoredFile


def folder() -> Path:
    """The folder of everything kept, outside the static tree."""
    kept: Path = current_app.extensions["instance"].uploads
    return kept


def sent(name: str) -> list[Upload]:
    """The files that came along under that name of a form."""
    uploads = []
    for each in request.files.getlist(name):
        with closing(each):  # a large one lies in a file of its own meanwhile
            if each.filename:
                uploads.append(Upload(each.filename, each.read()))
    return uploads


def among(files: Iterable[StoredFile], file_id: int) -> StoredFile:
    """That one of them; an address that names any other file leads nowhere."""
    return next((each for each in files if each.id == file_id), None) or abort(404)


def hand_out(stored: StoredFile, sealed_as: str = "") -> Response:
    """The file under the name it came with, shown in the browser only where it cannot run;
    ``sealed_as``: what it was sealed for when it was kept."""
    content = BytesIO(opened(stored, folder(), sealed_as)) if sealed_as else folder() / stored.path
    return send_file(
        content,
        mimetype=stored.media_type,
        as_attachment=stored.media_type not in SHOWN_INLINE,
        download_name=stored.name,
    )


def as_address(stored: StoredFile) -> str:
    """A picture written into the page itself: a paper asks for nothing from anywhere."""
    content = (folder() / stored.path).read_bytes()
    return f"data:{stored.media_type};base64,{b64encode(content).decode()}"
