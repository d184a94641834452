"""使用申请 · writing one, taking it through its steps, and serving it (Art. 11(2), Art. 3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models import clock, policy
from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations import dispatches, numbers
from models.operations.dispatches import Particulars, Wanted
from models.operations.files import Upload, keep
from models.operations.register import register
from models.operations.serving import tell_on
from models.operations.steps import advance, choose
from models.queries.use_requests import own_people_named, writes
from models.rules import article_11_use_request as art11
from models.rules.capital_yuan import yuan
from models.tables import Dispatch, Holding, Section, Specialty, Unit, UseRequest
from models.vocabulary import Grade, Permission, TaskType, UnitNature
from models.workflows.machine import Move
from models.workflows.use_request import Action, State


@dataclass(frozen=True, slots=True)
class Entries:
    """What the unit writes into Annex 5. ``seats`` and ``recusals``: rows as the table keeps
    them."""

    nature: UnitNature
    title: str
    task_type: TaskType
    content: str
    starts_at: datetime | None
    ends_at: datetime | None
    half_days: int
    place: str
    seats: list[Any]
    recusals: list[Any]
    protection: str
    lodging: str
    is_fee_promised: bool
    unit_head: str
    address: str
    contact: str
    phone: str


def draft(
    entries: Entries, *, unit: Unit, targets: list[Unit], scan: Upload | None, folder: Path,
    by: Holding,
) -> UseRequest:  # fmt: skip
    """A new request of ``unit``: by its own account, or by the office from the signed paper, whose
    scan it keeps."""
    request = UseRequest(unit=unit, unit_id=unit.id, filer_id=by.account_id)
    if no := policy.refusal(by, Permission.FILE_REQUEST, request):
        raise no
    if by.unit_id is None and scan is None:
        raise Refusal(
            "代为录入的，请上传申请单位盖章的使用申请表扫描件", article=art11.ARTICLE, field="scan"
        )
    _fill(request, entries, targets, scan, folder, by)
    db.session.add(request)
    register("use_request:draft", "填写使用申请", by=by, subject=request, article=art11.ARTICLE)
    return request


def redraft(
    request: UseRequest, entries: Entries, *, targets: list[Unit], scan: Upload | None,
    folder: Path, by: Holding,
) -> None:  # fmt: skip
    """Change one that was not submitted yet, or was returned."""
    _check_writer(request, by)
    if no := policy.refusal(by, Permission.FILE_REQUEST, request):
        raise no
    if request.state not in {State.DRAFT, State.RETURNED}:
        raise Refusal("已提交的申请不能修改；需要修改的，请联系专家管理办公室退回", article=11)
    _fill(request, entries, targets, scan, folder, by)
    register("use_request:redraft", "修改使用申请", by=by, subject=request, article=art11.ARTICLE)


def _fill(
    request: UseRequest, entries: Entries, targets: list[Unit], scan: Upload | None,
    folder: Path, by: Holding,
) -> None:  # fmt: skip
    if entries.starts_at and entries.ends_at and entries.starts_at >= entries.ends_at:
        raise Refusal("结束时间应晚于开始时间", article=art11.ARTICLE, field="ends_at")
    people = own_people_named(db.session(), request.unit, f"{entries.title}\n{entries.content}")
    art11.refuse_own_people(people)
    if sum(count for *_, count in entries.seats) > dispatches.MOST_SEATS:
        raise Refusal(f"一次申请最多{dispatches.MOST_SEATS}人，请分次申请", article=art11.ARTICLE)
    for name in entries.__slots__:
        setattr(request, name, getattr(entries, name))
    request.targets = targets
    if scan:
        request.scan = keep(scan, folder, by=by)


def take(request: UseRequest, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Take it one step of those the page offers, with all that the step brings with it."""
    if action in {Action.SUBMIT, Action.WITHDRAW}:
        _check_writer(request, by)
    move = choose(request, action, by=by, note=note)
    _CONSEQUENCES.get(move.action, _nothing)(request, by)
    tell_on(request, besides=by.account_id)
    return move


def _check_writer(request: UseRequest, by: Holding) -> None:
    """What a unit files itself, nobody else files or confirms in its name."""
    if not writes(by, request):
        raise NotPermitted("这件申请由单位自己填写和确认，专家管理办公室不能代办", article=11)


def _nothing(request: UseRequest, by: Holding) -> None:
    """Most steps only pass the matter on."""


def _submit(request: UseRequest, by: Holding) -> None:
    if request.starts_at and request.starts_at <= clock.now():
        raise Refusal("任务时间已经过去，请改正起止时间后再提交", article=art11.ARTICLE)
    if not request.serial:
        request.year, request.serial = numbers.next_of(UseRequest.year, UseRequest.serial)


def _receive(request: UseRequest, by: Holding) -> None:
    request.receiver_id = by.account_id


_CONSEQUENCES: Mapping[Any, Callable[[UseRequest, Holding], None]] = {
    Action.SUBMIT: _submit,
    Action.RECEIVE: _receive,
}


def entrust(request: UseRequest, section: Section, *, by: Holding) -> None:
    """The office says which section sends the experts; another one while none has begun."""
    db.session.refresh(request, with_for_update={"of": UseRequest})
    request.section, request.section_id = section, section.id
    advance(request, Action.ENTRUST, by=by, sections=[section.name])
    tell_on(request, besides=by.account_id)


def dispatch_for(request: UseRequest, *, by: Holding) -> Dispatch:
    """The draft of the one dispatch that serves the request (一事一派), as the request says it."""
    db.session.refresh(request, with_for_update={"of": UseRequest})
    if request.state is not State.IN_HAND or request.section is None:
        raise Refusal(f"现在是“{request.state.label}”，不能起草派遣单", article=art11.ARTICLE)
    if request.dispatch:
        raise Refusal("这件申请已经有派遣单，一事一派，不能再起草", article=art11.ARTICLE)
    dispatch = dispatches.draft(
        _particulars(request, request.section),
        section=request.section, targets=list(request.targets), seats=_seats(request),
        officers=[], by=by,
    )  # fmt: skip
    dispatch.use_request = request
    return dispatch


def _particulars(request: UseRequest, section: Section) -> Particulars:
    return Particulars(
        title=request.title,
        task_type=request.task_type,
        content=request.content,
        starts_at=request.starts_at,
        ends_at=request.ends_at,
        half_days=request.half_days,
        place=request.place,
        budget_line=None,
        rate=0,
        phone=section.phone,
        basis=f"使用申请{request.number}",
        hazards=request.protection,
    )


def _seats(request: UseRequest) -> list[Wanted]:
    codes = [code for code, *_ in request.seats]
    rows = db.session.scalars(select(Specialty).where(Specialty.code.in_(codes)))
    known = {row.code: row for row in rows}
    return [
        Wanted(known[code], Grade(grade))
        for code, _, grade, count in request.seats
        for _ in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The unit's part of Annex 6. ``payments``: assignment → fen."""

    feedback: str
    paid_on: date
    payments: Mapping[int, int]


def settle(
    request: UseRequest, receipt: Receipt, *, proof: Upload | None, folder: Path, by: Holding
) -> None:
    """The unit has paid every expert itself, and says what it thinks of them."""
    _check_writer(request, by)
    dispatch = request.dispatch
    if dispatch is None or dispatch.ends_at is None:
        raise Refusal("还没有派遣，不能确认付款", article=art11.ARTICLE)
    ended_on = clock.local(dispatch.ends_at).date()
    art11.check_payment(receipt.paid_on, ended_on, receipt.payments.values())
    if proof is None:
        raise Refusal("请上传付款凭证", article=art11.ARTICLE, field="proof")
    request.feedback, request.paid_on = receipt.feedback.strip(), receipt.paid_on
    request.payments = _payment_rows(dispatch, receipt.payments)
    request.proof = keep(proof, folder, by=by)
    advance(
        request, Action.SETTLE, by=by, paid_on=receipt.paid_on.isoformat(),
        paid=yuan(request.amount_paid),
    )  # fmt: skip
    tell_on(request, besides=by.account_id)


def _payment_rows(dispatch: Dispatch, payments: Mapping[int, int]) -> list[Any]:
    return [
        [part.id, part.service.half_days if part.service else 0, payments.get(part.id, 0)]
        for part in dispatch.seated
    ]
