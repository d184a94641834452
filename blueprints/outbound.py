"""通知外发 · a round of the worker: what is due on each open channel goes out, one after another.

An attempt is counted before the network is touched, so that a worker that dies in between has made
it; and what comes of it is kept before the next letter is taken up.
"""

from collections.abc import Callable
from contextlib import suppress

from blueprints.carriers import Carrier, Messenger, Postman, Undelivered
from models import channels
from models.db import unit_of_work
from models.errors import Refusal
from models.operations import deliveries
from models.operations.deliveries import Claim
from models.vocabulary import DeliveryChannel


def send_due(stopping: Callable[[], bool] = lambda: False) -> None:
    """Send until nothing is due, or ``stopping`` says to leave it. A channel whose other side does
    not answer is left alone until the next round."""
    opened = channels.in_use()
    if opened.mail:
        postman = Postman(opened.mail)
        _round(DeliveryChannel.EMAIL, postman, stopping)
        postman.leave()
    if opened.sms:
        _round(DeliveryChannel.SMS, Messenger(opened.sms), stopping)


def _round(channel: DeliveryChannel, carrier: Carrier, stopping: Callable[[], bool]) -> None:
    goes_on = True
    while goes_on and not stopping() and (claim := _claimed(channel)):
        goes_on = _attempt(claim, carrier)


def _attempt(claim: Claim, carrier: Carrier) -> bool:
    """Whether the next is worth trying now."""
    try:
        reference = carrier.carry(claim.letter)
    except Undelivered as fault:
        with unit_of_work():
            deliveries.failed(claim, fault.message)
        return not fault.is_down
    with unit_of_work():
        deliveries.arrived(claim, reference)
    return True


def _claimed(channel: DeliveryChannel) -> Claim | None:
    """The next attempt; None where there is none, or another worker was quicker."""
    claim = None
    with suppress(Refusal), unit_of_work():
        claim = deliveries.take_up(channel)
    return claim
