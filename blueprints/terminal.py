"""命令行 · the office from a terminal: ``flask init``, ``flask verify register``."""

import click
from flask import Flask
from flask.cli import AppGroup

from blueprints.terminal_import import imports
from models import chain
from models.db import db

verify = AppGroup("verify", help="核验：台账等是否与当初一致")


@verify.command("register")
def verify_register() -> None:
    """Walk the register; exit 1 and name every row that is not as it was written."""
    verdict = chain.verify(db.session())
    for fault in verdict.faults:
        click.echo(fault)
    if verdict.faults:
        raise SystemExit(1)
    click.echo(f"台账完整：共{verdict.rows}行，链头 {verdict.digest}")


def init_app(app: Flask) -> None:
    app.cli.add_command(verify)
    app.cli.add_command(imports)
