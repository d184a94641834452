"""The browser files that others wrote: script/vendor fetched them and nobody touched them since."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def check(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([root / "script/vendor", "--check"], capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path):
    """The vendored files and their manifest in a place where they may be spoilt."""
    for folder in ("script", "static/vendor", "tests/browser/vendor"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_every_vendored_file_is_as_it_was_fetched():
    assert check(ROOT).returncode == 0


def test_an_altered_file_is_named(copy):
    with (copy / "static/vendor/htmx/htmx.min.js").open("a") as file:
        file.write(" ")
    assert check(copy).stdout == "altered: static/vendor/htmx/htmx.min.js\n"


def test_a_missing_file_is_named(copy):
    (copy / "static/vendor/htmx/LICENSE").unlink()
    assert check(copy).stdout == "missing: static/vendor/htmx/LICENSE\n"


def test_a_file_that_came_another_way_is_named_and_fails_the_check(copy):
    (copy / "static/vendor/extra.js").touch()
    checked = check(copy)
    assert (checked.returncode, checked.stdout) == (1, "not on the list: static/vendor/extra.js\n")
