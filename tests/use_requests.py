"""A unit's use request in each state of its life, brought there by the operations."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from models import clock
from models.db import db, unit_of_work
from models.operations import assignments, draws, use_requests
from models.operations.files import Upload
from models.operations.units import unit_named
from models.operations.use_requests import Entries, Receipt
from models.rules.article_11_use_request import PAYMENT_DAYS
from models.rules.gb_32100 import check_character
from models.tables import Assignment, Dispatch, Section, UseRequest
from models.vocabulary import Post, TaskType, UnitNature
from models.workflows.dispatch import Action as DispatchAction
from models.workflows.use_request import Action
from tests import states
from tests.office import SPECIALTY

MONTH = timedelta(days=PAYMENT_DAYS + 1)
PDF = b"%PDF-1.7 scan"


def folder() -> Path:
    path: Path = current_app.extensions["instance"].uploads
    return path


def entries(**other: Any) -> Entries:
    given = {
        "nature": UnitNature.STATE_OWNED,
        "title": "尾矿库汛前安全评估",
        "task_type": TaskType.SCIENCE,
        "content": "评估坝体稳定和排洪系统，提出书面意见。",
        "starts_at": states.STARTS,
        "ends_at": states.ENDS,
        "half_days": 2,
        "place": "虚构镇尾矿库",
        "seats": [[SPECIALTY, "采煤", "SENIOR", 2]],
        "recusals": [],
        "protection": "坝面行走，防护用品由本单位提供",
        "lodging": "午餐和往返车辆由本单位安排",
        "is_fee_promised": True,
        "unit_head": "负责人甲",
        "address": "虚构镇一号",
        "contact": "联系人甲",
        "phone": "0356-0000009",
    }
    return Entries(**(given | other))


def drafted(*, on_paper: bool = False, **other: Any) -> UseRequest:
    with unit_of_work():
        return use_requests.draft(
            entries(**other),
            unit=unit_named("虚构申请单位", credit_code()),
            targets=[unit_named("虚构目标煤矿")],
            scan=Upload("申请表.pdf", PDF) if on_paper else None,
            folder=folder(),
            by=states.holder(Post.OFFICE if on_paper else Post.UNIT),
        )


def credit_code() -> str:
    """A valid code of an area that is not in use."""
    body = "91990100MA0000001"
    return body + check_character(body)


def step(request: UseRequest, action: Action, who: Post | str, note: str = "") -> UseRequest:
    by = states.held_by(who.value if isinstance(who, Post) else who)
    with unit_of_work():
        use_requests.take(request, action, by=by, note=note)
    return request


def submitted(**other: Any) -> UseRequest:
    request = drafted(**other)
    return step(request, Action.SUBMIT, Post.OFFICE if other.get("on_paper") else Post.UNIT)


def received(**other: Any) -> UseRequest:
    return step(submitted(**other), Action.RECEIVE, Post.OFFICE)


def approved(**other: Any) -> UseRequest:
    return step(received(**other), Action.APPROVE, Post.EXECUTIVE_DEPUTY)


def in_hand(**other: Any) -> UseRequest:
    request = approved(**other)
    with unit_of_work():
        section = db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()
        use_requests.entrust(request, section, by=states.holder(Post.OFFICE))
    return request


def served(**other: Any) -> Dispatch:
    """Its dispatch is drafted, the fee filled in."""
    request = in_hand(**other)
    with unit_of_work():
        states._let_every_expert_sign_in()
        dispatch = use_requests.dispatch_for(request, by=states.holder(Post.SECTION))
        dispatch.rate = 40_000
    return dispatch


def sent(**other: Any) -> Dispatch:
    """The deputy has signed, the experts have been told."""
    dispatch = states.step(served(**other), DispatchAction.SUBMIT, Post.SECTION)
    draw(dispatch)
    return sign(dispatch)


def draw(dispatch: Dispatch) -> None:
    with unit_of_work():
        draws.freeze(dispatch, by=states.holder(Post.SECTION))
    states.contributed(dispatch)


def sign(dispatch: Dispatch) -> Dispatch:
    states.step(dispatch, DispatchAction.ENDORSE, Post.SECTION_HEAD)
    return states.step(dispatch, DispatchAction.SIGN, Post.DEPUTY)


def used(**other: Any) -> UseRequest:
    """The task is over and its dispatch closed; the unit has still to pay."""
    dispatch = states.step(served(**other), DispatchAction.SUBMIT, Post.SECTION)
    carry_out(dispatch)
    assert dispatch.use_request
    return dispatch.use_request


def carry_out(dispatch: Dispatch) -> None:
    """From the draw to the closed file."""
    with unit_of_work():
        states._let_every_expert_sign_in()
    draw(dispatch)
    sign(dispatch)
    _work(dispatch)
    with clock.held_at(states.RATED), unit_of_work():
        for part in dispatch.seated:
            assignments.rate(part, states.service(), by=states.holder(Post.SECTION))
    for action, post in (
        (DispatchAction.DELIVER, Post.SECTION),
        (DispatchAction.RECEIVE, Post.HR),
        (DispatchAction.CLOSE, Post.SECTION),
    ):
        states.step(dispatch, action, post, at=states.RATED)


def _work(dispatch: Dispatch) -> None:
    """Everyone accepts, comes, goes and reports."""
    with unit_of_work():
        for part in dispatch.seated:
            assignments.accept(part, by=states.acting_for(part))
            states.prepare(part)
    states.step(dispatch, DispatchAction.DEPART, Post.SECTION)
    for part in dispatch.seated:
        _attend_and_report(part)


def _attend_and_report(part: Assignment) -> None:
    flow, by = states.part_flow.Action, states.acting_for(part)
    for moment, action in ((states.ARRIVED, flow.ARRIVE), (states.LEFT, flow.LEAVE)):
        with clock.held_at(moment), unit_of_work():
            assignments.attend(part, action, by=by)
    with clock.held_at(states.REPORTED), unit_of_work():
        words = "坝体稳定，排洪系统畅通，建议汛期每日巡查。"
        assignments.report(part, content=words, advice="", files=[], by=by)


def settle(request: UseRequest, *, by: Post = Post.UNIT, **other: Any) -> None:
    assert request.dispatch
    given = {
        "feedback": "意见具体，可以操作。",
        "paid_on": clock.local(states.RATED).date(),
        "payments": {part.id: part.service.fee for part in request.dispatch.seated},
    } | other
    with unit_of_work():
        use_requests.settle(
            request, Receipt(**given), proof=Upload("回单.pdf", PDF), folder=folder(),
            by=states.holder(by),
        )  # fmt: skip


def settled(**other: Any) -> UseRequest:
    request = used(**other)
    with clock.held_at(states.RATED):
        settle(request)
    return request
