"""留痕台账 · appending to the chain beside a plain insert, and proving a hundred thousand rows."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from time import process_time

import flask_migrate

from app import create_app
from models import chain, clock
from models.db import db
from models.tables import Event
from script.benchmarks import report

ROWS = 100_000
AT_ONCE = 1_000
ACTS = 300
START = clock.local(clock.now()).replace(year=2026, month=1, day=5)


@contextmanager
def office() -> Iterator[None]:
    """An empty database of its own, made by the migrations."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE_DIR": folder})
        with app.app_context():
            flask_migrate.upgrade()
            yield
            db.session.remove()
            db.engine.dispose()


def act(order: int) -> Event:
    """An act as the register usually takes it down."""
    return Event(
        at=START + timedelta(minutes=order), kind="dispatch:endorse", label="审核同意",
        actor_name="虚构人", address="10.0.0.1", article=11,
        matter=f"dispatch:{order}", subject=f"dispatch:{order}",
        facts={"before": "drawn", "after": "endorsed", "note": "同意，请按规定办理"},
    )  # fmt: skip


def fill() -> None:
    for first in range(0, ROWS, AT_ONCE):
        chain.append(db.session(), [act(order) for order in range(first, first + AT_ONCE)])
        db.session.commit()


def append_one(orders: Iterator[int]) -> None:
    chain.append(db.session(), [act(next(orders))])
    db.session.commit()


def insert_one(orders: Iterator[int]) -> None:
    """The same row with numbers and digests made up: what the database itself takes."""
    row = act(next(orders))
    row.number, row.previous, row.digest = 10 * ROWS + int(row.matter[9:]), "0" * 64, "1" * 64
    db.session.add(row)
    db.session.commit()


def prove() -> None:
    if faults := chain.verify(db.session()).faults:
        raise RuntimeError(faults[0])


def main() -> None:
    with office():
        fill()
        orders = iter(range(ROWS, 10 * ROWS))
        proved = report.median_ms(prove, 3, process_time)
        chained = report.median_ms(partial(append_one, orders), ACTS)
        plain = report.median_ms(partial(insert_one, orders), ACTS)
    rows = [
        ("one act chained, committed", f"{chained:.2f}", f"{chained / plain:.2f}"),
        ("the same row without chain", f"{plain:.2f}", "1.00"),
        (f"proving {ROWS:,} rows (processor time)", f"{proved:,.0f}", ""),
    ]
    text = (
        f"SQLite, `synchronous=FULL`, a register of {ROWS:,} rows; medians of {ACTS} acts, each in "
        "a transaction of its own. To prove is to read every row, compute its SM3 over the row "
        "before and compare."
    )
    table = report.table(["", "ms", "× without chain"], rows)
    report.write("register", "The register", [text, table])


if __name__ == "__main__":
    main()
