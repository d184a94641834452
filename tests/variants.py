"""One dispatch by each way of selecting (Art. 11(1)), brought to where a test wants it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from models import clock
from models.db import db, unit_of_work
from models.operations import choosing, engagements, on_paper, outsiders, preparing
from models.operations.decisions import Meeting
from models.operations.engagements import Wanted
from models.operations.files import Upload
from models.operations.outsiders import Person
from models.rules.gb_11643 import IdNumber
from models.tables import Assignment, Dispatch, Expert, Outsider, StandingEngagement
from models.vocabulary import Post, SelectionWay
from models.workflows import assignment as part_flow
from models.workflows.dispatch import Action
from models.workflows.engagement import Action as EngagementAction
from tests import emergencies, states
from tests.office import id_number

R, S, O = SelectionWay.RANDOM, SelectionWay.STANDING, SelectionWay.OFF_ROSTER  # noqa: E741
E = SelectionWay.EMERGENCY
REASON = "该项技术服务须连续跟踪"
PDF = b"%PDF-1.7 scan"
REPORT = "检查了通风系统和监测监控，发现两处问题，已当场指出并说明依据。"


def folder() -> Path:
    path: Path = current_app.extensions["instance"].uploads
    return path


def scan(name: str = "扫描件.pdf") -> Upload:
    return Upload(name, PDF)


def expert(code: str) -> Expert:
    return db.session.scalars(select(Expert).filter_by(code=code)).one()


def engage(
    code: str, first: date = date(2025, 1, 1), last: date = date(2027, 12, 31)
) -> StandingEngagement:
    """相对固定使用, settled by the director's meeting."""
    engagement = proposed(code, first, last)
    with unit_of_work():
        meeting = Meeting(date(2026, 5, 20), "泽应急局长办公会纪要〔2026〕6号")
        by = states.holder(Post.LEADER)
        engagements.decide(engagement, EngagementAction.APPROVE, meeting, by=by)
    return engagement


def proposed(
    code: str, first: date = date(2025, 1, 1), last: date = date(2027, 12, 31)
) -> StandingEngagement:
    by = states.holder(Post.SECTION)
    with unit_of_work():
        wanted = Wanted("重大危险源日常技术服务", REASON, first, last)
        return engagements.propose(by.sections[0], expert(code), wanted, by=by)


def person(number: int = 1, **other: str) -> Person:
    entries = {
        "name": f"库外{number:02}",
        "employer": f"虚构大学{number}",
        "title": "教授级高级工程师",
        "mobile": f"1910000000{number}",
        "reason": "专家库内没有该专业方向的专家",
    } | other
    return Person(id_number=IdNumber.parse(id_number(500 + number)), **entries)


def enter(dispatch: Dispatch, who: Person, proof: Upload | None = None) -> Outsider:
    with unit_of_work():
        return outsiders.engage(
            dispatch, who, proof=proof or scan("职称证书.pdf"), folder=folder(),
            by=states.holder(Post.SECTION),
        )  # fmt: skip


def reserved(way: SelectionWay, seats: int = 1, **asked: object) -> Dispatch:
    """已提交，经费已预留, and whoever can be named is known."""
    reason = "" if way is R else REASON
    dispatch = states.reserved(way=way, way_reason=reason, seats=seats, **asked)
    for number in range(1, seats + 1):
        if way is S:
            engage(f"ZZ{number:04}")
        elif way is O:
            enter(dispatch, person(number))
    return dispatch


def name(dispatch: Dispatch, *codes: str) -> Dispatch:
    """The section names these experts for the vacant seats, in their order."""
    vacant = [seat for seat in dispatch.seats if seat.is_vacant]
    with unit_of_work():
        chosen = {seat.id: expert(code).id for seat, code in zip(vacant, codes, strict=False)}
        choosing.name(dispatch, chosen, by=states.holder(Post.SECTION))
    return dispatch


def selected(way: SelectionWay, seats: int = 1, **asked: object) -> Dispatch:
    """Drawn or named, waiting for the section's head."""
    if way is R:
        return states.drawn(seats=seats, **asked)
    dispatch = reserved(way, seats, **asked)
    if way is S:
        return name(dispatch, *(f"ZZ{number:04}" for number in range(1, seats + 1)))
    return name(dispatch, *(each.expert.code for each in dispatch.outsiders))


def endorsed(way: SelectionWay, seats: int = 1) -> Dispatch:
    return states.step(selected(way, seats), Action.ENDORSE, Post.SECTION_HEAD)


def issued(way: SelectionWay, seats: int = 1) -> Dispatch:
    """The deputy has signed, the experts are told; in an emergency the papers have followed."""
    if way is E:
        return emergencies.issued()
    return states.step(endorsed(way, seats), Action.SIGN, Post.DEPUTY)


def accepted(way: SelectionWay) -> Dispatch:
    """In an emergency whoever comes has said so on the telephone."""
    return issued(E) if way is E else _each(issued(way), accept)


def briefed(way: SelectionWay) -> Dispatch:
    return issued(E) if way is E else _each(accepted(way), brief)


def underway(way: SelectionWay) -> Dispatch:
    return states.step(briefed(way), Action.DEPART, Post.SECTION)


def left(way: SelectionWay) -> Dispatch:
    return _each(underway(way), come_and_go)


def reported(way: SelectionWay) -> Dispatch:
    return _each(left(way), report)


def rated(way: SelectionWay) -> Dispatch:
    return _each(reported(way), rate)


def delivered(way: SelectionWay) -> Dispatch:
    return states.step(rated(way), Action.DELIVER, Post.SECTION, at=states.RATED)


def received(way: SelectionWay) -> Dispatch:
    return states.step(delivered(way), Action.RECEIVE, Post.HR, at=states.RATED)


def _each(dispatch: Dispatch, act: Callable[[Assignment], None]) -> Dispatch:
    for part in dispatch.seated:
        act(part)
    return dispatch


def on_a_paper(part: Assignment, **words: str) -> None:
    """The section enters what somebody from outside signed."""
    with unit_of_work():
        on_paper.record(part, scan(), folder=folder(), by=states.holder(Post.SECTION), **words)


def accept(part: Assignment) -> None:
    if part.is_on_paper:
        on_a_paper(part)
        return
    with unit_of_work():
        states.assignments.accept(part, by=states.acting_for(part))


def brief(part: Assignment) -> None:
    """The briefing is acknowledged, the equipment there."""
    if not part.is_on_paper:
        with unit_of_work():
            states.prepare(part)
        return
    on_a_paper(part)
    with unit_of_work():
        items = [item.id for item in part.dispatch.protection]
        preparing.fit(part, items, by=states.holder(Post.SECTION))


def come_and_go(part: Assignment) -> None:
    flow, by = part_flow.Action, states.holder(Post.SECTION)
    with clock.held_at(states.ARRIVED), unit_of_work():
        states.assignments.attend(part, flow.ARRIVE, by=by)
    with clock.held_at(states.LEFT):
        if part.is_on_paper:
            on_a_paper(part)
            return
        with unit_of_work():
            states.assignments.attend(part, flow.LEAVE, by=by)


def report(part: Assignment) -> None:
    with clock.held_at(states.REPORTED):
        if part.is_on_paper:
            on_a_paper(part, content=REPORT, advice="建议复查。")
            return
        with unit_of_work():
            states.assignments.report(
                part, content=REPORT, advice="建议复查。", files=[], by=states.acting_for(part)
            )


def rate(part: Assignment) -> None:
    with clock.held_at(states.RATED), unit_of_work():
        states.assignments.rate(part, states.service(), by=states.holder(Post.SECTION))
