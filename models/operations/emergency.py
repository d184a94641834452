"""紧急调用 · the deputy's order, before the papers (Art. 11)."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.dispatches import Wanted
from models.operations.notices import holders_of, tell, tell_next, tell_post
from models.operations.numbers import next_of
from models.operations.register import register
from models.operations.steps import advance
from models.queries import emergency
from models.queries.parameters import value_of
from models.rules import article_11_emergency as art11e
from models.settings import EMERGENCY_HOURS
from models.tables import Dispatch, EmergencyOrder, Holding, Seat, Section, Unit
from models.vocabulary import Permission, Post, SelectionWay, TaskType
from models.workflows.dispatch import CALLING, Action

ARTICLE = art11e.ARTICLE
ONE_TAP = timedelta(minutes=2)  # the same order again within it is a tap too many
PRESUMED = timedelta(hours=24)  # how long it lasts, until the section writes what it came to


@dataclass(frozen=True, slots=True)
class Order:
    """What the deputy says on the spot: what happened and where, why it cannot wait, whom it needs.
    ``targets``: the unit in which it happened, where there is one, so that its people recuse."""

    title: str
    place: str
    reason: str
    wanted: list[Wanted]
    targets: list[Unit] = field(default_factory=list)
    task_type: TaskType = TaskType.RESPONSE


def order(what: Order, *, section: Section, by: Holding) -> Dispatch:
    """Order experts at once. The order is a signature: whoever calls this has confirmed the signer.
    The section is told to complete the papers in time, and the supervisor that it was done."""
    art11e.check_order(what.reason, what.task_type, len(what.wanted))
    dispatch = _dispatch_for(what, section)
    db.session.add(dispatch)
    dispatch.year, dispatch.serial = next_of(Dispatch.year, Dispatch.serial)
    _refuse_repeated(dispatch, by)
    hours = value_of(db.session(), EMERGENCY_HOURS)
    dispatch.order = EmergencyOrder(
        by_id=by.account_id, by=by.account, at=clock.now(),
        due_at=clock.now() + timedelta(hours=hours),
    )  # fmt: skip
    db.session.flush()
    advance(dispatch, Action.ORDER, by=by, note=what.reason)
    read_phones(dispatch, by=by)
    _tell_of(dispatch, by)
    return dispatch


def _refuse_repeated(dispatch: Dispatch, by: Holding) -> None:
    """A second tap orders nothing more. Asked under the lock of the numbers, so that of two at the
    same moment one comes first."""
    if last := emergency.just_ordered(
        db.session(), dispatch.title, by.account_id, since=clock.now() - ONE_TAP
    ):
        raise Refusal(
            f"刚刚已经下达同样的紧急调用（{last.number}），请从待办进入，继续呼叫", article=ARTICLE
        )


def _dispatch_for(what: Order, section: Section) -> Dispatch:
    now = clock.now().replace(second=0, microsecond=0)  # as a form can show it
    return Dispatch(
        section=section, section_id=section.id, handler=_clerk_of(section).account,
        phone=section.phone, title=what.title.strip(), place=what.place.strip(),
        task_type=what.task_type, way=SelectionWay.EMERGENCY, way_reason=what.reason.strip(),
        starts_at=now, ends_at=now + PRESUMED, targets=what.targets,
        seats=[
            Seat(
                number=number, specialty_code=wanted.specialty.code,
                specialty_name=wanted.specialty.name, min_grade=wanted.min_grade,
            )
            for number, wanted in enumerate(what.wanted, start=1)
        ],
    )  # fmt: skip


def _clerk_of(section: Section) -> Holding:
    """Who will complete the papers: the first of the section's clerks, until one of them does."""
    query = (
        select(Holding)
        .where(Holding.post == Post.SECTION, Holding.sections.any(Section.id == section.id))
        .order_by(Holding.id)
    )
    if clerk := db.session.scalars(query).first():
        return clerk
    raise Refusal(
        f"{section.name}还没有承办人，无人补办手续，请选择其他股室",
        article=ARTICLE,
        field="section",
    )


def _tell_of(dispatch: Dispatch, by: Holding) -> None:
    tell_next(dispatch, besides=by.account_id)
    for head in holders_of(Permission.ENDORSE_DISPATCH, dispatch):
        tell(head.account_id, f"紧急调用：{dispatch.caption}", dispatch.matter)
    tell_post(Post.SUPERVISOR, dispatch, f"紧急调用：{dispatch.caption}")


def read_phones(dispatch: Dispatch, *, by: Holding) -> None:
    """Whoever calls sees the telephones of those who may be called, in the order that is right now;
    the register says so once."""
    order_to_call_for(dispatch, by)
    reckon_anew(dispatch)
    if not emergency.has_read_phones(db.session(), dispatch, by.account_id):
        label = "查看紧急调用人选的电话"
        register(emergency.PHONES_READ, label, by=by, subject=dispatch, article=ARTICLE)


def reckon_anew(dispatch: Dispatch) -> None:
    """Who comes next changes with who has come; while every seat is taken, nobody does."""
    if dispatch.order and any(seat.is_vacant for seat in dispatch.seats):
        dispatch.order.queue = emergency.queue(db.session(), dispatch)


def order_to_call_for(dispatch: Dispatch, by: Holding) -> EmergencyOrder:
    """The order for which ``by`` may call now; refused once it is past calling."""
    if no := policy.refusal(by, Permission.CALL_EXPERTS, dispatch):
        raise no
    if dispatch.order is None or dispatch.state not in CALLING:
        raise Refusal(f"现在是“{dispatch.state.label}”，不再呼叫专家", article=ARTICLE)
    return dispatch.order
