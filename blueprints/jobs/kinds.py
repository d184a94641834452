"""任务种类表 · the kinds of long work there are."""

from collections.abc import Mapping

from blueprints.jobs.archive import Archive
from blueprints.jobs.certificates import CERTIFICATES, PrintCertificates
from blueprints.jobs.kind import Kind
from models.queries.archives import ARCHIVE

KINDS: Mapping[str, Kind] = {CERTIFICATES: PrintCertificates(), ARCHIVE: Archive()}
