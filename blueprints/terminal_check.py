"""``flask check`` · whether what must hold of the whole office holds; exit 1 where it does not."""

import click

from blueprints import attachments
from models.db import db, unit_of_work
from models.operations.register import register
from models.queries import files, invariants


@click.command("check")
def check() -> None:
    """Look at every invariant, and at every file. That it was done is registered."""
    said = [*_broken(), *_changed_files()]
    with unit_of_work():
        register("check:run", "核对数据", by=None, count=len(invariants.ALL) + 1, faults=len(said))
    for each in said:
        click.echo(each)
    if said:
        raise SystemExit(1)
    click.echo(f"共{len(invariants.ALL) + 1}项，全部相符")


def _broken() -> list[str]:
    return [
        f"{held.name}（{f'第{held.article}条' if held.article else '登记'}）：{matter}：{what}"
        for held, (matter, what) in invariants.faults(db.session())
    ]


def _changed_files() -> list[str]:
    folder = attachments.folder()
    return [fault for each in files.every(db.session()) if (fault := files.fault_of(each, folder))]
