"""登录限制 · how often one address may fail to sign in, whichever accounts it tries."""

from flask import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# A whole office may stand behind one address: so more than one account's five failures.
FAILURES_PER_ADDRESS = "20 per 5 minutes"

limiter = Limiter(get_remote_address, storage_uri="memory://")


def is_failure(response: Response) -> bool:
    return response.status_code == 422
