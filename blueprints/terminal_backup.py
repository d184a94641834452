"""``flask backup``, ``restore``, ``drill``, ``backup-key`` · nothing the office holds gets lost."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from blueprints.backups import making, shelf
from blueprints.backups.drilling import drill as tried
from blueprints.backups.place import here, move, refuse_used
from blueprints.backups.staging import staged
from models.backups import keys
from models.backups.office import About
from models.errors import Refusal

Answer = TypeVar("Answer")

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
_THERE = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)


@click.command("backup-key")
@_FILE
def backup_key(file: Path) -> None:
    """Make the key by which backups are sealed; keep a copy of it away from this machine."""
    public = _answered(lambda: keys.make(file))
    click.echo(f"已做好备份密钥：{file}（公钥 {public}）")
    click.echo(
        "请连同 INSTANCE_DIR 里的 keys.json 另存一份到别处：没有它们，备份和证件号都打不开。"
    )


@click.command("backup")
@_FILE
def backup(file: Path) -> None:
    """Make a backup of the running office as one sealed file."""
    _answered(lambda: making.make(file.absolute(), shelf.key()))
    click.echo(f"已备份：{file}（{file.stat().st_size / 2**20:.1f} MB）")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Have the office of the backup back, in an empty place: all of it, or nothing and exit 1."""
    os.umask(0o077)  # what it writes is for the office's own account alone
    about = _answered(lambda: _restored(file))
    click.echo(f"已恢复：{about.count}行，{len(about.entries)}个文件")
    click.echo(f"台账共{about.number}行，链头 {about.head}")
    click.echo("请拿最近打印的文书或检查点核对：flask verify register --against 链头或检查点文件")


@click.command("drill")
@_THERE
def drill(file: Path | None) -> None:
    """Restore the newest backup (or FILE) into a scratch place and prove all that came out."""
    report = _answered(lambda: tried(file or _newest(), shelf.key()))
    for line in report.lines:
        click.echo(line)
    click.echo(f"用时{report.seconds}秒，备份{report.size / 2**20:.1f} MB")
    if report.faults:
        raise click.ClickException(f"演练没有通过：{'；'.join(report.faults)}")
    click.echo("演练通过")


def _restored(file: Path) -> About:
    office = here()
    refuse_used(office)
    with staged(file, shelf.key(), office) as (place, about):
        move(place, office)
        return about


def _newest() -> Path:
    place = shelf.shelf()
    found = place.backups() if place else []
    if not found:
        raise Refusal("没有可演练的备份：请设 BACKUP_DIR，或者写明备份文件")
    return found[0]


def _answered(act: Callable[[], Answer]) -> Answer:
    """What ``act`` gives; refused, the sentence and exit 1."""
    try:
        return act()
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
