"""``flask verify``, ``export`` · whether what the office holds is what it was, and the register out
of the house for whoever will not take our word.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from blueprints import attachments
from blueprints.terminal_check import check
from models import chain, checkpoints
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.archives import faults_of
from models.operations.register import register
from models.queries import archives, files, signatures
from models.tables import Signature

verify = AppGroup("verify", help="核验：台账等是否与当初一致")
export = AppGroup("export", help="导出：交给外人核验")


@verify.command("register")
@click.option("--against", default="", help="文书上印的链头，或检查点文件")
def verify_register(against: str) -> None:
    """Walk the register; exit 1 and name every row that is not as it was written, and every head on
    paper or in a checkpoint to which it does not lead."""
    verdict = chain.verify(db.session())
    outside = list(checkpoints.lacking(db.session(), _heads(against)))
    _say([*verdict.faults, *outside])
    click.echo(f"台账完整：共{verdict.rows}行，链头 {verdict.digest}")
    if against:
        click.echo("与所给的链头或检查点相符")


@verify.command("archives")
def verify_archives() -> None:
    """Compute every digest of every package again; exit 1 and name what is not as it was filed."""
    folder = attachments.folder()
    packages = archives.kept(db.session())
    _say(f"{each.number}：{fault}" for each in packages for fault in faults_of(each, folder))
    click.echo(f"共{len(packages)}卷，全部与归档时一致")


@verify.command("files")
def verify_files() -> None:
    """Compute the digest of every uploaded file again; exit 1 and name those that differ."""
    folder, count = attachments.folder(), 0
    faults = []
    for stored in files.every(db.session()):
        count += 1
        if fault := files.fault_of(stored, folder):
            faults.append(fault)
    _say(faults)
    click.echo(f"共{count}个文件，全部与存入时一致")


@verify.command("signatures")
def verify_signatures() -> None:
    """Prove every signed record and its document again; exit 1 and name each fault by matter."""
    _say(signatures.every_fault(db.session()))
    count = db.session.scalar(select(func.count()).select_from(Signature))
    click.echo(f"共{count}份签署记录，签名、密钥、文稿与台账全部相符")


@export.command("register")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_register(file: Path) -> None:
    """Write the register row by row, for script/verify_register.py. It names persons: keep it as
    the register itself is kept."""
    count = 0
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as away:
        raise click.ClickException(f"{file} 已经存在，或者写不了；请换一个文件名") from away
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        for line in chain.exported(db.session()):
            target.write(f"{line}\n")
            count += 1
    with unit_of_work():
        register("register:export", "导出台账", by=None, file=file.name, total=count)
    click.echo(f"已导出{count}行：{file}")


def _heads(against: str) -> Sequence[checkpoints.Head]:
    if not against:
        return ()
    try:
        path = Path(against)
        return checkpoints.read(path) if path.is_file() else [checkpoints.printed(against)]
    except (Refusal, OSError, UnicodeDecodeError) as unfit:
        message = unfit.message if isinstance(unfit, Refusal) else f"读不了 {against}"
        raise click.ClickException(message) from unfit


def _say(faults: Iterable[str]) -> None:
    """Each fault, and exit 1; nothing where there is none."""
    found = list(faults)
    for fault in found:
        click.echo(fault)
    if found:
        raise SystemExit(1)


@verify.command("all")
@click.pass_context
def verify_all(context: click.Context) -> None:
    """Run every verification there is, and ``flask check``: ✓ or ✗ and what it said, a line each;
    exit 1 where one fails."""
    others = {f"verify {name}": each for name, each in verify.commands.items() if name != "all"}
    failed = 0
    for name, command in {**others, "check": check}.items():
        good, said = _outcome(context, command)
        click.echo(f"{'✓' if good else '✗'} {name}：{said}")
        failed += not good
    if failed:
        raise SystemExit(1)


def _outcome(context: click.Context, command: click.Command) -> tuple[bool, str]:
    """Whether it passed, and its last word, or the first three of its faults."""
    said, good = StringIO(), True
    try:
        with redirect_stdout(said):
            context.invoke(command)
    except SystemExit:
        good = False
    lines = said.getvalue().splitlines()
    return good, lines[-1] if good else "；".join(lines[:3])
