"""日志 · one JSON line a request, for whoever runs the machine. No name, no number, no text of a
person stands in it: those are in the register."""

import logging
import time
from typing import Any

import structlog
from flask import Flask, Response, g, request, session
from flask.signals import got_request_exception

log = structlog.get_logger("zexian")

# Whoever objects to a notice, reports misconduct, follows either or answers for a unit is not told
# even to the log.
_UNNAMED = {
    "publicity.object_to", "publicity.follow", "publicity.supplement", "feedback.answer",
    "integrity.index", "integrity.report", "integrity.follow", "integrity.message",
}  # fmt: skip


def begin() -> None:
    g.begun = time.perf_counter()


def note(response: Response) -> Response:
    if request.endpoint != "static":
        log.info(
            "request",
            endpoint=request.endpoint,
            method=request.method,
            status=response.status_code,
            ms=round((time.perf_counter() - g.begun) * 1000, 1),
            account=asker(),
        )
    return response


def names_nobody() -> bool:
    """Whether this is a page on which it is not to be known who asks."""
    return request.endpoint in _UNNAMED


def asker() -> str:
    """The account's number; nobody's where it is not to be known, or nobody is signed in."""
    return "" if names_nobody() else session.get("_user_id", "").partition(":")[0]


def places(exception: BaseException) -> list[str]:
    """Where it broke, frame by frame, without the values that were at hand."""
    frames, trace = [], exception.__traceback__
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-8:]


def note_exception(_app: Flask, exception: BaseException, **_more: Any) -> None:
    kind = type(exception).__name__
    log.error("exception", endpoint=request.endpoint, kind=kind, at=places(exception))


def init_app(app: Flask) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if app.testing else logging.INFO
        ),
    )
    if not app.testing:
        app.logger.setLevel(logging.CRITICAL)  # Flask's own would print an exception's values
    app.before_request(begin)
    app.after_request(note)
    got_request_exception.connect(note_exception, app)
