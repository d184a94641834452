"""培训提醒 · three days before; a section without its plan, a line of a plan past its month."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from models import clock
from models.db import db
from models.operations.notices import tell
from models.operations.register import reference, register
from models.operations.training import holders_in
from models.queries import training
from models.rules.article_16_training import ARTICLE, WARNING
from models.tables import Event, Section, TrainingItem, TrainingSession
from models.vocabulary import InvitationAnswer

_KIND = "training_session:remind"
_PLAN_KIND = "training_plan:remind"
_A_DAY = timedelta(days=1)


def remind_of_training(today: date) -> int:
    """Send what is due on that day and was not sent before; how many matters it concerned."""
    reminders = select(Event.kind, Event.subject).where(Event.kind.in_([_KIND, _PLAN_KIND]))
    sent = {(row.kind, row.subject) for row in db.session.execute(reminders)}
    soon = [
        each
        for each in training.coming_up(db.session(), WARNING + _A_DAY)
        if (_KIND, reference(each)) not in sent
    ]
    for session in soon:
        _tell_invited(session)
    rows = training.of_sections(db.session(), None, today.year)
    late = [
        item for row in rows for item in row.overdue if (_PLAN_KIND, reference(item)) not in sent
    ]
    for item in late:
        _tell_of_item(item)
    without = [row.section for row in rows if row.is_missing]
    return len(soon) + len(late) + _tell_of_plans(without, today.year)


def _tell_invited(session: TrainingSession) -> None:
    day = clock.local(session.starts_at or clock.now())
    for each in session.attendances:
        if each.answer is not InvitationAnswer.ABSENT:
            text = f"培训临近：{session.caption}，{day.month}月{day.day}日"
            tell(each.expert.account_id, text, session.matter)
    register(_KIND, "提醒：培训临近", by=None, subject=session, article=ARTICLE)


def _tell_of_item(item: TrainingItem) -> None:
    text = f"培训逾期：计划{item.month}月举办的“{item.topic}”还没有举办"
    for holding in holders_in([item.plan.section_id]):
        tell(holding.account_id, text, item.plan.matter)
    register(_PLAN_KIND, "催办：培训逾期", by=None, subject=item, article=ARTICLE)


def _tell_of_plans(sections: Iterable[Section], year: int) -> int:
    """Once a section and year."""
    facts = select(Event.facts).where(Event.kind == _PLAN_KIND)
    told = {(each.get("code"), each.get("year")) for each in db.session.scalars(facts)}
    waiting = [each for each in sections if (each.id, year) not in told]
    for section in waiting:
        for holding in holders_in([section.id]):
            tell(
                holding.account_id, f"{section.name}还没有编制{year}年度专家培训计划，请尽快编制",
                reference(section),
            )  # fmt: skip
        register(
            _PLAN_KIND, "催办：没有年度培训计划", by=None, subject=section, article=ARTICLE,
            year=year, code=section.id,
        )  # fmt: skip
    return len(waiting)
