"""专家培训 · preparing a session, asking experts to come, and what was taught (Art. 8(1), 16)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.attendance import ANSWERED
from models.operations.notices import tell
from models.operations.register import register
from models.operations.steps import advance, choose
from models.queries import training
from models.rules.article_16_training import ARTICLE
from models.tables import Attendance, Expert, Holding, Section, TrainingItem, TrainingSession
from models.vocabulary import NoticeKind, Permission, TrainingKind
from models.workflows.machine import Move
from models.workflows.training import Action, State

_LONGEST_RECORD = 5000


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``industries``: the codes of the groups that are asked to come; ``experts``: the codes of
    further experts; ``item``: the line of the section's plan that it serves."""

    topic: str
    kind: TrainingKind
    starts_at: datetime | None
    half_hours: int
    place: str
    trainer: str
    industries: Sequence[str] = ()
    experts: Sequence[str] = ()
    item: TrainingItem | None = None


def prepare(section: Section, arrangement: Arrangement, *, by: Holding) -> TrainingSession:
    """A new session of ``section``, which nobody else sees until it is announced."""
    year = clock.today().year
    number = f"PX{year}-{training.numbered_in(db.session(), year) + 1:03}"
    session = TrainingSession(
        number=number, section_id=section.id, handler_id=by.account_id, attendances=[]
    )
    if no := policy.refusal(by, Permission.RUN_TRAINING, session):
        raise no
    _arrange(session, arrangement)
    db.session.add(session)
    register(
        "training_session:prepare", "筹备专家培训", by=by, subject=session, article=ARTICLE,
        persons=len(session.attendances),
    )  # fmt: skip
    return session


def rearrange(session: TrainingSession, arrangement: Arrangement, *, by: Holding) -> None:
    """Change what is not announced yet."""
    if no := policy.refusal(by, Permission.RUN_TRAINING, session):
        raise no
    if session.state is not State.PLANNED:
        raise Refusal("已经发出通知的培训不能修改；需要改变的，请取消后另行安排", article=ARTICLE)
    _arrange(session, arrangement)
    register(
        "training_session:rearrange", "修改培训安排", by=by, subject=session, article=ARTICLE,
        persons=len(session.attendances),
    )  # fmt: skip


def _arrange(session: TrainingSession, arrangement: Arrangement) -> None:
    starts = arrangement.starts_at
    session.topic, session.kind = arrangement.topic.strip(), arrangement.kind
    session.starts_at, session.half_hours = starts, arrangement.half_hours
    session.place, session.trainer = arrangement.place.strip(), arrangement.trainer.strip()
    session.year = clock.local(starts or clock.now()).year
    session.industries = list(arrangement.industries)
    session.item_id = _item_of(session, arrangement.item)
    _ask(session, _wanted(arrangement))


def _item_of(session: TrainingSession, item: TrainingItem | None) -> int | None:
    """The line of the plan, if it is the section's own and nothing else serves it."""
    if item is None:
        return None
    if item.plan.section_id != session.section_id:
        raise Refusal("只能对应本股室的培训计划，请重新选择", article=ARTICLE, field="item")
    if item.session and item.session is not session:
        raise Refusal(
            f"“{item.topic}”已经安排了{item.session.number}", article=ARTICLE, field="item"
        )
    return item.id


def _wanted(arrangement: Arrangement) -> list[Expert]:
    codes = [code.strip().upper() for code in arrangement.experts if code.strip()]
    named = training.by_codes(db.session(), codes)
    if unknown := [code for code in codes if code not in named]:
        raise Refusal(
            f"没有{'、'.join(unknown)}这个编号的在聘专家，请核对", article=ARTICLE, field="experts"
        )
    group = training.of_groups(db.session(), arrangement.industries)
    return list(dict.fromkeys([*group, *named.values()]))


def _ask(session: TrainingSession, wanted: Sequence[Expert]) -> None:
    ids = {each.id for each in wanted}
    kept = [each for each in session.attendances if each.expert_id in ids]
    there = {each.expert_id for each in kept}
    new = [Attendance(expert_id=each.id) for each in wanted if each.id not in there]
    session.attendances = [*kept, *new]


def take(session: TrainingSession, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Take a step that the page offers, and tell who was asked to come."""
    move = choose(session, action, by=by, note=note)
    if move.action is Action.ANNOUNCE:
        for each in session.attendances:
            tell(
                each.expert.account_id, f"培训通知：{session.caption}，请答复能否参加",
                session.matter, kind=NoticeKind.TODO, step=ANSWERED, number=session.number,
            )  # fmt: skip
    if move.action is Action.CANCEL and session.announced_at:
        for each in session.attendances:
            tell(each.expert.account_id, f"培训取消：{session.caption}", session.matter)
    return move


def record(session: TrainingSession, content: str, *, by: Holding) -> None:
    """What was taught, for the file."""
    if not 0 < len(content.strip()) <= _LONGEST_RECORD:
        raise Refusal(f"培训记录应为1至{_LONGEST_RECORD}字", article=ARTICLE, field="content")
    session.content = content.strip()
    advance(session, Action.RECORD, by=by, persons=len(session.attending))


def holders_in(section_ids: Collection[int]) -> list[Holding]:
    """Whoever runs the training of those sections."""
    posts = [post for post, grants in policy.GRANTS.items() if Permission.RUN_TRAINING in grants]
    query = db.select(Holding).where(
        Holding.post.in_(posts), Holding.sections.any(Section.id.in_(section_ids))
    )
    return list(db.session.scalars(query))
