"""公示异议: raised by anyone, traced to nobody, closed one by one."""

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import objections, publicity
from models.operations.files import Upload, opened
from models.queries.objections import lookup_of, with_lookup
from models.tables import Event, Notice, Objection, StoredFile
from models.vocabulary import Post
from models.workflows.application import State as ApplicationState
from models.workflows.objection import State
from tests.publicity import OVER, TEXT, code_for, lodged, office, published, step
from tests.states import holder

PDF = Upload("张三的举报材料.PDF", b"%PDF-1.4 evidence")


def test_it_is_found_again_by_its_code_alone(app):
    notice = published()
    with unit_of_work():
        code = code_for(notice)
    objection = db.session.scalars(db.select(Objection)).one()
    assert with_lookup(db.session(), lookup_of(f" {code.lower()} ")) is objection
    assert with_lookup(db.session(), lookup_of("ABCD-EFGH-JKMN-PQRS")) is None
    assert objection.content["text"] == TEXT


def test_the_same_form_sent_twice_is_one_objection_with_one_code(app):
    notice, codes = published(), set()
    for _ in range(2):
        with unit_of_work():
            codes.add(code_for(notice))
    with unit_of_work():
        codes.add(code_for(notice, text=TEXT + "补充一句。"))
    assert len(codes) == db.session.query(Objection).count() == 2


def test_the_office_and_the_supervisor_are_told_and_by_nobody(app):
    notice = published()
    db.session.execute(db.delete(Notice))
    objection = lodged(notice)
    told = db.session.scalars(db.select(Notice)).all()
    assert {each.account_id for each in told} == {
        holder(Post.OFFICE).account_id, holder(Post.SUPERVISOR).account_id,
    }  # fmt: skip
    assert {each.text for each in told} == {"收到公示异议Y2026-01（待受理）"}
    event = db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()
    assert (event.account_id, event.actor_name, event.address) == (None, "", "")
    assert event.facts == {"number": objection.number, "notice": "G2026-01", "files": ""}


def test_a_named_one_says_who_and_how_to_reach_them(app):
    notice = published()
    for given, field in (({"name": "李四", "contact": " "}, "contact"),):
        with pytest.raises(Refusal, match="请填写联系方式") as refused:
            lodged(notice, **given)
        assert refused.value.field == field
    objection = lodged(notice, name="李四", contact="0356-0000009")
    assert (objection.is_named, objection.content["name"]) == (True, "李四")


@pytest.mark.parametrize("text", ["", "不行", "长" * 4001])
def test_it_says_what_is_wrong(app, text):
    with pytest.raises(Refusal, match="10至4000字") as refused:
        lodged(published(), text=text)
    assert refused.value.field == "text"


def test_it_may_be_about_a_person_on_the_notice_and_no_other(app):
    notice = published()
    with pytest.raises(Refusal, match="请在公示名单中选择"):
        lodged(notice, item=9999)
    assert lodged(notice, item=notice.proposal.removals[0].id).item.name == "专家12"


def test_after_the_last_day_none_is_taken(app):
    notice = published()
    with clock.held_at(OVER), pytest.raises(Refusal, match="公示已于2026年6月8日结束"):
        lodged(notice)


def test_while_the_notice_is_recalled_none_is_taken(app):
    notice = published()
    with unit_of_work():
        publicity.recall(notice.proposal, note="名单有误", by=office())
    with pytest.raises(Refusal, match="已经撤回，不再接受异议"):
        lodged(notice)


def test_its_files_tell_nothing_of_their_sender(app, tmp_path):
    notice = published()
    objection = lodged(notice, uploads=[PDF], folder=tmp_path)
    [stored] = objection.files
    assert b"evidence" not in (tmp_path / stored.path).read_bytes()
    assert opened(stored, tmp_path, objections.FILE) == PDF.data
    with pytest.raises(ValueError, match="密文与密钥不符"):
        opened(stored, tmp_path, "objection.content")
    assert (stored.name, stored.account_id) == ("附件1.pdf", None)
    with pytest.raises(Refusal, match="附件最多3个"):
        lodged(notice, text=TEXT * 2, uploads=[PDF] * 4, folder=tmp_path)
    assert db.session.query(StoredFile).count() == 1


def test_it_is_accepted_and_then_closed_with_a_finding(app):
    objection = lodged(published())
    with pytest.raises(Refusal, match="现在是“待受理”，不能异议不成立"):
        step(objection, "dismiss", "查无此事")
    step(objection, "accept")
    with pytest.raises(Refusal, match="异议不成立必须写明理由"):
        step(objection, "dismiss")
    step(objection, "dismiss", "经查，职称和年限都有证书为据")
    assert objection.state is State.DISMISSED
    assert objection.answer == "经查，职称和年限都有证书为据"
    assert objection.closed_at == clock.now()


def test_one_upheld_about_a_person_strikes_them_off_and_ends_their_application(app):
    notice = published()
    item = notice.proposal.additions[0]
    objection = lodged(notice, item=item.id)
    step(objection, "accept")
    step(objection, "uphold", "职称年限不足")
    assert item.is_struck
    assert item.application.state is ApplicationState.REJECTED
    assert notice.proposal.joining == notice.proposal.additions[1:]
    told = db.session.scalars(db.select(Event).filter_by(kind="application:strike")).one()
    assert told.facts["note"] == "公示异议Y2026-01成立：职称年限不足"


def test_a_second_one_upheld_about_the_same_person_strikes_nobody_twice(app):
    notice = published()
    about = notice.proposal.additions[0].id
    both = [lodged(notice, item=about), lodged(notice, item=about, text=TEXT * 2)]
    for objection in both:
        step(objection, "accept")
        step(objection, "uphold", "职称年限不足")
    assert [each.state for each in both] == [State.UPHELD] * 2


def test_one_upheld_about_somebody_to_leave_lets_them_stay(app):
    notice = published()
    item = notice.proposal.removals[0]
    objection = lodged(notice, item=item.id)
    step(objection, "accept")
    step(objection, "uphold", "评价不合格的记录有误")
    assert item.is_struck
    assert notice.proposal.leaving == []


def test_one_upheld_about_the_whole_notice_strikes_nobody(app):
    objection = lodged(published())
    step(objection, "accept")
    step(objection, "uphold", "公示地点没有张贴")
    assert len(objection.notice.proposal.joining) == 2


@pytest.mark.parametrize("post", [Post.SUPERVISOR, Post.LEADER, Post.HR])
def test_the_office_alone_deals_with_it(app, post):
    objection = lodged(published())
    with pytest.raises(NotPermitted), unit_of_work():
        objections.take(objection, "accept", by=holder(post), note="")


def supplement(objection, text):
    with unit_of_work():
        objections.supplement(objection, text)


def test_more_may_be_told_while_it_is_open(app):
    objection = lodged(published())
    supplement(objection, "证书编号与发证机关公布的不一致。")
    assert [each["text"] for each in objection.content["supplements"]] == [
        "证书编号与发证机关公布的不一致。"
    ]
    with pytest.raises(Refusal, match="已经收到，不必重复"):
        supplement(objection, "证书编号与发证机关公布的不一致。")
    for number in range(9):
        supplement(objection, f"第{number}次补充：还有其他情况。")
    with pytest.raises(Refusal, match="最多补充10次"):
        supplement(objection, "第十一次补充：还有其他情况。")
    step(objection, "accept")
    step(objection, "dismiss", "查无此事")
    with pytest.raises(Refusal, match="已经办结，不能再补充"):
        supplement(objection, "我还有话要说，请再查一查。")


def test_nothing_of_an_anonymous_objection_stands_in_the_database_in_clear(app, tmp_path):
    notice = published()
    with unit_of_work():
        code = code_for(
            notice, item=notice.proposal.additions[0].id, uploads=[PDF], folder=tmp_path
        )
    objection = db.session.scalars(db.select(Objection)).one()
    supplement(objection, "补充：证书编号与公布的不一致。")
    whole = everything_stored()
    for secret in (TEXT, TEXT[:8], "证书编号", code, "张三", "evidence"):
        assert secret not in whole
        assert secret.encode("unicode_escape").decode() not in whole


def everything_stored() -> str:
    """Every value of every table, as the database itself keeps it."""
    tables = db.metadata.sorted_tables
    found = []
    for table in tables:
        rows = db.session.execute(db.text(f'SELECT * FROM "{table.name}"')).all()
        found += [str(value) for row in rows for value in row]
    return "\n".join(found)
