"""附件 · where the office keeps its files, and how one is handed to whoever may have it."""

from io import BytesIO
from pathlib import Path

from flask import Response, current_app, send_file

from models.operations.files import SHOWN_INLINE, opened
from models.tables import StoredFile


def folder() -> Path:
    """The folder of everything kept, outside the static tree."""
    kept: Path = current_app.extensions["instance"].uploads
    return kept


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
