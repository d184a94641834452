"""``flask health`` · what the page 系统状态 says, in the terminal."""

import click

from blueprints.health_checks import findings


@click.command("health")
def health() -> None:
    """One line a finding; exit 1 where anything is to be done."""
    found = findings()
    for each in found:
        if each.cure:
            click.echo(f"✗ {each.subject}：{each.said} → {each.cure}")
        else:
            click.echo(f"✓ {each.subject}：{each.said}")
    if any(each.cure for each in found):
        raise SystemExit(1)
