"""次数限制 · how often one address may fail to sign in, or ask for an account."""

from flask import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# A whole office may stand behind one address: so more than one account's five failures.
FAILURES_PER_ADDRESS = "20 per 5 minutes"
# A unit may send its people one after the other from one address, a mischief-maker far more.
ACCOUNTS_PER_ADDRESS = "40 per hour"
LODGINGS_PER_ADDRESS = "30 per hour"
# A telephone asks for its calendar every quarter of an hour; many may share an address.
FEEDS_PER_ADDRESS = "120 per minute"
MISSES_PER_ADDRESS = "30 per hour"

limiter = Limiter(get_remote_address, storage_uri="memory://")


def is_failure(response: Response) -> bool:
    return response.status_code == 422


def is_missing(response: Response) -> bool:
    return response.status_code == 404


def is_taken(response: Response) -> bool:
    return response.status_code == 200
