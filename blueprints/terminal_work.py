"""``flask work`` · the worker: it does the long work of the office until it is told to stop."""

import os

import click

from blueprints.jobs.queue import queue


@click.command("work")
def work() -> None:
    """Do what is asked for as a job. Ctrl-C or SIGTERM ends it after the part at hand."""
    os.umask(0o077)  # what it writes is for the office's own account alone
    here = queue()
    worker = here.worker()
    here.wake_all()
    click.echo("后台程序已启动")
    try:
        worker.run()
    finally:
        here.leave()
