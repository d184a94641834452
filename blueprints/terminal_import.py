"""命令行导入 · ``flask import experts FILE``: an Annex 3 judged row by row, then taken in."""

from pathlib import Path

import click
from flask.cli import AppGroup

from models.db import unit_of_work
from models.errors import Refusal
from models.operations.roster_import import Judgement, Outcome, Verdict, apply, judge
from models.spreadsheets import read_rows

imports = AppGroup("import", help="导入：把已有的表格读进来")


@imports.command("experts")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只逐行核对，不改名册")
def import_experts(file: Path, dry_run: bool) -> None:
    """Print what becomes of every row, then take the sheet in: all of it, or nothing and exit 1."""
    try:
        rows = read_rows(file.name, file.read_bytes())
        judgement = judge(rows)
        _print(judgement)
        if not dry_run and judgement.is_applicable:
            with unit_of_work():
                apply(rows, by=None)
            click.echo("已导入")
    except Refusal as refusal:
        click.echo(refusal.message)
        raise SystemExit(1) from refusal
    if not judgement.is_applicable:
        raise SystemExit(1)


def _print(judgement: Judgement) -> None:
    for verdict in judgement.verdicts:
        click.echo(_line(verdict))
    counts = "，".join(f"{outcome.label}{judgement.count(outcome)}行" for outcome in Outcome)
    click.echo(f"共{len(judgement.verdicts)}行：{counts}")
    if judgement.beyond_cap:
        click.echo(judgement.beyond_cap.message)


def _line(verdict: Verdict) -> str:
    said = "；".join(verdict.sentences)
    return "  ".join(
        filter(None, (f"第{verdict.number}行", verdict.outcome.label, verdict.name, said))
    )
