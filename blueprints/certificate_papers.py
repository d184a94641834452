"""聘书的纸面 · certificates as pages of a PDF, each with the address by which it is checked."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import current_app

from blueprints import documents
from models.db import db
from models.queries import heads
from models.queries.parameters import is_demonstration
from models.tables import Certificate


def content(certificates: Iterable[Certificate], root: str) -> bytes:
    """``root``: the address at which people reach the office; a worker has no request to tell."""
    parts = urlsplit(root)
    issued = list(certificates)
    printed = heads.of_certificates(db.session(), [each.matter for each in issued])
    addresses = current_app.url_map.bind(parts.netloc, parts.path, url_scheme=parts.scheme)
    pages = [
        (each, addresses.build("certificates.verify", {"code": each.code}, force_external=True))
        for each in issued
    ]
    return documents.pdf(
        "documents/certificate.html",
        certificates=pages,
        heads=printed,
        demonstration=is_demonstration(db.session()),
    )
