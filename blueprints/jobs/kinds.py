"""任务种类表 · the kinds of long work there are."""

from collections.abc import Mapping

from blueprints.jobs.certificates import CERTIFICATES, PrintCertificates
from blueprints.jobs.kind import Kind

KINDS: Mapping[str, Kind] = {CERTIFICATES: PrintCertificates()}
