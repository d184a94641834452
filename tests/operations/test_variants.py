"""Every way of selecting an expert × every gate of Articles 9, 11, 12, 13, 16, 17 and 22: each way
meets each gate, and none is a way round one."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import draws
from models.operations.draws import request_for
from models.tables import Notice, Signature, Unit
from models.vocabulary import Post, SelectionWay
from models.workflows.dispatch import Action, State
from tests import emergencies, states, variants
from tests.variants import E, O, R, S

WAYS = list(SelectionWay)
TOO_MUCH = 10_000_000_00  # fen a half day


@dataclass(frozen=True)
class Gate:
    """``closed``: brings a dispatch of that way before the gate and tries it; refused with the
    article and the words."""

    closed: Callable[[SelectionWay], object]
    article: int
    words: str
    ways: tuple[SelectionWay, ...] = tuple(SelectionWay)


def _funds(way):
    if way is E:
        dispatch = emergencies.filled(emergencies.manned(), rate=TOO_MUCH)
        return states.step(dispatch, Action.COMPLETE_PAPERS, Post.SECTION)
    return variants.reserved(way, rate=TOO_MUCH)


def _ground(way):
    if way is E:
        return emergencies.ordered(reason=" ")
    return states.reserved(way=way, way_reason=" ")


def _target() -> Unit:
    return db.session.scalars(db.select(Unit).filter_by(name="虚构目标煤矿")).one()


def _recusal(way):
    """Somebody whom the target unit employs."""
    if way is E:
        dispatch = emergencies.manned(seats=1)
        with unit_of_work():
            dispatch.seated[0].expert.employer = _target()
        filled = emergencies.filled(dispatch, seats=1)
        return states.step(filled, Action.COMPLETE_PAPERS, Post.SECTION)
    dispatch = variants.reserved(way)
    who = dispatch.outsiders[0].expert if way is O else variants.expert("ZZ0001")
    with unit_of_work():
        who.employer = _target()
    return variants.name(dispatch, who.code)


def _busy(way):
    """Somebody who is elsewhere at that time."""
    variants.issued(way)
    other = states.reserved(seats=1, way=way, way_reason="又一件")
    if way is O:
        variants.enter(other, variants.person())
    return variants.name(other, "ZZ0001" if way is S else other.outsiders[0].expert.code)


def _head(way):
    """Past the section's head."""
    if way is E:
        return states.step(emergencies.papered(), Action.DEPART, Post.SECTION)
    return states.step(variants.selected(way), Action.SIGN, Post.DEPUTY)


def _deputy(way):
    """Past the deputy: the section sets out with what the head has endorsed."""
    return states.step(variants.endorsed(way), Action.DEPART, Post.SECTION)


def _hand(way):
    """The head signs in the deputy's place."""
    return states.step(variants.endorsed(way), Action.SIGN, Post.SECTION_HEAD)


def _acceptance(way):
    return states.step(variants.issued(way), Action.DEPART, Post.SECTION)


def _briefing(way):
    if way is not E:
        return states.step(variants.accepted(way), Action.DEPART, Post.SECTION)
    dispatch = emergencies.ordered(seats=1)
    emergencies.call(dispatch, 1)
    states.step(emergencies.filled(dispatch, seats=1), Action.COMPLETE_PAPERS, Post.SECTION)
    states.step(dispatch, Action.ENDORSE_PAPERS, Post.SECTION_HEAD)
    return states.step(dispatch, Action.DEPART, Post.SECTION)


def _arrival(way):
    return [variants.come_and_go(part) for part in variants.briefed(way).seated]


def _unbriefed_arrival(way):
    """An emergency does not wait for the others to set out, but for the briefing it does."""
    dispatch = emergencies.ordered(seats=1)
    emergencies.call(dispatch, 1)
    return [variants.come_and_go(part) for part in dispatch.seated]


def _report(way):
    return [variants.rate(part) for part in variants.left(way).seated]


def _annex_6(way):
    return states.step(variants.reported(way), Action.DELIVER, Post.SECTION, at=states.RATED)


def _copy_to_hr(way):
    return states.step(variants.delivered(way), Action.CLOSE, Post.SECTION, at=states.RATED)


CHOSEN = (S, O)
TOLD = (R, S, O)
GATES = {
    "funds": Gate(_funds, 22, "预算不足"),
    "ground": Gate(_ground, 11, "理由", (S, O, E)),
    "recusal, named": Gate(_recusal, 11, "任职单位为对象单位", CHOSEN),
    "recusal, called": Gate(_recusal, 9, "应当回避", (E,)),
    "another task": Gate(_busy, 11, "任务时间冲突", CHOSEN),
    "head": Gate(_head, 11, "请按最新状态办理", TOLD),
    "head, afterwards": Gate(_head, 16, "请按最新状态办理", (E,)),
    "deputy": Gate(_deputy, 16, "待分管领导审签", TOLD),
    "deputy's own hand": Gate(_hand, 11, "无权审签派遣审批单", TOLD),
    "acceptance": Gate(_acceptance, 16, "尚未答复任务通知", TOLD),
    "briefing": Gate(_briefing, 16, "尚未确认廉政与保密告知"),
    "departure before arrival": Gate(_arrival, 16, "人员尚未全部到位", TOLD),
    "briefing before arrival": Gate(_unbriefed_arrival, 13, "请按最新状态办理", (E,)),
    "report before rating": Gate(_report, 17, "请按最新状态办理"),
    "Annex 6": Gate(_annex_6, 17, "服务质量登记表（附件6）尚未填写"),
    "copy to hr": Gate(_copy_to_hr, 22, "待人教股备案"),
}


@pytest.mark.parametrize(
    ("gate", "way"),
    [(name, way) for name, gate in GATES.items() for way in gate.ways],
)
def test_no_way_leads_round_a_gate(app, gate, way):
    asked = GATES[gate]
    with pytest.raises(Refusal) as refused:
        asked.closed(way)
    assert asked.words in refused.value.message
    assert refused.value.article in {asked.article, None}


def test_a_draw_leaves_out_whom_a_choice_refuses(app):
    with unit_of_work():
        variants.expert("ZZ0001").employer = _target()
    request = request_for(variants.reserved(R), "C", 1, 0)
    assert {row.expert: row.reason for row in request.excluded}["ZZ0001"].startswith("任职单位")


@pytest.mark.parametrize("way", TOLD)
def test_nothing_reaches_the_expert_before_the_deputy_has_signed(app, way):
    dispatch = variants.endorsed(way)
    [part] = dispatch.seated
    matter = f"assignment:{part.id}"
    assert (part.notified_at, part.owner_account_id) == (None, None)
    assert not db.session.scalars(db.select(Notice).filter_by(matter=matter)).all()
    states.step(dispatch, Action.SIGN, Post.DEPUTY)
    assert part.notified_at


def test_in_an_emergency_the_deputy_signs_before_anybody_is_called(app):
    dispatch = emergencies.ordered(seats=1)
    signature = db.session.scalars(db.select(Signature)).one()
    assert (signature.account_id, dispatch.seated) == (states.holder(Post.DEPUTY).account_id, [])
    with pytest.raises(Refusal), unit_of_work():
        draws.freeze(dispatch, by=states.holder(Post.SECTION))


@pytest.mark.parametrize("way", WAYS)
def test_every_way_comes_to_a_closed_file(app, way):
    dispatch = states.step(variants.received(way), Action.CLOSE, Post.SECTION, at=states.RATED)
    assert (dispatch.state, dispatch.reserved) == (State.CLOSED, 0)
