"""到期催办 · what falls due on a desk, or has: told to its holder, later to whoever is above."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from models.db import db
from models.operations.notices import tell
from models.queries import desks
from models.queries.calendar import confirmed
from models.queries.parameters import in_force
from models.queries.tasks import Task
from models.rules.reminders import reminders
from models.settings import ESCALATE_AFTER, REMIND_AHEAD
from models.tables import Account, Assignment, Holding, Notice
from models.vocabulary import NoticeKind, Post

# Who stands above: in the same section, or in charge of it; else whoever holds the post.
_ABOVE: Mapping[Post, Post] = {
    Post.SECTION: Post.SECTION_HEAD,
    Post.SECTION_HEAD: Post.DEPUTY,
    Post.DEPUTY: Post.LEADER,
    Post.OFFICE: Post.EXECUTIVE_DEPUTY,
    Post.HR: Post.EXECUTIVE_DEPUTY,
    Post.FINANCE: Post.EXECUTIVE_DEPUTY,
    Post.SUPERVISOR: Post.LEADER,
    Post.EXPERT: Post.SECTION,
}
_OF_SECTIONS = frozenset({Post.SECTION, Post.SECTION_HEAD, Post.DEPUTY})
# What has reminders of its own (年度复审催办、会议提醒).
_REMINDED_APART = frozenset({"review", "invitation", "resolution"})
_Told = tuple[int, str, NoticeKind, date]  # whom, of which task, what, and by which day


@dataclass(frozen=True, slots=True)
class Reminder:
    """``account_id``: who is told; ``due_on``: by when the task was to be done."""

    kind: NoticeKind
    account_id: int
    task: Task
    due_on: date

    @property
    def matter(self) -> str:
        return f"task:{self.task.kind}:{self.task.subject_id}"

    @property
    def key(self) -> _Told:
        return (self.account_id, self.matter, self.kind, self.due_on)

    @property
    def text(self) -> str:
        day = f"应于{self.due_on.month}月{self.due_on.day}日前办理"
        return f"{self.kind.label}：{self.task.title[:70]}（{self.task.button}），{day}"


def due_reminders(today: date) -> list[Reminder]:
    """What is to be told on that day, told before or not. Every desk is looked at, which takes a
    while; it only reads, so that nobody's act need wait for it."""
    return list(_all(list(db.session.scalars(_people())), today))


def remind_of(due: Iterable[Reminder]) -> int:
    """Tell what of it was not told before: each person once of a task, a day and a kind of
    reminder; how many notices that were."""
    found = {each.key: each for each in due}
    told = _told(found)
    new = [each for key, each in found.items() if key not in told]
    for each in new:
        tell(
            each.account_id, each.text, each.matter,
            kind=each.kind, step=each.task.button, number=each.task.matter, due_on=each.due_on,
        )  # fmt: skip
    return len(new)


def _all(holdings: list[Holding], today: date) -> Iterator[Reminder]:
    settings, calendar = in_force(db.session()), confirmed(db.session())
    ahead, patience = settings[REMIND_AHEAD.key], settings[ESCALATE_AFTER.key]
    for holding, tasks in desks.of_each(db.session(), holdings, settings):
        for task in tasks:
            if task.due is None or task.kind in _REMINDED_APART:
                continue
            for kind in reminders(
                task.due, today, ahead=ahead, patience=patience, calendar=calendar
            ):
                for account_id in _whom(kind, holding, task, holdings):
                    yield Reminder(kind, account_id, task, task.due)


def _whom(
    kind: NoticeKind, holding: Holding, task: Task, holdings: Iterable[Holding]
) -> Iterator[int]:
    if kind is not NoticeKind.ESCALATED:
        yield holding.account_id
        return
    above, sections = _ABOVE.get(holding.post), _sections(holding, task)
    for each in holdings:
        if each.post is above and (above not in _OF_SECTIONS or each.section_ids & sections):
            yield each.account_id


def _sections(holding: Holding, task: Task) -> frozenset[int]:
    """Of an expert's task, the section that uses them (谁使用、谁管理)."""
    if holding.post is not Post.EXPERT:
        return holding.section_ids
    part = db.session.get(Assignment, task.subject_id) if task.kind == "assignment" else None
    return frozenset({part.dispatch.section_id}) if part else frozenset()


def _people() -> Select[Holding]:
    """Everyone who can sign in, with what is asked of each at a desk."""
    return (
        select(Holding)
        .join(Holding.account)
        .where(Account.is_enabled)
        .options(joinedload(Holding.account), selectinload(Holding.sections))
        .order_by(Holding.id)
    )


def _told(wanted: Iterable[_Told]) -> set[_Told]:
    """Of those wanted, and of others as old, what was told already."""
    first = min((key[-1] for key in wanted), default=None)
    if first is None:
        return set()
    query = select(Notice.account_id, Notice.matter, Notice.kind, Notice.due_on)
    rows = db.session.execute(query.where(Notice.due_on >= first))
    return {(row.account_id, row.matter, row.kind, row.due_on) for row in rows}
