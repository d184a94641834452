"""台账出门: the register held against what left the house, by a program that knows nothing else."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from models import chain, checkpoints, clock
from models.db import db, unit_of_work
from models.operations import accounts
from models.queries import register
from models.tables import RegisterHead
from models.vocabulary import Post
from tests.conftest import NOON
from tests.desks.test_register import tamper

SCRIPT = Path(__file__).parent.parent.parent / "script/verify_register.py"


@pytest.fixture
def acts(app, person):
    for _ in range(6):
        with unit_of_work():
            accounts.sign_out_everywhere(person(Post.HR).account, by=person(Post.SYSADMIN))


@pytest.fixture
def exported(app, acts, tmp_path):
    path = tmp_path / "register.jsonl"
    said = run(app, "export", "register", str(path))
    assert said.exit_code == 0, said.output
    return path


@pytest.fixture
def points(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_DIR", str(tmp_path))
    return tmp_path / "checkpoints.txt"


def run(app, *command):
    return app.test_cli_runner().invoke(args=command)


def judged(path, *more):
    done = subprocess.run(
        [sys.executable, SCRIPT, path, *more],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def rewrite(path, change):
    """Change the lines of an export as somebody could who has the file."""
    lines = path.read_text().splitlines()
    change(lines)
    path.write_text("\n".join(lines) + "\n")


def row(lines, place, /, **said):
    changed = json.loads(lines[place - 1]) | said
    lines[place - 1] = json.dumps(changed, ensure_ascii=False)


def head():
    return register.head(db.session())


def short():
    found = head()
    return checkpoints.Head(found.number, found.digest, "").short


def test_a_stranger_finds_it_whole_and_the_head_of_a_paper_in_it(app, acts, exported):
    printed = run(app, "verify", "register").output.split()[-1][:16]
    code, said = judged(exported)
    assert (code, said.startswith("台账完整")) == (0, True)
    some = json.loads(exported.read_text().splitlines()[3])["digest"][:16]
    assert judged(exported, "--head", f"4-{some}")[0] == 0
    assert judged(exported, "--head", some)[0] == 0
    code, said = judged(exported, "--head", f"{head().number}-{printed}")
    assert (code, "在这份文书之前导出的" in said) == (1, True)  # exporting was registered after


def swap_lines(lines):
    lines[2], lines[3] = lines[3], lines[2]


def swap_numbers(lines):
    row(lines, 3, number=4)
    row(lines, 4, number=3)


def rewrite_and_reckon(lines):
    """The row and its own digest, but not the next one's."""
    changed = json.loads(lines[2]) | {"name": "别人"}
    own = [changed[key] for key in (
        "number", "at", "kind", "label", "account", "name", "post", "address", "article",
        "matter", "subject", "facts")]  # fmt: skip
    digest = chain.new("sm3", f"{changed['previous']}{chain._canonical(own)}".encode())
    lines[2] = json.dumps(changed | {"digest": digest.hexdigest()}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: row(lines, 3, name="别人"), "第3行内容被改动"),
        (lambda lines: lines.pop(2), "第3行至第3行缺失"),
        (lambda lines: lines.insert(2, lines[1]), "第2行有2份，其中有插入的"),
        (swap_lines, "第3行排在第4行之后，次序被调换"),
        (swap_numbers, "第3行原是第4行，两行被调换"),
        (rewrite_and_reckon, "第3行被改写，第4行记着它原来的摘要"),
    ],
)
def test_whatever_was_done_to_a_row_is_named(exported, change, said):
    rewrite(exported, change)
    code, told = judged(exported)
    assert (code, said in told) == (1, True), told


def test_what_is_not_a_register_is_refused_in_words(exported):
    exported.write_text('{"number": "x"}\n')
    assert judged(exported) == (1, "第1行不是台账的一行，或者内容残缺\n")


def test_rows_exchanged_in_the_database_are_named(acts):
    tamper(
        "UPDATE event SET number = 900 WHERE number = 3",
        "UPDATE event SET number = 3 WHERE number = 4",
        "UPDATE event SET number = 4 WHERE number = 900",
    )
    assert "第3行原是第4行，两行被调换" in chain.verify(db.session()).faults


def test_each_day_has_one_checkpoint_chained_to_the_one_before(app, acts, points):
    for days in (0, 0, 1):
        with clock.held_at(NOON + timedelta(days=days)):
            assert run(app, "tick").exit_code == 0
    days = [line.split()[0] for line in points.read_text().splitlines()]
    assert days == ["2026-06-01", "2026-06-02"]
    assert points.stat().st_mode & 0o077 == 0
    assert "相符" in run(app, "verify", "register", "--against", str(points)).output
    points.write_text(points.read_text().replace("2026-06-01", "2026-05-31"))
    said = run(app, "verify", "register", "--against", str(points))
    assert (said.exit_code, "从第1行起被改动过" in said.output) == (1, True)


@pytest.mark.parametrize("content", [b"\xff\xfe\n", b"\n", b"2026-06-01 1 \n"])
def test_a_checkpoint_file_that_cannot_be_read_is_named(app, acts, points, content):
    points.write_bytes(content)
    said = run(app, "verify", "register", "--against", str(points))
    assert (said.exit_code, "从第1行起被改动过" in said.output) == (1, True)
    assert "从第1行起被改动过" in run(app, "tick").output


def test_an_old_backup_that_was_restored_is_recognised(app, acts, points, person):
    """A week goes on after the backup; then its register stands in for what was lost."""
    kept, digest = head().number, head().digest
    with unit_of_work():
        accounts.sign_out_everywhere(person(Post.HR).account, by=person(Post.SYSADMIN))
    on_paper = short()
    with clock.held_at(NOON + timedelta(days=7)):
        run(app, "tick")
    db.session.rollback()
    tamper(
        f"DELETE FROM event WHERE number > {kept}",
        f"UPDATE register_head SET number = {kept}, digest = '{digest}'",
    )
    assert run(app, "verify", "register").exit_code == 0  # in itself it is whole
    for against in (on_paper, on_paper.partition("-")[2], str(points)):
        said = run(app, "verify", "register", "--against", against)
        assert said.exit_code == 1, said.output
    assert "2026-06-08的检查点记到第" in said.output
    assert "用较早的备份恢复的" in said.output
    with clock.held_at(NOON + timedelta(days=8)):
        night = run(app, "tick")
    assert (night.exit_code, "用较早的备份恢复的" in night.output) == (1, True)


def test_a_register_rewritten_from_some_row_on_does_not_lead_to_the_old_head(app, acts):
    on_paper = short()
    count = head().number
    session = db.session()
    tamper("UPDATE event SET label = '另一步' WHERE number = 3")
    events = session.scalars(db.select(chain.Event).order_by(chain.Event.number)).all()
    last, digests = chain.START, {}
    for event in events:
        event.previous = last
        last = digests[event.number] = chain.digest_of(last, chain._own_of(event))
    session.expunge_all()
    for number, digest in digests.items():
        before = digests.get(number - 1, chain.START)
        session.execute(
            text("UPDATE event SET previous = :before, digest = :digest WHERE number = :number"),
            {"before": before, "digest": digest, "number": number},
        )
    session.execute(db.update(RegisterHead).values(digest=last))
    session.commit()
    assert chain.verify(db.session()).faults == ()
    said = run(app, "verify", "register", "--against", on_paper)
    assert f"第{count}行或更早的内容被改写过" in said.output


def test_a_head_that_is_none_is_refused_in_words(app):
    said = run(app, "verify", "register", "--against", "我的链头")
    assert (said.exit_code, "请照文书上印的抄写" in said.output) == (1, True)
