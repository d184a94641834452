"""命令行 · the office from a terminal: ``flask init``, ``demo``, ``import``, ``verify`` …"""

import click
import flask_migrate
from flask import Flask
from flask.cli import AppGroup

from blueprints import attachments
from blueprints.terminal_demo import demo
from blueprints.terminal_import import imports
from blueprints.terminal_tick import tick
from blueprints.terminal_work import work
from models import chain
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.archives import faults_of
from models.operations.founding import found_office, open_first_accounts
from models.queries import archives

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


@verify.command("archives")
def verify_archives() -> None:
    """Compute every digest of every package again; exit 1 and name what is not as it was filed."""
    folder = attachments.folder()
    packages = list(db.session.scalars(archives.listed("")))
    faults = [
        f"{package.number}：{fault}" for package in packages for fault in faults_of(package, folder)
    ]
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    click.echo(f"共{len(packages)}卷，全部与归档时一致")


@click.command("init")
def init() -> None:
    """Make an empty, real office and print the first two accounts, their passwords this once."""
    flask_migrate.upgrade()
    try:
        with unit_of_work():
            found_office()
            opened = open_first_accounts()
            lines = [
                f"{post.label}\t用户名 {account.login}\t一次性密码 {password}"
                for post, (account, password) in opened.items()
            ]
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo("办公室已开办。以下密码只显示这一次，首次登录须修改：")
    click.echo("\n".join(lines))
    click.echo("系统管理员开立账号和股室，安全管理员分配岗位。")


def init_app(app: Flask) -> None:
    app.cli.add_command(init)
    app.cli.add_command(demo)
    app.cli.add_command(verify)
    app.cli.add_command(imports)
    app.cli.add_command(work)
    app.cli.add_command(tick)
