"""What every benchmark writes: where and with what it was measured, and tables."""

import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

FOLDER = Path(__file__).parents[2] / "docs" / "benchmarks"


def median_ms(
    work: Callable[[], Any], runs: int, clock: Callable[[], float] = perf_counter
) -> float:
    """The median of ``runs`` runs in milliseconds, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        begun = clock()
        work()
        times.append(clock() - begun)
    return 1000 * median(times)


def write(name: str, title: str, sections: Iterable[str], peers: Sequence[str] = ()) -> None:
    """Write docs/benchmarks/NAME.md: ``sections`` are Markdown, ``peers`` installed packages."""
    path = FOLDER / f"{name}.md"
    path.write_text("\n\n".join([f"# {title}", _measured(name, peers), *sections]) + "\n")
    print(f"wrote {path.relative_to(FOLDER.parents[1])}")


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def section(title: str, *paragraphs: str) -> str:
    return "\n\n".join([f"## {title}", *paragraphs])


def _measured(name: str, peers: Sequence[str]) -> str:
    versions = [f"Python {platform.python_version()}", *(f"{p} {version(p)}" for p in peers)]
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `script/bench {name}` on {cpu_count()} cores "
        f"of {_processor()}, {platform.system()}, {', '.join(versions)}. Absolute times wander on "
        "a shared machine; the ratios and the growth are what is promised."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return sys.platform
