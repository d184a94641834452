"""抽取记录表: whoever holds it can hold the draw again, and sees why it came out so."""

import pytest

from models.db import db
from models.rules.article_11_draw import read_aloud
from models.tables import Expert
from models.vocabulary import Post
from tests import states


@pytest.fixture
def record(paper):
    return lambda draw, who=Post.SECTION: paper(who, "papers.draw_record", number=draw.number)


def test_it_goes_from_the_request_to_the_verification(record):
    sheet = record(states.issued().draws[0])
    assert sheet.says(
        "专家抽取记录表", "一、抽取申请", "二、承诺码与随机内容", "三、各席候选人与中选机会",
        "四、未列入抽取的人员及原因", "五、校验", "任何人都可以自己验证", "抽取人签字",
        "监督人签字",
    )  # fmt: skip


def test_it_carries_all_that_the_draw_depends_on(record):
    draw = states.issued().draws[0]
    assert record(draw).says(
        read_aloud(draw.commitment), "骰子 3 5 1 6", "彩票 20260601", read_aloud(draw.nonce),
        read_aloud(draw.bundle["seed"]), read_aloud(draw.digest),
    )  # fmt: skip


def test_every_candidate_of_a_seat_stands_there_with_load_weight_and_chance(record):
    sheet = record(states.issued(seats=1).draws[0])
    for expert in db.session.scalars(db.select(Expert)):
        assert sheet.says(expert.code, expert.name, "0次", "1024", "8.33%")


def test_it_says_why_someone_in_the_pool_was_no_candidate_of_a_later_seat(record):
    dispatch = states.issued()
    first = dispatch.seated[0].expert
    assert record(dispatch.draws[0]).says("已选入第1席（1人）", f"{first.code} {first.name}")


def test_it_says_who_was_in_no_pool_and_who_was_seated_before(record):
    dispatch = states.supplemented()
    gone, kept = dispatch.assignments[0].expert, dispatch.seated[0].expert
    sheet = record(dispatch.draws[1])
    assert sheet.says(
        "已入席", f"{kept.code}{kept.name}", "本次派遣已答复不参加或已调整", gone.code
    )


def test_a_voided_draw_keeps_its_record(record):
    assert record(states.voided().draws[0], Post.SUPERVISOR).says("已作废", "抽中")


def test_while_the_names_are_secret_it_is_there_for_the_signing_chain_alone(browser):
    number = states.drawn().draws[0].number
    asked = (Post.SECTION, Post.SUPERVISOR, Post.SECTION_HEAD, Post.DEPUTY, Post.LEADER, Post.HR)
    opened = [browser(who).open("papers.draw_record", number=number).status for who in asked]
    assert opened == [200, 200, 200, 200, 404, 404]


def test_a_draw_that_was_not_held_has_no_record(browser):
    number = states.frozen().draws[0].number
    assert browser(Post.SECTION).open("papers.draw_record", number=number).status == 404


def test_another_section_has_no_such_record(browser):
    number = states.issued().draws[0].number
    assert browser("section_2").open("papers.draw_record", number=number).status == 404
