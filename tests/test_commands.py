"""The commands around the office: a throwaway PostgreSQL, and the doctor."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | settings
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def bare(tmp_path):
    """The program on a machine where nothing was set up."""
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script/doctor", tmp_path / "script")
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    return tmp_path


def test_a_command_finds_a_server_of_its_own_and_answers_with_its_own_code():
    query = 'psql -tA "${DATABASE_URL/+psycopg/}" -c "SHOW fsync"; exit 7'
    done = run(ROOT / "script/with-postgres", "bash", "-c", query)
    assert (done.stdout, done.returncode) == ("off\n", 7)


def test_the_server_leaves_nothing_behind():
    ask = 'folder=${DATABASE_URL##*=}; test -d "$folder" && echo "$folder"'
    done = run(ROOT / "script/with-postgres", "bash", "-c", ask)
    assert done.returncode == 0
    assert not Path(done.stdout.strip()).exists()


def test_the_doctor_says_that_nothing_is_set_up_and_how_to_do_it(bare):
    seen = run("python3", bare / "script/doctor")
    assert "✗ 没有虚拟环境 .venv → 执行 script/setup" in seen.stdout.splitlines()
    assert seen.returncode == 1


def test_the_doctor_names_a_file_that_others_may_open(bare):
    keys = bare / "instance/keys.json"
    keys.parent.mkdir(mode=0o700)
    keys.touch(mode=0o644)
    seen = run("python3", bare / "script/doctor", INSTANCE_DIR=str(keys.parent))
    assert f"✗ 本机其他用户能打开 {keys} → chmod -R go= {keys.parent}" in seen.stdout


def test_the_doctor_sees_a_clock_that_was_set_back(bare):
    late = bare / "instance/zexian.db"
    late.parent.mkdir(mode=0o700)
    late.touch(mode=0o600)
    os.utime(late, (4102444800, 4102444800))  # the year 2100
    seen = run("python3", bare / "script/doctor", INSTANCE_DIR=str(late.parent))
    assert "比已有的记录还早 → 校准时间：timedatectl set-ntp true" in seen.stdout
