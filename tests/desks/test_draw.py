"""抽取, as its parties meet it; and as a stranger checks it."""

import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import changes
from models.settings import DRAW_POLICY
from models.tables import Draw, Expert, Holding, Setting
from models.vocabulary import ChangeKind, Post
from models.workflows.change import Action as ChangeAction
from models.workflows.draw import State
from tests import states
from tests.conftest import NOON


def ceremony(browser, who, dispatch):
    return browser(who).open("dispatch.ceremony", dispatch_id=dispatch.id)


def give(browser, who, dispatch, text):
    return ceremony(browser, who, dispatch).submit('form[action$="/contribution"]', text=text)


def test_a_text_too_short_is_refused_beside_the_field_and_kept(browser):
    page = give(browser, Post.SECTION, states.frozen(), "12345")
    assert page.status == 422
    assert "至少6个字符" in page.text("#text-error")
    assert page.soup.select_one("[name=text]")["value"] == "12345"


def test_the_second_party_cannot_repeat_the_first(browser):
    dispatch = states.frozen()
    give(browser, Post.SECTION, dispatch, "骰子 3 5 1 6")
    page = give(browser, Post.SUPERVISOR, dispatch, "骰子 3 5 1 6 ")
    assert "相同" in page.text("#text-error")


def test_whoever_has_contributed_is_not_asked_again(browser):
    dispatch = states.frozen()
    page = give(browser, Post.SECTION, dispatch, "骰子 3 5 1 6")
    assert not page.soup.select('form[action$="/contribution"]')
    assert "等待提交" in page.text(".contributions")


def test_after_the_limit_no_text_is_taken_and_the_freeze_can_be_called_off(browser):
    dispatch = states.frozen()
    give(browser, Post.SECTION, dispatch, "骰子 3 5 1 6")
    call_off = {"draw_id": dispatch.current_draw.id}
    page = browser(Post.SECTION).open("dispatch.call_off", **call_off).submit(note="监督人员请假")
    assert "时限之内不能取消冻结" in page.refusals()[0]
    with clock.held_at(NOON + timedelta(hours=25)):
        page = give(browser, Post.SUPERVISOR, dispatch, "彩票 20260601")
        assert "已超过抽取时限" in page.refusals()[0]
        page = (
            browser(Post.SECTION).open("dispatch.call_off", **call_off).submit(note="监督人员请假")
        )
    assert page.status == 200
    assert db.session.get(Draw, call_off["draw_id"]).state is State.CALLED_OFF


def test_a_witness_whose_post_changed_meanwhile_does_not_count(browser, person):
    dispatch = states.frozen()
    give(browser, Post.SUPERVISOR, dispatch, "彩票 20260601")
    with unit_of_work():
        db.session.delete(db.session.get(Holding, person(Post.SUPERVISOR).id))
    page = give(browser, Post.SECTION, dispatch, "骰子 3 5 1 6")
    assert "岗位已经变动" in page.refusals()[0]
    assert dispatch.current_draw.bundle is None


def test_alone_the_operator_draws_where_the_policy_says_so(browser):
    set_policy("operator")
    dispatch = states.frozen()
    page = give(browser, Post.SECTION, dispatch, "骰子 3 5 1 6")
    assert len(page.soup.select(".seat")) == 2


def test_where_the_office_draws_the_section_may_not_even_freeze(browser):
    set_policy("office+witness")
    dispatch = states.reserved()
    page = ceremony(browser, Post.SECTION, dispatch).submit("#ceremony form")
    assert "应由专家管理办公室主持" in page.refusals()[0]
    page = ceremony(browser, Post.OFFICE, dispatch).submit("#ceremony form")
    page = page.submit('form[action$="/contribution"]', text="骰子 3 5 1 6")
    page = give(browser, Post.SUPERVISOR, dispatch, "彩票 20260601")
    assert len(page.soup.select(".seat")) == 2


def set_policy(value):
    with unit_of_work():
        db.session.add(Setting(key=DRAW_POLICY.key, value=value))


def test_the_arrival_of_the_other_party_is_shown_without_a_page_load(browser):
    dispatch = states.frozen()
    give(browser, Post.SECTION, dispatch, "骰子 3 5 1 6")
    watching = browser(Post.SUPERVISOR)
    arrived = watching.open("dispatch.arrivals", htmx=True, dispatch_id=dispatch.id)
    assert arrived.is_fragment()
    assert "已提交" in arrived.text(".contributions")
    give(browser, Post.SUPERVISOR, dispatch, "彩票 20260601")
    held = watching.open("dispatch.arrivals", htmx=True, dispatch_id=dispatch.id)
    assert held.response.headers["HX-Retarget"] == "#ceremony"
    assert len(held.soup.select(".seat")) == 2


def test_where_everyone_is_employed_by_the_target_the_refusal_says_so(browser):
    dispatch = states.reserved()
    with unit_of_work():
        for expert in db.session.scalars(db.select(Expert)):
            expert.employer = dispatch.targets[0]
    page = ceremony(browser, Post.SECTION, dispatch).submit("#ceremony form")
    assert page.status == 422
    told = page.refusals()[0]
    assert "没有可派的人选" in told
    assert "专业相符而不在候选名单的：任职单位为对象单位（或同一集团）12人" in told


def test_a_voided_draw_stays_and_the_next_one_counts_it(browser):
    dispatch = states.voided()
    page = ceremony(browser, Post.SECTION, dispatch).submit("#ceremony form")
    assert "已作废抽取1次" in page.text(".warning")
    assert [draw.voids for draw in dispatch.draws] == [0, 1]
    assert dispatch.draws[1].request["voids"] == 1


def test_a_void_is_the_deputys_to_approve(person):
    dispatch = states.drawn()
    change = states.propose(dispatch, ChangeKind.VOID_DRAW, reason="对象单位有误")
    with pytest.raises(Exception, match="无权审批派遣变更"), unit_of_work():
        changes.decide(change, ChangeAction.APPROVE, by=person(Post.SECTION_HEAD), note="")


def test_until_someone_declines_nothing_stored_names_a_substitute(app):
    dispatch = states.issued()
    seated = {part.expert.code for part in dispatch.seated}
    assert len(dispatch.draws) == 1
    assert {row["expert"] for row in dispatch.current_draw.bundle["result"]} == seated


@pytest.fixture
def bundle(browser):
    """The file the page offers, as its bytes."""
    dispatch = states.issued()
    page = browser(Post.SECTION).open("dispatch.bundle", draw_id=dispatch.current_draw.id)
    return page.response.data


def verify(path):
    return subprocess.run(
        [sys.executable, "script/verify_draw.py", str(path)], capture_output=True, text=True
    )


def test_a_stranger_computes_the_same_names_and_sees_any_change(bundle, tmp_path):
    path = tmp_path / "draw.json"
    path.write_bytes(bundle)
    told = verify(path)
    assert told.returncode == 0, told.stdout
    for row in json.loads(bundle)["result"]:
        assert row["expert"] in told.stdout
    path.write_bytes(bundle.replace("骰子".encode(), "骰孒".encode()))
    assert verify(path).returncode == 1


def test_the_public_page_says_whether_the_register_knows_the_digest(browser):
    draw = states.issued().current_draw
    anyone = browser(None)
    known = anyone.open("verification.show", number=draw.number, digest=draw.digest)
    assert "就是这个校验码" in known.text(".flash")
    other = anyone.open("verification.show", number=draw.number, digest="0" * 64)
    assert "不是这个校验码" in other.text(".refusal")
    for part in draw.dispatch.seated:
        assert part.expert_name not in known.response.text


def test_a_draw_not_yet_signed_is_nobodys_to_ask_about(browser):
    draw = states.drawn().current_draw
    assert browser(None).open("verification.show", number=draw.number).status == 404


def test_the_kit_holds_the_page_its_scripts_and_the_python_file(browser):
    answer = browser(None).open("verification.kit").response
    names = zipfile.ZipFile(BytesIO(answer.data)).namelist()
    assert names == ["verify.html", "draw_verifier.js", "verify_page.js", "verify_draw.py"]


def test_the_supervisor_sees_all_draws_and_whom_they_used(browser):
    states.issued()
    page = browser(Post.SUPERVISOR).open("supervision.index")
    assert "煤矿监管股" in page.text("main")
    page = browser(Post.SUPERVISOR).open("supervision.use")
    assert "0.17" in page.text("main")
