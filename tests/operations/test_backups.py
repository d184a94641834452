"""备份与恢复: the whole office in one sealed file, and back again, or nothing."""

import os
import resource
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pyrage import decrypt
from sqlalchemy import inspect, text

from blueprints.backups import place
from models import clock
from models.backups import container
from models.backups.keys import BackupKey, make
from models.backups.office import FORMAT
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import accounts, files
from models.operations.files import Upload
from models.queries import register
from models.queries.backups import last_of
from models.vocabulary import Post
from tests.backups import empty_office, everything, files_in
from tests.conftest import NOON, SqliteCopies

ROOT = Path(__file__).parent.parent.parent
PDF = b"%PDF-1.4 a proof"


@pytest.fixture
def key(tmp_path, monkeypatch):
    path = tmp_path / "backup.key"
    make(path)
    monkeypatch.setenv("BACKUP_KEY_FILE", str(path))
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the nightly backups go."""
    place = tmp_path / "backups"
    place.mkdir()
    monkeypatch.setenv("BACKUP_DIR", str(place))
    monkeypatch.setenv("BACKUP_DAILY", "2")
    monkeypatch.setenv("BACKUP_WEEKLY", "1")
    return place


@pytest.fixture
def instance(app):
    return app.extensions["instance"]


@pytest.fixture
def made(app, key, tmp_path, instance, person):
    """A backup of an office that holds a file."""
    with unit_of_work():
        files.keep(Upload("证明.pdf", PDF), instance.uploads, by=person(Post.HR))
    path = tmp_path / "office.zip.age"
    said = run(app, "backup", str(path))
    assert said.exit_code == 0, said.output
    return path


def run(app, *command):
    return app.test_cli_runner().invoke(args=command)


def restored(app, path):
    said = run(app, "restore", str(path))
    return said.exit_code, said.output


def is_empty(app):
    uploads = app.extensions["instance"].uploads
    return not inspect(db.engine).get_table_names() and not list(uploads.iterdir())


def test_the_office_comes_back_row_by_row_and_file_by_file(app, copies, made, instance, tmp_path):
    before = everything()
    held = files_in(instance.uploads)
    with empty_office(copies, tmp_path / "other", instance.root / "keys.json") as other:
        code, said = restored(other, made)
        assert (code, "已恢复" in said) == (0, True), said
        after = everything()
        # the row that says that the backup was made came after it
        last = before["event"].pop()
        assert last.kind == "backup:make"
        before.pop("register_head"), after.pop("register_head")
        assert after == before
        assert files_in(other.extensions["instance"].uploads) == held
        assert run(other, "verify", "files").exit_code == 0
        with unit_of_work():  # and people go on where they were
            accounts.open_account("later", "后来人", by=None)
        assert run(other, "verify", "register").exit_code == 0


def test_a_backup_of_either_database_is_restored_into_sqlite(app, made, instance, tmp_path):
    counted = {name: len(rows) for name, rows in everything().items()}
    sqlite = SqliteCopies(tmp_path)
    with empty_office(sqlite, tmp_path / "other", instance.root / "keys.json") as other:
        code, said = restored(other, made)
        assert code == 0, said
        after = {name: len(rows) for name, rows in everything().items()}
        assert after | {"event": after["event"] + 1} == counted
        assert run(other, "verify", "register").exit_code == 0
        assert db.engine.dialect.name == "sqlite"


def test_only_its_owner_may_open_it_and_no_key_of_the_office_is_in_it(made, key, instance):
    assert made.stat().st_mode & 0o077 == 0
    plain = decrypt(made.read_bytes(), [BackupKey.at(key).opening()])
    keys = instance.keyring()
    for value in (*keys.sealing.values(), keys.looking_up):
        assert value not in plain
        assert value.hex().encode() not in plain
    assert b"manifest.json" in plain


def test_a_file_that_is_there_is_not_written_over(app, made):
    before = made.read_bytes()
    said = run(app, "backup", str(made))
    assert (said.exit_code, "不覆盖" in said.output) == (1, True)
    assert made.read_bytes() == before


def test_a_key_that_others_may_read_is_not_used(app, key, tmp_path):
    key.chmod(0o644)
    said = run(app, "backup", str(tmp_path / "new"))
    assert "本机其他用户能打开备份密钥" in said.output


def test_with_the_public_half_a_backup_is_made_but_not_opened(app, key, tmp_path):
    public = key.read_text().split()[2]
    key.write_text(f"{public}\n")
    path = tmp_path / "made"
    assert run(app, "backup", str(path)).exit_code == 0
    assert "只有加密用的公钥" in run(app, "drill", str(path)).output


def spoil(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: spoil(path, -40), "已损坏或者不完整"),
        (lambda path: spoil(path, 400), "已损坏或者不完整"),
        (lambda path: path.write_bytes(path.read_bytes()[:-200]), "已损坏或者不完整"),
        (lambda path: path.write_bytes(path.read_bytes()[:60]), "已损坏或者不完整"),
        (lambda path: path.write_bytes(b"not a backup"), "已损坏或者不完整"),
        (lambda path: path.write_bytes(b""), "已损坏或者不完整"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_half_done(
    copies, made, instance, tmp_path, harm, said
):
    harm(made)
    with empty_office(copies, tmp_path / "other", instance.root / "keys.json") as other:
        code, told = restored(other, made)
        assert (code, said in told, is_empty(other)) == (1, True, True), told


def test_another_backup_key_is_refused(copies, made, instance, tmp_path, monkeypatch):
    make(tmp_path / "another.key")
    monkeypatch.setenv("BACKUP_KEY_FILE", str(tmp_path / "another.key"))
    with empty_office(copies, tmp_path / "other", instance.root / "keys.json") as other:
        code, told = restored(other, made)
        assert (code, "备份密钥不对" in told, is_empty(other)) == (1, True, True), told


def test_other_keys_of_the_office_are_refused(copies, made, tmp_path):
    with empty_office(copies, tmp_path / "other", None) as other:
        code, told = restored(other, made)
        assert (code, "keys.json 与备份时的不是同一份" in told) == (1, True), told
        assert is_empty(other)


def test_a_backup_of_a_later_program_is_refused(copies, key, instance, tmp_path):
    path = tmp_path / "later"
    manifest = {
        "format": FORMAT, "made_at": "", "revision": "9999", "tables": {},
        "register": {"number": 0, "head": ""}, "keys": instance.keyring().fingerprints(),
    }  # fmt: skip
    recipient = BackupKey.at(key).recipient
    container.write(path, recipient, lambda sheaf: sheaf.close_with(manifest))
    with empty_office(copies, tmp_path / "other", instance.root / "keys.json") as other:
        code, told = restored(other, path)
        assert (code, "更新版本的程序" in told, is_empty(other)) == (1, True, True), told


def test_an_office_in_use_is_not_restored_over(app, made):
    before = register.head(db.session()).number
    code, told = restored(app, made)
    assert (code, "不是空的" in told) == (1, True)
    assert register.head(db.session()).number == before


def test_a_backup_that_is_killed_leaves_no_file_under_its_name(key, tmp_path):
    path = tmp_path / "killed"
    program = f"""
import os, sys, time
from pathlib import Path
from models.backups import container
from models.backups.keys import BackupKey
def fill(sheaf):
    def pieces():
        for number in range(1000):
            yield os.urandom(200_000)
            print(number, flush=True)
            time.sleep(0.01)
    sheaf.add("x", pieces())
container.write(Path({str(path)!r}), BackupKey.at(Path({str(key)!r})).recipient, fill)
"""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT)
    for _ in range(5):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert not path.exists()
    assert [each.name.startswith(".killed.") for each in tmp_path.glob("*.part")] == [True]
    container.sweep(tmp_path)
    assert not list(tmp_path.glob("*.part"))


def test_a_full_disk_is_answered_and_leaves_nothing(app, key, tmp_path):
    path = tmp_path / "full"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    recipient = BackupKey.at(key).recipient
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(Refusal, match="写不进去"):
            container.write(path, recipient, lambda sheaf: sheaf.add("x", [os.urandom(1 << 20)]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not path.exists()
    assert not list(tmp_path.glob("*.part"))


def test_memory_stays_flat_however_much_there_is(key, tmp_path):
    program = f"""
import os, resource
from pathlib import Path
from models.backups import container
from models.backups.keys import BackupKey
key = BackupKey.at(Path({str(key)!r}))
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
def write(name, count):
    pieces = (os.urandom(1 << 20) for _ in range(count))
    container.write(Path({str(tmp_path)!r}) / name, key.recipient, lambda s: s.add("x", pieces))
write("small", 4)
before = peak()
write("large", 60)
print(peak() - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert int(done.stdout) < 16  # MiB


def test_the_drill_proves_what_comes_out_and_is_registered(app, made, instance):
    said = run(app, "drill", str(made))
    assert said.exit_code == 0, said.output
    for words in ("恢复：", "verify register：台账完整", "verify files：共1个文件", "演练通过"):
        assert words in said.output
    facts = last_of(db.session(), "drill:pass").facts
    assert (facts["file"], facts["size"]) == (made.name, made.stat().st_size)
    assert not list(instance.root.glob(".restore*"))


def test_the_drill_of_a_damaged_backup_fails_and_is_registered(app, made):
    spoil(made, -40)
    said = run(app, "drill", str(made))
    assert (said.exit_code, "已损坏" in said.output) == (1, True)
    assert "已损坏" in last_of(db.session(), "drill:fail").facts["reason"]


def test_every_night_a_backup_is_made_and_tried_and_only_then_the_oldest_goes(app, key, folder):
    names = []
    for day in (1, 2, 3):
        (folder / f"zexian-2026-05-{day:02}.zip.age").write_bytes(b"old")
    with clock.held_at(NOON + timedelta(days=1)):
        said = run(app, "tick")
        assert "每夜备份：已备份并演练" in said.output, said.output
        names = sorted(path.name for path in folder.iterdir())
        again = run(app, "tick")
    assert "每夜备份：今天已备份并演练" in again.output
    # two of days, and of weeks the one that began it
    assert names == ["zexian-2026-05-03.zip.age", "zexian-2026-06-02.zip.age"]


def test_where_the_drill_fails_nothing_old_goes(app, key, folder, monkeypatch):
    for day in (1, 2, 3):
        (folder / f"zexian-2026-05-{day:02}.zip.age").write_bytes(b"old")
    (folder / "zexian-2026-06-01.zip.age").write_bytes(b"torn")
    said = run(app, "tick")
    assert (said.exit_code, "恢复演练没有通过" in said.output) == (1, True)
    assert len(list(folder.iterdir())) == 4


def test_what_a_killed_drill_has_left_goes_the_next_day(app, instance):
    office = place.here()
    left, running = instance.root / ".restore_0000aaaa", instance.root / ".restore_0000bbbb"
    for each in (left, running):
        each.mkdir()
        (each / "keys.json").touch()
    os.utime(left, (0, 0))
    if not office.is_sqlite:
        with office.connection() as connection:
            connection.execute(text("CREATE SCHEMA restore_0000aaaa"))
    place.sweep(office)
    assert (left.exists(), running.exists()) == (False, True)
    with office.connection() as connection:
        assert "restore_0000aaaa" not in inspect(connection).get_schema_names()


def test_without_a_folder_the_night_says_so(app, monkeypatch):
    monkeypatch.delenv("BACKUP_DIR", raising=False)
    assert "每夜备份：没有设 BACKUP_DIR" in run(app, "tick").output
