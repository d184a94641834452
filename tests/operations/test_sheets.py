"""推荐汇总表: who signs when, what freezes, what a return and the formal check bring."""

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import sheet_steps, sheets
from models.operations.sheet_steps import Conclusion
from models.queries import sheets as queries
from models.queries import signatures
from models.queries.papers import approval_of
from models.queries.sheet_editions import difference
from models.queries.sheet_findings import findings
from models.rules.annex_3_columns import COLUMNS, EMPLOYER, NAME, SPECIALTIES
from models.rules.article_11_draw import canonical, sm3
from models.tables import (
    Application,
    Event,
    Expert,
    Notice,
    RecommendationSheet,
    Signature,
    Specialty,
)
from models.vocabulary import Post
from models.workflows import application as application_flow
from models.workflows.intake import State as IntakeState
from models.workflows.sheet import Action, State
from tests.applications import application
from tests.office import SPECIALTY
from tests.sheets import (
    CHEMISTRY,
    SERIALS,
    carry,
    conclude,
    names,
    opened,
    passed,
    sheet,
    take,
)
from tests.states import held_by, holder

LISTED, PASSED = application_flow.State.LISTED, application_flow.State.PASSED


def states_of(made):
    return {line.application.name: line.application.state for line in made.lines}


def compose(made, chosen, seen=None):
    with unit_of_work():
        sheets.compose(
            made, chosen, seen=made.version if seen is None else seen, by=holder(Post.SECTION)
        )


def revise(made):
    with unit_of_work():
        return sheets.revise(made, by=holder(Post.SECTION))


def findings_of(made):
    found = findings(db.session(), made, queries.persons(db.session(), made))
    return {line.application.name: found.get(line.id, []) for line in made.lines}


pytestmark = pytest.mark.usefixtures("app")


def test_a_sheet_gathers_everyone_who_passed_by_their_names():
    passed(501, name="张三")
    passed(502, name="单四")
    passed(503, name="安五")
    application(504, application_flow.State.SORTED)
    application(505, PASSED, section=CHEMISTRY)
    assert names(opened()) == ["安五", "单四", "张三"]


def test_numbers_of_a_year_have_no_gaps():
    first, second = sheet(), sheet(State.COMPILING, 510, section=CHEMISTRY)
    take(first, Action.DISCARD, Post.SECTION)
    assert [first.number, second.number, opened().number] == ["H2026-01", "H2026-02", "H2026-03"]


def test_a_section_compiles_one_sheet_at_a_time():
    sheet()
    with pytest.raises(Refusal, match="本股室正在编制H2026-01"):
        opened()


def test_nobody_to_list_means_no_sheet():
    application(500, application_flow.State.SORTED)
    with pytest.raises(Refusal, match="现在没有初审通过"):
        opened()


def test_a_cycle_that_is_concluded_takes_no_sheet():
    [waiting] = passed(500)
    with unit_of_work():
        waiting.intake.enter(IntakeState.CONCLUDED)
    with pytest.raises(Refusal, match="不能编制汇总表"):
        opened()


def test_another_section_does_not_compile_it():
    made = sheet()
    with pytest.raises(Refusal), unit_of_work():
        sheets.compose(made, [], seen=made.version, by=held_by("section_2"))


def test_persons_are_taken_off_put_on_and_ordered_by_hand():
    made = sheet()
    first, second, third = (line.application for line in made.lines)
    compose(made, [third, first])
    assert names(made) == ["申报502", "申报500"]
    compose(made, [second, third, first])
    assert names(made) == ["申报501", "申报502", "申报500"]


def test_who_changes_a_list_that_somebody_else_changed_meanwhile_is_told_so():
    made = sheet()
    seen, everyone = made.version, [line.application for line in made.lines]
    compose(made, everyone[:2])
    with pytest.raises(Refusal, match="名单已被他人改动"):
        compose(made, everyone, seen)


@pytest.mark.parametrize(
    ("state", "section"), [(application_flow.State.SORTED, "煤矿监管股"), (PASSED, CHEMISTRY)]
)
def test_only_who_passed_in_this_very_section_is_put_on(state, section):
    made = sheet()
    other = application(510, state, section=section)
    with pytest.raises(Refusal, match="申报510的申报现在是"):
        compose(made, [other])


def test_the_handler_signature_freezes_the_ten_columns_and_lists_everyone():
    made = sheet(State.HANDLED)
    line = made.lines[0]
    assert tuple(line.columns) == COLUMNS[1:]
    assert line.columns[SPECIALTIES] == "安全生产/煤矿/A0103 通风与防灭火"
    assert line.digest == sm3(canonical(line.columns)).hex()
    assert set(states_of(made).values()) == {LISTED}


def test_what_was_frozen_stays_when_the_form_or_annex_1_changes():
    made = sheet(State.HANDLED)
    before = dict(made.lines[0].columns)
    with unit_of_work():
        changed = made.lines[0].application
        changed.entries = changed.entries | {"employer": "另一单位"}
        db.session.query(Specialty).filter_by(code=SPECIALTY).update({"name": "改名的专业"})
    shown = queries.persons(db.session(), made)[0].columns
    assert shown == before
    assert all(each.holds for each in signatures.of_matter(db.session(), made.matter))


def test_a_signature_no_longer_holds_once_a_frozen_column_was_altered():
    made = sheet(State.ENDORSED)
    with unit_of_work():
        line = made.lines[0]
        line.columns = line.columns | {EMPLOYER: "另一单位"}
    shown = signatures.of_matter(db.session(), made.matter)
    assert [each.holds for each in shown] == [False, False]


def test_a_signature_no_longer_holds_once_somebody_was_taken_off():
    made = sheet(State.SIGNED)
    with unit_of_work():
        db.session.delete(made.lines[0])
    db.session.refresh(made)
    assert [each.holds for each in signatures.of_matter(db.session(), made.matter)] == [False] * 3


def test_whoever_left_the_passed_ones_meanwhile_must_be_taken_off_first():
    made = sheet()
    with unit_of_work():
        made.lines[1].application.enter(application_flow.State.RETURNED)
    with pytest.raises(Refusal, match="申报501的申报现在是“已退回，待补正”，请移出名单"):
        take(made, Action.HANDLE, Post.SECTION)
    assert made.lines[0].columns is None


def test_a_sheet_without_anyone_is_not_signed():
    made = sheet()
    compose(made, [])
    with pytest.raises(Refusal, match="汇总表里还没有人"):
        take(made, Action.HANDLE, Post.SECTION)


@pytest.mark.parametrize(
    ("state", "action", "post"),
    [
        (State.COMPILING, Action.ENDORSE, Post.SECTION_HEAD),
        (State.HANDLED, Action.SIGN, Post.DEPUTY),
        (State.ENDORSED, Action.DELIVER, Post.SECTION),
        (State.SIGNED, Action.HANDLE, Post.SECTION),
        (State.SIGNED, Action.ACCEPT, Post.OFFICE),
    ],
)
def test_nothing_is_signed_out_of_turn(state, action, post):
    made = sheet(state)
    with pytest.raises(Refusal, match="请按最新状态办理"):
        take(made, action, post)


def test_whoever_handled_it_does_not_endorse_it():
    made = sheet(State.HANDLED)
    with unit_of_work():
        made.handler_id = holder(Post.SECTION_HEAD).account_id
    with pytest.raises(Refusal, match="经办人不得再审核推荐汇总表"):
        take(made, Action.ENDORSE, Post.SECTION_HEAD)


def test_whoever_signed_second_does_not_sign_third():
    made = sheet(State.ENDORSED)
    assert made.head_id == holder(Post.SECTION_HEAD).account_id
    with unit_of_work():
        made.head_id = holder(Post.DEPUTY).account_id
    with pytest.raises(Refusal, match="经办人不得再审签推荐汇总表"):
        take(made, Action.SIGN, Post.DEPUTY)


def test_a_signed_list_is_not_changed():
    made = sheet(State.HANDLED)
    with pytest.raises(Refusal, match="承办人签字后名单不能再改"):
        compose(made, [])


@pytest.mark.parametrize(
    ("state", "post"),
    [
        (State.HANDLED, Post.SECTION_HEAD),
        (State.ENDORSED, Post.DEPUTY),
        (State.DELIVERED, Post.OFFICE),
    ],
)
def test_a_return_ends_the_edition_and_the_next_one_has_the_same_persons(state, post):
    made = sheet(state)
    signed = [approval_of(each) for each in signatures.of_matter(db.session(), made.matter)]
    with pytest.raises(Refusal, match="退回必须写明理由"):
        take(made, Action.RETURN, post)
    take(made, Action.RETURN, post, note="请补充一人")
    edition = revise(made)
    assert (edition.number, edition.edition, edition.state) == (made.number, 2, State.COMPILING)
    assert set(states_of(edition).values()) == {LISTED}
    assert [approval_of(each) for each in signatures.of_matter(db.session(), made.matter)] == signed
    assert signatures.of_matter(db.session(), edition.matter) == []
    carry(edition, State.ACCEPTED)
    assert names(edition) == names(made)


def test_a_late_change_makes_a_new_edition_that_says_what_became_different():
    made = sheet(State.RETURNED)
    edition = revise(made)
    [newcomer] = passed(510)
    first, second, _ = (line.application for line in edition.lines)
    with unit_of_work():
        first.entries = first.entries | {"employer": "另一单位"}
    compose(edition, [first, second, newcomer])
    take(edition, Action.HANDLE, Post.SECTION)
    told = difference(db.session(), made, edition)
    assert (told.came, told.left) == (["申报510"], ["申报502"])
    [change] = told.altered
    assert (change.name, change.column) == ("申报500", EMPLOYER)
    assert (change.before, change.after) == ("虚构设计院500", "另一单位")


def test_who_is_dropped_from_a_new_edition_waits_again_and_can_be_returned():
    edition = revise(sheet(State.RETURNED))
    dropped = edition.lines[2].application
    compose(edition, [line.application for line in edition.lines[:2]])
    assert dropped.state is PASSED


def test_discarding_a_new_edition_lets_everyone_go():
    edition = revise(sheet(State.RETURNED))
    take(edition, Action.DISCARD, Post.SECTION)
    assert set(states_of(edition).values()) == {PASSED}
    assert names(opened()) == ["申报500", "申报501", "申报502"]


def test_a_returned_sheet_is_followed_by_one_edition_only():
    made = sheet(State.RETURNED)
    revise(made)
    with pytest.raises(Refusal, match="还没有另编新版的"):
        revise(made)


def test_a_failed_line_rejects_the_application_with_the_finding_and_tells_the_applicant():
    made = sheet(State.DELIVERED)
    conclude(made, 申报501="单位全称与证明材料不一致")
    take(made, Action.ACCEPT, Post.OFFICE)
    assert states_of(made) == {
        "申报500": application_flow.State.CHECKED,
        "申报501": application_flow.State.REJECTED,
        "申报502": application_flow.State.CHECKED,
    }
    failed = made.lines[1].application
    event = db.session.scalars(
        db.select(Event).filter_by(matter=failed.matter, kind="application:reject")
    ).one()
    assert event.facts["note"] == "单位全称与证明材料不一致"
    told = db.session.scalars(db.select(Notice).filter_by(matter=failed.matter)).one()
    assert told.account_id == failed.owner_id


def test_a_check_is_not_finished_while_a_line_waits():
    made = sheet(State.DELIVERED)
    with unit_of_work():
        sheet_steps.check(made, {made.lines[0].id: Conclusion(True)}, by=holder(Post.OFFICE))
    with pytest.raises(Refusal, match="还有2人没有形式审查结论"):
        take(made, Action.ACCEPT, Post.OFFICE)


def test_a_line_fails_only_for_a_reason():
    made = sheet(State.DELIVERED)
    with pytest.raises(Refusal, match="不通过的，必须写明理由") as refused, unit_of_work():
        sheet_steps.check(made, {made.lines[0].id: Conclusion(False)}, by=holder(Post.OFFICE))
    assert refused.value.field == f"finding_{made.lines[0].id}"


def test_nobody_but_the_office_checks_and_only_what_was_delivered():
    made = sheet(State.SIGNED)
    for post in (Post.SECTION, Post.OFFICE):
        with pytest.raises(Refusal), unit_of_work():
            sheet_steps.check(made, {}, by=holder(post))


def test_a_line_whose_application_left_is_not_accepted_as_passed_but_may_fail():
    made = sheet(State.DELIVERED)
    with unit_of_work():
        made.lines[0].application.enter(application_flow.State.WITHDRAWN)
    assert findings_of(made)["申报500"] == ["申报现在是“已撤回”"]
    conclude(made)
    with pytest.raises(Refusal, match="申报500的申报现在是“已撤回”"):
        take(made, Action.ACCEPT, Post.OFFICE)
    conclude(made, 申报500="本人撤回")
    take(made, Action.ACCEPT, Post.OFFICE)
    assert states_of(made)["申报500"] is application_flow.State.WITHDRAWN


def test_the_same_person_on_two_sections_sheets_is_found_on_both():
    mine = sheet(State.DELIVERED, 500, 501)
    [twin] = passed(510, section=CHEMISTRY)
    with unit_of_work():
        twin.id_number_lookup = mine.lines[0].application.id_number_lookup
    theirs = opened(CHEMISTRY)
    assert findings_of(mine)["申报500"] == ["危化监管股的汇总表H2026-02也列有此人"]
    assert findings_of(mine)["申报501"] == []
    assert findings_of(theirs)["申报510"] == ["煤矿监管股的汇总表H2026-01也列有此人"]
    take(theirs, Action.DISCARD, Post.SECTION)
    assert findings_of(mine)["申报500"] == []


def test_missing_columns_experts_in_office_and_specialties_given_up_are_found():
    expert = db.session.scalars(db.select(Expert).filter_by(code="ZZ0003")).one()
    passed(500, school="", major="")
    [known] = passed(501)
    passed(502, primary="A0101")
    with unit_of_work():
        known.id_number_lookup = expert.id_number_lookup
        db.session.query(Specialty).filter_by(code="A0101").update({"is_active": False})
    assert findings_of(opened()) == {
        "申报500": ["没有填写：毕业院校、所学专业"],
        "申报501": ["已在专家名册中（ZZ0003）"],
        "申报502": ["现行附件1中没有专业A0101"],
    }


def test_the_paper_has_eleven_columns_and_masks_the_numbers_unless_asked():
    made = sheet(State.SIGNED)
    paper, whole = (
        queries.annex_3(db.session(), made, is_whole=is_whole) for is_whole in (False, True)
    )
    assert {len(row) for row in paper.rows} == {11}
    assert [row[0] for row in paper.rows] == ["1", "2", "3"]
    assert "*" in paper.rows[0][3]
    assert whole.rows[0][3] == made.lines[0].columns["身份证号"]
    signers = [each.name for each in (paper.handled, paper.endorsed, paper.signed)]
    assert signers == [Post.SECTION.label, Post.SECTION_HEAD.label, Post.DEPUTY.label]


def test_whole_numbers_are_for_those_who_need_them_and_are_registered():
    made = sheet(State.DELIVERED)
    for post in (Post.DEPUTY, Post.LEADER):
        with pytest.raises(Refusal, match="只能取用隐去号码的汇总表"), unit_of_work():
            sheets.record_whole_export(made, by=holder(post))
    with unit_of_work():
        sheets.record_whole_export(made, by=holder(Post.HR))
    event = db.session.scalars(
        db.select(Event).filter_by(kind="recommendation_sheet:export_whole")
    ).one()
    assert (event.facts["number"], event.facts["persons"]) == (made.number, 3)


def test_whoever_must_act_next_is_told():
    made = sheet(State.HANDLED)
    head = holder(Post.SECTION_HEAD).account_id
    told = db.session.scalars(db.select(Notice).filter_by(matter=made.matter)).all()
    assert [each.account_id for each in told] == [head]


def test_no_register_row_holds_an_id_number_or_a_telephone():
    made = sheet(State.ACCEPTED)
    secrets = [made.lines[0].columns[column] for column in ("身份证号", "移动电话")]
    rows = [str(event.facts) for event in db.session.scalars(db.select(Event))]
    assert not [row for row in rows if any(secret in row for secret in secrets)]


def test_every_frozen_sheet_names_who_stands_on_it():
    made = sheet(State.ACCEPTED, *SERIALS[:2])
    told = [each.columns[NAME] for each in queries.persons(db.session(), made)]
    assert told == ["申报500", "申报501"]
    assert len(db.session.scalars(db.select(Signature)).all()) == 3
    assert db.session.query(RecommendationSheet).count() == 1
    assert db.session.query(Application).filter_by(_state=LISTED).count() == 0
