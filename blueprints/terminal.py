"""命令行 · the office from a terminal: ``flask init``, ``demo``, ``import``, ``verify`` …"""

import click
import flask_migrate
from flask import Flask

from blueprints import terminal_access
from blueprints.terminal_backup import backup, backup_key, drill, restore
from blueprints.terminal_check import check
from blueprints.terminal_demo import demo
from blueprints.terminal_health import health
from blueprints.terminal_import import imports
from blueprints.terminal_tick import tick
from blueprints.terminal_verify import export, verify
from blueprints.terminal_work import work
from models.db import unit_of_work
from models.errors import Refusal
from models.operations.founding import found_office, open_first_accounts


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
    app.cli.add_command(terminal_access.table)
    app.cli.add_command(demo)
    app.cli.add_command(check)
    app.cli.add_command(verify)
    app.cli.add_command(export)
    app.cli.add_command(imports)
    app.cli.add_command(work)
    app.cli.add_command(tick)
    for command in (backup, restore, drill, backup_key, health):
        app.cli.add_command(command)
