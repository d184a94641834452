"""An unannounced inspection of the small office's target, for tests."""

from datetime import timedelta
from typing import Any

from tests.states import STARTS

HOUR = STARTS - timedelta(hours=1)  # told an hour before it begins
JUST_BEFORE = HOUR - timedelta(seconds=1)
UNIT = "虚构目标煤矿"
SECRET = "目标煤矿"


def asked(**other: Any) -> dict[str, Any]:
    """What makes a dispatch of ``tests.states`` unannounced."""
    return {"is_unannounced": True, "reveal_at": HOUR} | other
