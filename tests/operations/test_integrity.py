"""廉政举报: made by anyone, traced to nobody, dealt with by supervisors it does not concern."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from models import clock, policy
from models.db import db, unit_of_work
from models.errors import IllegalMove, NotPermitted, Refusal
from models.operations import accounts, integrity, integrity_bars, integrity_cases
from models.operations.files import Upload, opened
from models.queries.integrity import listed, lookup_of, under_way, upheld, with_lookup
from models.queries.integrity_tasks import without_supervisor
from models.tables import (
    Account,
    Event,
    Expert,
    Holding,
    IntegrityBar,
    IntegrityReport,
    Notice,
    Signature,
    StoredFile,
)
from models.vocabulary import Misconduct, Permission, Post, Referral, UnheardGround
from models.workflows.integrity import OPEN, State
from tests.conftest import NOON
from tests.integrity import (
    ANSWER,
    FINDING,
    PHRASE,
    QUESTION,
    TEXT,
    accepted,
    asked,
    code_for,
    concluded,
    explained,
    identified,
    lodged,
)
from tests.operations.test_objections import everything_stored
from tests.states import holder

SUPERVISOR, OFFICE = Post.SUPERVISOR, Post.OFFICE
NAME, CONTACT = "举报甲", "0356-0000088"


def photograph_with_place() -> Upload:
    """A JPEG whose camera wrote where it was taken, with a script behind the last pixel."""
    picture, data = Image.new("RGB", (40, 30), "red"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at the mine of whoever reports"
    picture.save(data, "JPEG", exif=exif)
    return Upload("张三.jpg", data.getvalue() + b"<script>alert(1)</script>")


def second_supervisor(name: str = "监督乙") -> Holding:
    with unit_of_work():
        account, _ = accounts.open_account("supervisor_2", name, by=None)
        account.must_change_password = False
        accounts.assign_post(account, SUPERVISOR, [], by=None)
    return db.session.scalars(
        db.select(Holding).join(Holding.account).where(Account.login == "supervisor_2")
    ).one()


def unread() -> list[tuple[int, str]]:
    return [(each.account_id, each.text) for each in db.session.scalars(db.select(Notice))]


# Coming in


def test_it_is_found_by_code_and_phrase_together_and_by_neither_alone(app, tmp_path):
    with unit_of_work():
        code = code_for(tmp_path)
    report = db.session.scalars(db.select(IntegrityReport)).one()
    session = db.session()
    assert with_lookup(session, lookup_of(f" {code.lower()} ", f"{PHRASE} ")) is report
    assert with_lookup(session, lookup_of(code, "另外一个口令2026")) is None
    assert with_lookup(session, lookup_of("ABCDEFGHJKMNPQRS", PHRASE)) is None
    assert (report.number, report.accept_by) == ("J2026-01", (NOON + timedelta(days=7)).date())


def test_the_same_form_sent_twice_is_one_report_with_one_code(app, tmp_path):
    codes = set()
    for _ in range(2):
        with unit_of_work():
            codes.add(code_for(tmp_path))
    assert len(codes) == db.session.query(IntegrityReport).count() == 1


def test_supervisors_alone_are_told_by_its_number_and_the_register_by_nobody(app):
    db.session.execute(db.delete(Notice))
    report = lodged()
    assert unread() == [(holder(SUPERVISOR).account_id, "收到廉政举报J2026-01（待受理）")]
    event = db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()
    assert (event.account_id, event.actor_name, event.address) == (None, "", "")
    assert event.facts == {"number": report.number, "files": ""}


@pytest.mark.parametrize("text", ["", "不行", "长" * 4001])
def test_it_says_what_happened(app, text):
    with pytest.raises(Refusal, match="10至4000字") as refused:
        lodged(text=text)
    assert refused.value.field == "text"


def test_a_named_one_says_how_to_reach_them(app):
    with pytest.raises(Refusal, match="请填写联系方式"):
        lodged(name=NAME)


def test_its_pictures_tell_nothing_of_the_camera_and_no_script_is_kept(app, tmp_path):
    report = lodged(tmp_path, uploads=[photograph_with_place(), Upload("b.PDF", b"%PDF-1.4 x")])
    first, second = report.files
    seen = opened(first, tmp_path, IntegrityReport.SEALED_AS)
    assert seen.startswith(b"\xff\xd8\xff")
    assert b"mine of whoever" not in seen
    assert b"<script>" not in seen
    assert (first.name, first.account_id) == ("附件1.jpg", None)
    assert second.name == "附件2.pdf"
    assert b"%PDF" not in (tmp_path / second.path).read_bytes()


@pytest.mark.parametrize(
    "upload",
    [
        Upload("a.html", b"<script>alert(1)</script>"),
        Upload("a.svg", b"<svg onload='x()'/>"),
        Upload("a.pdf", b"<script>alert(1)</script>"),
        Upload("a.jpg", b"\xff\xd8\xff<script>"),
    ],
    ids=lambda upload: upload.name,
)
def test_a_file_that_holds_a_script_is_refused_and_nothing_half_done(app, tmp_path, upload):
    with pytest.raises(Refusal) as refused:
        lodged(tmp_path, uploads=[Upload("ok.pdf", b"%PDF-1.4"), upload])
    assert refused.value.field == "files"
    assert db.session.query(IntegrityReport).count() == db.session.query(StoredFile).count() == 0
    assert list(tmp_path.iterdir()) == []


def test_more_may_be_told_while_it_is_open_and_not_twice_the_same(app, tmp_path):
    report = accepted()
    with unit_of_work():
        integrity.tell_more(report, "补充：当天还有一名司机在场。", folder=tmp_path)
    with pytest.raises(Refusal, match="已经收到"), unit_of_work():
        integrity.tell_more(report, " 补充：当天还有一名司机在场。", folder=tmp_path)
    concluded(report, "groundless")
    with pytest.raises(Refusal, match="已经办结"), unit_of_work():
        integrity.tell_more(report, "还有另外的情况要补充说明。", folder=tmp_path)


# Nobody is told who made it


def test_nothing_of_whoever_made_it_stands_in_the_database_or_in_a_file(app, tmp_path):
    with unit_of_work():
        code = code_for(
            tmp_path, name=NAME, contact=CONTACT, accused="专家01",
            unit="虚构甲煤业公司", uploads=[Upload("举报甲的材料.pdf", b"%PDF-1.4 evidence")],
        )  # fmt: skip
    report = db.session.scalars(db.select(IntegrityReport)).one()
    by = holder(SUPERVISOR)
    with unit_of_work():
        integrity.tell_more(report, "补充：司机姓刘，可以作证的。", folder=tmp_path)
        integrity_cases.accept(report, by=by)
        integrity_cases.ask(report, "请问当天下午在场的还有谁？", by=by)
        integrity_cases.identify(report, "ZZ0001", by=by)
        integrity_cases.hear(report, QUESTION, by=by)
    with unit_of_work():
        integrity_cases.go_unheard(
            report, UnheardGround.COLLUSION, "已有串供的迹象在案，可查。", by=by
        )
        integrity_cases.conclude(report, "uphold", finding=FINDING, answer=ANSWER, by=by)
        integrity_cases.refer(report, Referral.DISMISSAL, "泽应急监〔2026〕1号", by=by)
    whole = everything_stored() + "".join(
        path.read_bytes().decode("latin-1") for path in tmp_path.iterdir()
    )
    secrets = (
        NAME, CONTACT, TEXT, TEXT[:8], "虚构甲煤业", "司机姓刘", "当天下午", QUESTION[:8],
        FINDING[:8], ANSWER[:8], "串供的迹象", code, PHRASE, "evidence", "举报甲的材料",
    )  # fmt: skip
    for secret in secrets:
        assert secret not in whole
        assert secret.encode("unicode_escape").decode() not in whole
    signature = db.session.scalars(db.select(Signature)).one()
    assert NAME not in str(signature.document)


# Whom it concerns


def test_a_supervisor_whom_it_names_has_nothing_to_do_with_it(app, tmp_path):
    other = second_supervisor()
    db.session.execute(db.delete(Notice))
    report = lodged(accused="监督 乙")
    assert [account for account, _ in unread()] == [holder(SUPERVISOR).account_id]
    assert not policy.reaches(other, Permission.READ_INTEGRITY, report)
    assert db.session.scalars(listed(other, None)).all() == []
    assert db.session.scalars(listed(holder(SUPERVISOR), None)).all() == [report]
    with pytest.raises(NotPermitted), unit_of_work():
        integrity_cases.accept(report, by=other)


def test_who_made_it_under_their_own_name_does_not_deal_with_it_and_is_not_told_from_the_others(
    app,
):
    other = second_supervisor()
    report = lodged(name="监督乙", contact=CONTACT)
    assert report.barred_ids == {other.account_id}
    row = db.session.execute(db.text("SELECT account_lookup, content FROM integrity_bar")).one()
    assert row.account_lookup == IntegrityBar.lookup_of(other.account_id)
    assert "account_id" not in row.content
    barred = db.session.scalars(db.select(Event).filter_by(kind="integrity_report:bar")).one()
    assert (barred.account_id, barred.facts) == (None, {"number": "J2026-01"})


def test_a_supervisor_appointed_later_is_looked_for_in_every_open_report(app):
    report = lodged(accused="监督乙")
    other = second_supervisor()
    assert report.barred_ids == {other.account_id}
    assert db.session.scalars(listed(other, None)).all() == []


def test_one_whose_name_comes_up_later_is_barred_then(app, tmp_path):
    other, report = second_supervisor(), lodged()
    assert report.barred_ids == frozenset()
    with unit_of_work():
        integrity.tell_more(report, "补充：当时监督乙也在场并收了东西。", folder=tmp_path)
    assert report.barred_ids == {other.account_id}


def test_the_reported_expert_who_is_a_supervisor_too_is_barred_when_identified(app):
    other, report = second_supervisor(), accepted()
    with unit_of_work():
        db.session.scalars(db.select(Expert).filter_by(code="ZZ0002")).one().account = other.account
    with unit_of_work():
        integrity_cases.identify(report, "zz0002", by=holder(SUPERVISOR))
    assert report.barred_ids == {other.account_id}


def test_who_declares_a_conflict_is_barred_and_the_leader_told_by_number_when_nobody_is_left(app):
    report = lodged()
    db.session.execute(db.delete(Notice))
    db.session.commit()
    with unit_of_work():
        integrity_bars.declare(report, "被举报人是我的亲戚，应当回避。", by=holder(SUPERVISOR))
    assert unread() == [
        (
            holder(Post.LEADER).account_id,
            "廉政举报J2026-01：监督人员均须回避，请另行确定监督人员办理",
        )
    ]
    assert without_supervisor(db.session()) == ["J2026-01"]
    second_supervisor()
    assert without_supervisor(db.session()) == []
    assert under_way(db.session(), OPEN) == [report]


# Hearing, concluding, referring


def test_it_is_upheld_only_when_the_reported_one_was_heard(app):
    report = accepted()
    with pytest.raises(Refusal, match="还不能查实：尚未确认被举报的专家"):
        concluded(report)
    report = asked(ticket="1" * 32)
    with pytest.raises(Refusal, match="被举报人尚未说明情况"):
        concluded(report)
    late = clock.now() + timedelta(days=8)
    with clock.held_at(late):  # its term is over
        assert concluded(report).state is State.UPHELD


def test_an_answer_is_a_hearing_and_so_is_a_recorded_ground(app):
    assert concluded(explained()).state is State.UPHELD
    report = identified(ticket="2" * 32)
    with unit_of_work():
        integrity_cases.go_unheard(
            report, UnheardGround.TRANSFERRED, "已由县纪委监委立案调查处理。", by=holder(SUPERVISOR)
        )
    assert concluded(report).state is State.UPHELD


def test_the_expert_is_told_nothing_of_the_report(app):
    db.session.execute(db.delete(Notice))
    report = asked()
    [text] = [text for account, text in unread() if account == holder(Post.EXPERT).account_id]
    assert text == "监督人员请您就有关情况作出说明，请于6月8日前答复"
    assert report.hearing.question == {"text": QUESTION}


def test_a_question_that_copies_the_report_is_refused(app):
    report = identified()
    with pytest.raises(Refusal, match="照抄了举报原文") as refused, unit_of_work():
        integrity_cases.hear(report, TEXT, by=holder(SUPERVISOR))
    assert refused.value.field == "question"


def test_nobody_explains_twice_nor_for_another(app, tmp_path):
    report = explained()
    for by, kind in ((holder(Post.EXPERT), Refusal), (holder(OFFICE), NotPermitted)):
        with pytest.raises(kind), unit_of_work():
            integrity_cases.explain(
                report.hearing, "再说明一次，还是没有推销。", uploads=[], folder=tmp_path, by=by
            )


def test_an_explanation_on_paper_is_written_down_by_a_supervisor(app, tmp_path):
    report = asked()
    with unit_of_work():
        integrity_cases.explain(
            report.hearing, "本人书面说明：没有推销产品。",
            uploads=[Upload("scan.pdf", b"%PDF-1.4")], folder=tmp_path, by=holder(SUPERVISOR),
        )  # fmt: skip
    assert report.hearing.is_on_paper
    assert report.unheard == []


@pytest.mark.parametrize("words", ["ZZ9999", "查无此人", ""])
def test_the_reported_one_is_somebody_on_record(app, words):
    report = accepted()
    with pytest.raises(Refusal, match="没有这个编号或者姓名的专家"), unit_of_work():
        integrity_cases.identify(report, words, by=holder(SUPERVISOR))


def test_two_supervisors_conclude_at_once_and_the_second_is_told(app):
    report = accepted()
    concluded(report, "not_uphold")
    with pytest.raises(IllegalMove, match="现在是“未查实”"):
        concluded(report, "groundless")
    assert db.session.query(Signature).count() == 1


def test_a_conclusion_says_what_was_found_and_what_is_answered(app):
    report = accepted()
    for finding, answer, field in (("", ANSWER, "finding"), (FINDING, "好", "answer")):
        with pytest.raises(Refusal) as refused, unit_of_work():
            integrity_cases.conclude(
                report, "not_uphold", finding=finding, answer=answer, by=holder(SUPERVISOR)
            )
        assert refused.value.field == field
    assert report.state is State.ACCEPTED


@pytest.mark.parametrize("post", [Post.LEADER, Post.OFFICE, Post.SYSADMIN, Post.AUDITOR])
def test_nobody_but_a_supervisor_deals_with_it(app, post):
    report = lodged()
    with pytest.raises(NotPermitted), unit_of_work():
        integrity_cases.accept(report, by=holder(post))


def test_a_dismissal_is_put_to_the_office_by_code_and_kind_alone(app):
    report = concluded(explained(conduct=Misconduct.BRIBERY))
    with pytest.raises(Refusal, match="移送有关机关的，请填写"), unit_of_work():
        integrity_cases.refer(report, Referral.AUTHORITIES, " ", by=holder(SUPERVISOR))
    db.session.execute(db.delete(Notice))
    with unit_of_work():
        integrity_cases.refer(report, Referral.DISMISSAL, "", by=holder(SUPERVISOR))
    texts = [text for account, text in unread() if account == holder(OFFICE).account_id]
    assert texts[0] == "廉政监督：专家ZZ0001，建议解聘"
    [case] = report.expert.dismissals
    assert (case.ground.value, TEXT[:8] in case.facts) == ("bribery", False)
    today = clock.today()
    assert [each.referral for each in upheld(db.session(), report.expert_id, today, today)] == [
        Referral.DISMISSAL
    ]


def test_what_was_signed_still_stands_when_it_is_dealt_with_and_not_when_it_is_altered(app):
    report = concluded(explained())
    with unit_of_work():
        integrity_cases.refer(report, Referral.CRITICISM, "", by=holder(SUPERVISOR))
    signature = db.session.scalars(db.select(Signature)).one()
    assert signature.document == report.document()
    with unit_of_work():
        report.findings = {"finding": FINDING, "answer": "查无此事，不予处理。"}
    assert signature.document != report.document()


def test_taking_it_up_is_no_conclusion(app):
    report = lodged()
    with pytest.raises(IllegalMove, match="请选择办理结论"):
        concluded(report, "accept")
    assert (report.state, report.findings, report.handler_id) == (State.RECEIVED, None, None)


@pytest.mark.parametrize("act", ["identify", "hear", "unheard"])
def test_nobody_is_looked_into_before_the_report_is_taken_up(app, act):
    report, by = lodged(), holder(SUPERVISOR)
    acts = {
        "identify": lambda: integrity_cases.identify(report, "ZZ0001", by=by),
        "hear": lambda: integrity_cases.hear(report, QUESTION, by=by),
        "unheard": lambda: integrity_cases.go_unheard(
            report, UnheardGround.TRANSFERRED, "已经移送有关机关处理", by=by
        ),
    }
    with pytest.raises(IllegalMove, match="请先受理"), unit_of_work():
        acts[act]()
    assert (report.expert, report.hearing, report.unheard_ground) == (None, None, None)


def test_what_was_told_later_is_not_copied_into_the_question_either(app, tmp_path):
    report, later = identified(), "那天我在三号皮带机旁边，离他们不到五米，都听见了。"
    with unit_of_work():
        integrity.tell_more(report, later, folder=tmp_path)
    with pytest.raises(Refusal, match="照抄了举报原文"), unit_of_work():
        integrity_cases.hear(report, f"请说明：{later}", by=holder(SUPERVISOR))
