"""聘书的纸面 · certificates as pages of a PDF, each with the address by which it is checked."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import current_app

from blueprints import documents
from models.db import db
from models.queries.parameters import is_demonstration
from models.tables import Certificate


def content(certificates: Iterable[Certificate], root: str) -> bytes:
    """``root``: the address at which people reach the office; a worker has no request to tell."""
    parts = urlsplit(root)
    addresses = current_app.url_map.bind(parts.netloc, parts.path, url_scheme=parts.scheme)
    pages = [
        (each, addresses.build("certificates.verify", {"code": each.code}, force_external=True))
        for each in certificates
    ]
    return documents.pdf(
        "documents/certificate.html",
        certificates=pages,
        demonstration=is_demonstration(db.session()),
    )
