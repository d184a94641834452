"""导入附件3, judged by the roster and taken in whole or not at all."""

from datetime import date

import pytest

from models.db import db
from models.tables import Expert
from tests import rosters

FILES = {
    "roster.xlsx": rosters.xlsx(rosters.grid()),
    "roster.csv": rosters.csv_in("gb18030", rosters.grid()),
}
RIGHT = rosters.xlsx([rosters.HEADER, *rosters.right_rows()])


def experts() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Expert))


@pytest.fixture
def run(app, tmp_path):
    """``run("a.xlsx", content, "--dry-run")``: what the command prints, and its exit code."""

    def run(name, content, *options):
        file = tmp_path / name
        file.write_bytes(content)
        done = app.test_cli_runner().invoke(args=["import", "experts", str(file), *options])
        db.session.rollback()
        return done

    return run


@pytest.mark.parametrize("name", FILES)
def test_of_a_clerks_sheet_the_ten_wrong_rows_are_named_and_the_rest_are_right(run, name):
    done = run(name, FILES[name], "--dry-run")
    lines = done.stdout.splitlines()
    wrong = [line for line in lines if "  不能导入  " in line]
    assert len(wrong) == 10
    for line, (_, words) in zip(wrong, rosters.wrong_rows(), strict=True):
        assert words in line
    assert len([line for line in lines if "  新增  " in line]) == 12
    assert lines[-1] == "共22行：新增12行，修改0行，不变0行，不能导入10行"
    assert done.exit_code == 1


def test_a_right_sheet_is_taken_in_and_the_second_time_changes_nothing(run):
    before = experts()
    done = run("roster.xlsx", RIGHT)
    assert (done.exit_code, experts()) == (0, before + 12)
    again = run("roster.xlsx", RIGHT, "--dry-run")
    assert again.stdout.splitlines()[-1] == "共12行：新增0行，修改0行，不变12行，不能导入0行"
