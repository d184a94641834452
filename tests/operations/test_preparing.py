"""出发前: what is told in which version, the equipment, and that nobody departs without either."""

import pytest

from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import assignments, briefings, dispatches, preparing
from models.queries import briefings as texts
from models.tables import Event
from models.vocabulary import BriefingKind, Post, Provider
from models.workflows.dispatch import Action, State
from tests import states
from tests.states import acting_for, holder

NEW = "廉洁自律：不收受财物，不参加宴请\n不借用对象单位车辆"


def accepted(**asked):
    """Every expert has accepted; nobody has read anything."""
    dispatch = states.issued(**asked)
    with unit_of_work():
        for part in dispatch.seated:
            assignments.accept(part, by=acting_for(part))
    return dispatch


def revised(kind=BriefingKind.INTEGRITY, text=NEW):
    with unit_of_work():
        return briefings.revise(kind, text, reason="增加车辆规定", by=holder(Post.OFFICE))


def read_all(part):
    with unit_of_work():
        preparing.acknowledge(part, preparing.parts_told(part), by=acting_for(part))


def test_an_office_begins_with_a_text_of_each_kind(app):
    found = texts.in_force(db.session())
    assert [(each.kind, each.version, each.article) for each in found] == [
        (BriefingKind.ETHICS, 1, 9), (BriefingKind.RECUSAL, 1, 9), (BriefingKind.INTEGRITY, 1, 17),
        (BriefingKind.CONFIDENTIALITY, 1, 15),
    ]  # fmt: skip


def test_a_new_version_is_read_from_now_on_and_the_old_one_stays(app):
    old = texts.every(db.session())[BriefingKind.INTEGRITY][0].text
    new = revised()
    versions = texts.every(db.session())[BriefingKind.INTEGRITY]
    assert [(each.version, each.text) for each in versions] == [(2, NEW), (1, old)]
    assert new in texts.in_force(db.session())
    event = db.session.scalars(db.select(Event).filter_by(kind="briefing:revise")).one()
    assert (event.facts["edition"], event.facts["note"]) == (2, "增加车辆规定")


@pytest.mark.parametrize(
    ("text", "reason", "field"),
    [
        ("", "有理由", "text"),
        ("字" * 201, "有理由", "text"),
        ("一\n" * 7, "有理由", "text"),
        (NEW, "", "reason"),
    ],
)
def test_a_version_without_text_or_reason_is_refused(app, text, reason, field):
    with pytest.raises(Refusal) as refused, unit_of_work():
        briefings.revise(BriefingKind.INTEGRITY, text, reason=reason, by=holder(Post.OFFICE))
    assert refused.value.field == field


def test_a_version_that_changes_nothing_is_refused(app):
    same = texts.every(db.session())[BriefingKind.ETHICS][0].text + "\n"
    with pytest.raises(Refusal, match="没有改动"), unit_of_work():
        briefings.revise(BriefingKind.ETHICS, same, reason="无", by=holder(Post.OFFICE))


def test_the_section_does_not_write_what_its_experts_are_told(app):
    with pytest.raises(NotPermitted), unit_of_work():
        briefings.revise(BriefingKind.ETHICS, NEW, reason="无", by=holder(Post.SECTION))


def test_a_task_keeps_the_versions_that_were_acknowledged(app):
    part, other = accepted().seated
    read_all(part)
    revised()
    read_all(other)
    told = {
        each: [text.version for text in texts.told(db.session(), each)] for each in (part, other)
    }
    assert told == {part: [1, 1, 1, 1], other: [1, 1, 2, 1]}
    event = db.session.scalars(db.select(Event).filter_by(kind="assignment:acknowledge")).all()[-1]
    assert "廉政告知第2版" in event.facts["briefing"]


def test_what_changed_behind_an_open_page_is_read_again(app):
    part = accepted().seated[0]
    seen = list(preparing.parts_told(part))
    revised()
    with pytest.raises(Refusal, match="告知内容刚刚更新"), unit_of_work():
        preparing.acknowledge(part, seen, by=acting_for(part))


def test_the_points_of_the_task_alone_are_ticked_too(app):
    part = accepted(briefing_points="井下禁止携带手机\n\n听从带队人员指挥").seated[0]
    general = [name for name in preparing.parts_told(part) if name != preparing.POINTS]
    with pytest.raises(Refusal, match="本次任务的告知事项"), unit_of_work():
        preparing.acknowledge(part, general, by=acting_for(part))
    read_all(part)
    assert part.dispatch.points == ["井下禁止携带手机", "听从带队人员指挥"]


def test_nobody_departs_before_the_equipment_is_there(app):
    dispatch = accepted()
    first, second = dispatch.seated
    with unit_of_work():
        states.prepare(first)
    read_all(second)
    with pytest.raises(Refusal, match=f"{second.expert_name}尚未确认防护用品到位") as refused:
        states.step(dispatch, Action.DEPART, Post.SECTION)
    assert first.expert_name not in refused.value.message
    with unit_of_work():
        preparing.fit(second, [item.id for item in dispatch.protection], by=acting_for(second))
    assert states.step(dispatch, Action.DEPART, Post.SECTION).state is State.UNDERWAY


def test_a_missing_piece_is_named(app):
    part = accepted().seated[0]
    helmet = [item.id for item in part.dispatch.protection if item.what == "安全帽"]
    with pytest.raises(Refusal, match=r"^自救器还没有确认"), unit_of_work():
        preparing.fit(part, helmet, by=acting_for(part))


def test_the_section_confirms_for_no_expert_who_signs_in(app):
    part = accepted().seated[0]
    everything = [item.id for item in part.dispatch.protection]
    with pytest.raises(Refusal, match="专家本人"), unit_of_work():
        preparing.fit(part, everything, by=holder(Post.SECTION))


def test_the_section_confirms_for_an_expert_without_an_account(app):
    part = accepted().seated[0]
    with unit_of_work():
        part.expert.account = None
    with unit_of_work():
        everything = [item.id for item in part.dispatch.protection]
        preparing.fit(part, everything, by=holder(Post.SECTION))
    assert part.fitted_at


def test_equipment_is_confirmed_once_and_by_whoever_goes(app):
    first, second = states.briefed().seated
    everything = [item.id for item in first.dispatch.protection]
    for by in (acting_for(first), acting_for(second)):
        with pytest.raises(Refusal), unit_of_work():
            preparing.fit(first, everything, by=by)


def test_a_hazardous_dispatch_without_its_equipment_is_not_submitted(app):
    dispatch = states.drafted(protection=())
    with pytest.raises(Refusal, match="逐项列出防护用品"):
        states.step(dispatch, Action.SUBMIT, Post.SECTION)


def test_equipment_without_a_name_or_in_absurd_numbers_is_refused(app):
    for what, count in (("", 1), ("安全帽", 0), ("安全帽", 100)):
        with pytest.raises(Refusal) as refused:
            states.drafted(protection=(dispatches.Protection(what, count, Provider.OWN),))
        assert refused.value.article == 12


def test_a_signature_covers_what_is_worn_and_what_is_told(app):
    document = states.drafted(briefing_points="禁止携带火种").document()
    assert document["protection"] == [["自救器", 1, "target"], ["安全帽", 1, "bureau"]]
    assert document["points"] == ["禁止携带火种"]
