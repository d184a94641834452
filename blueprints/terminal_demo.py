"""``flask demo`` · fill an empty office with the demonstration year, and say who can sign in."""

import os

import click
import flask_migrate
from sqlalchemy import select

from blueprints import attachments
from models.db import db
from models.demonstration.courses import FEWEST
from models.demonstration.year import DISPATCHES, demonstrate
from models.errors import Refusal
from models.queries.parameters import is_demonstration
from models.rules import passwords
from models.tables import Account, Holding, Specialty
from models.vocabulary import Post

PASSWORD = "Zexian-2026"  # noqa: S105 - printed for everyone, it protects nothing real


_MANY = (Post.EXPERT, Post.APPLICANT)


@click.command("demo")
@click.option("--dispatches", type=click.IntRange(FEWEST), default=DISPATCHES, help="派遣件数")
def demo(dispatches: int) -> None:
    """Fill an empty office with an invented year; where an office is already, change nothing."""
    flask_migrate.upgrade()
    if db.session.scalar(select(Specialty.id).limit(1)) is None:
        _fill(dispatches)
    if not is_demonstration(db.session()):
        click.echo("这里已有正式的办公室，没有装入演示数据。")
        return
    click.echo("演示账号（密码相同，为装入时的 DEMO_PASSWORD，未设时为 Zexian-2026）：")
    click.echo("\n".join(_accounts()))


def _fill(dispatches: int) -> None:
    password = os.environ.get("DEMO_PASSWORD") or PASSWORD
    click.echo("正在装入演示数据，约需半分钟……")
    try:
        if password != PASSWORD:
            passwords.check(password, "demo", "演示")
        demonstrate(password, attachments.folder(), dispatches)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal


def _accounts() -> list[str]:
    """Everyone but the experts and the applicants; of those, the one named after the post."""
    query = (
        select(Holding)
        .join(Holding.account)
        .where(Holding.post.not_in(_MANY) | Account.login.in_(_MANY))
        .order_by(Holding.id)
    )
    return [
        f"  {held.account.login:<22}{held.post.label}　{held.account.name}　{held.section_names}"
        for held in db.session.scalars(query)
    ]
