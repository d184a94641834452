"""任务队列 · it wakes whoever does the long work, and tells whether anybody is there to be woken.

In SQLite beside the office's own files, or in Redis where several machines share one office. It
may lose everything: the rows say what is to be done, and every minute they are looked through.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from signal import SIGINT, SIGTERM
from typing import Any, cast

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from redis.exceptions import RedisError

from blueprints.jobs import work
from blueprints.logs import log
from blueprints.outbound import send_due
from models import clock
from models.db import db
from models.queries import deliveries, jobs

_NAME, _SIGN_OF_LIFE = "zexian", "worker seen"
_BEAT, _SILENT = timedelta(seconds=10), timedelta(seconds=40)


class Queue:
    """The queue of one office. Opened when it is first needed."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.stopping: Callable[[], bool] = lambda: False

    @cached_property
    def huey(self) -> Huey:
        if url := self._app.config["REDIS_URL"]:
            opened = RedisHuey(_NAME, url=url)
        else:
            path = self._app.extensions["instance"].root / "queue.db"
            opened = SqliteHuey(_NAME, filename=str(path))
        opened.periodic_task(crontab(), name="wake_all")(self._wake_all)
        return opened

    @cached_property
    def _task(self) -> Callable[[int], Any]:
        return cast("Callable[[int], Any]", self.huey.task(name="do")(self._do))

    @cached_property
    def _round(self) -> Callable[[], Any]:
        return cast("Callable[[], Any]", self.huey.task(name="send")(self._send))

    def wake(self, job_id: int) -> None:
        """Have the job begun now; a queue that is away costs no more than a minute."""
        with _spared():
            self._task(job_id)

    def wake_all(self) -> None:
        """Have everything begun that waits, or that whoever worked on it has left."""
        for job_id in jobs.waiting(db.session(), clock.now()):
            self.wake(job_id)
        self.wake_postman()

    def wake_postman(self) -> None:
        """Have the notices sent that are due outside."""
        if deliveries.are_due(db.session(), clock.now()):
            with _spared():
                self._round()

    def beat(self) -> None:
        self.huey.put(_SIGN_OF_LIFE, clock.now())

    def is_attended(self) -> bool:
        """Whether a worker gave a sign of life lately."""
        seen: datetime | None = None
        with _spared():
            seen = self.huey.get(_SIGN_OF_LIFE, peek=True)
        return seen is not None and clock.now() - seen < _SILENT

    def leave(self) -> None:
        """The worker goes: nobody need wait until it is missed."""
        self.huey.delete(_SIGN_OF_LIFE)

    def worker(self) -> "Worker":
        return Worker(self)

    def _do(self, job_id: int) -> None:
        with self._app.app_context():
            work.do(job_id, self.stopping)

    def _send(self) -> None:
        with self._app.app_context():
            send_due(self.stopping)

    def _wake_all(self) -> None:
        with self._app.app_context():
            self.wake_all()


class Worker(Consumer):
    """One worker in a process of its own. Asked to stop, it ends the part at hand and no more."""

    def __init__(self, queue: Queue) -> None:
        self._queue, self._next_beat = queue, clock.now()
        queue._task, queue._round  # noqa: B018 - what is sent to the queue has to be known here
        super().__init__(queue.huey, workers=1, worker_type="thread", max_delay=1.0)
        self._signal_actions = {SIGINT: (False, True), SIGTERM: (False, True)}
        queue.stopping = self.stop_flag.is_set

    def loop(self, health_check_ts: float | None = None) -> float:
        if clock.now() >= self._next_beat:
            self._queue.beat()
            self._next_beat = clock.now() + _BEAT
        return cast("float", super().loop(health_check_ts))


@contextmanager
def _spared() -> Iterator[None]:
    """Without the queue an office goes on; whoever runs the machine is told."""
    try:
        yield
    except (sqlite3.Error, RedisError) as away:
        log.warning("queue", kind=type(away).__name__)


def queue() -> Queue:
    """The queue of the office at hand."""
    return cast("Queue", current_app.extensions["queue"])


def init_app(app: Flask) -> None:
    app.extensions["queue"] = Queue(app)
