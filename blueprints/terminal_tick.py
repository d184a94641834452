"""``flask tick`` · what falls due with the days; run by the machine's own timer, at least daily."""

from collections.abc import Callable, Mapping
from datetime import date

import click

from blueprints.backups.nightly import back_up
from blueprints.keeping import keep_checkpoint, prove_packages
from models import clock
from models.db import unit_of_work
from models.errors import Refusal
from models.operations.credit_proposals import propose_for_ratings
from models.operations.deadline_reminders import due_reminders, remind_of
from models.operations.dismissal_proposals import propose_what_is_due
from models.operations.engagement_reminders import remind_of_engagements
from models.operations.expert_objections import escalate_overdue
from models.operations.illness_proofs import let_lapse
from models.operations.meeting_reminders import remind_of_meetings
from models.operations.review_reminders import remind
from models.operations.training_reminders import remind_of_training
from models.operations.unannounced import tell_what_is_due

# Each does what is due on that day and was not done before, and says how much that was.
_DUTIES: Mapping[str, Callable[[date], int]] = {
    "年度复审催办": remind,
    "会议提醒": remind_of_meetings,
    "培训提醒": remind_of_training,
    "患病证明逾期": let_lapse,
    "专家异议逾期督办": escalate_overdue,
    "突击检查到时告知": tell_what_is_due,
    "相对固定届满提醒": remind_of_engagements,
    "解聘提示": propose_what_is_due,
    "信用评级D级提示": propose_for_ratings,
}


# These take long or write outside the database, so no transaction is open around them; each says
# what it did, or why it could not.
_OUTSIDE: Mapping[str, Callable[[], str]] = {
    "台账检查点": keep_checkpoint,
    "卷宗核验": prove_packages,
    "每夜备份": back_up,
}


@click.command("tick")
def tick() -> None:
    """Do what is due today; a second run on the same day does nothing more. Exit 1 where something
    could not be done, and the rest was."""
    for name, duty in _DUTIES.items():
        with unit_of_work():
            done = duty(clock.today())
        click.echo(f"{name}：{done}件")
    due = due_reminders(clock.today())
    with unit_of_work():
        done = remind_of(due)
    click.echo(f"到期催办：{done}件")
    if [name for name, act in _OUTSIDE.items() if not _is_done(name, act)]:
        raise SystemExit(1)


def _is_done(name: str, act: Callable[[], str]) -> bool:
    try:
        click.echo(f"{name}：{act()}")
    except Refusal as refusal:
        click.echo(f"{name}：{refusal.message}", err=True)
        return False
    return True
