"""使用申请 (Art. 11(2)): who does what with one, what it must hold, what it costs the bureau."""

import pytest

from models import clock, policy
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import draws, use_requests
from models.operations.accounts import assign_post, open_account
from models.operations.units import unit_named
from models.queries.use_requests import challenged_by
from models.tables import BudgetLine, Expert, Notice, Section, Signature, UseRequest
from models.vocabulary import Permission, Post
from models.workflows.dispatch import Action as DispatchAction
from models.workflows.dispatch import State as DispatchState
from models.workflows.use_request import Action, State
from tests import states
from tests import use_requests as asked


def refused(act) -> str:
    with pytest.raises(Refusal) as told:
        act()
    return told.value.message


def told(post: Post) -> list[str]:
    account_id = states.holder(post).account_id
    return [
        row.text for row in db.session.scalars(db.select(Notice).filter_by(account_id=account_id))
    ]


def test_the_whole_way_from_the_form_to_the_payment(app):
    request = asked.settled()
    assert request.state is State.SETTLED
    assert request.number == "泽应急专申〔2026〕1号"
    assert request.amount_paid == 2 * 2 * 40_000
    assert request.proof.name == "回单.pdf"


def test_what_the_unit_pays_burdens_no_line_of_the_bureau(app):
    request = asked.used()
    assert request.dispatch.state is DispatchState.CLOSED
    [line] = db.session.scalars(db.select(BudgetLine))
    assert (line.reserved, line.spent, request.dispatch.reserved) == (0, 0, 0)
    assert request.dispatch.funding == "由申请单位承担（虚构申请单位）"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"contact": ""}, "还没有填写联系人"),
        ({"seats": []}, "还没有填写专家需求"),
        ({"protection": ""}, "还没有填写安全防护"),
        ({"unit_head": ""}, "还没有填写单位负责人"),
        ({"is_fee_promised": False}, "申请单位自行承担专家费用，请勾选费用承诺"),
        ({"half_days": 3}, "起止时间内最多2个半天"),
    ],
)
def test_what_annex_5_lacks_is_named_on_submission(app, entry, said):
    assert said in refused(lambda: asked.submitted(**entry))


def test_numbers_follow_each_other_and_a_returned_request_keeps_its_own(app):
    first, second = asked.submitted(), asked.submitted()
    asked.step(first, Action.RETURN, Post.OFFICE, note="地址请写到门牌")
    asked.step(first, Action.SUBMIT, Post.UNIT)
    assert [first.serial, second.serial] == [1, 2]


def test_a_return_and_a_refusal_say_why(app):
    request = asked.submitted()
    assert "必须写明理由" in refused(lambda: asked.step(request, Action.RETURN, Post.OFFICE))
    asked.step(request, Action.RECEIVE, Post.OFFICE)
    deputy = Post.EXECUTIVE_DEPUTY
    assert "必须写明理由" in refused(lambda: asked.step(request, Action.REFUSE, deputy))


def test_a_unit_that_asks_for_its_own_employee_is_told_so(app):
    with unit_of_work():
        expert = db.session.scalars(db.select(Expert)).first()
        expert.employer = unit_named("虚构申请单位")
    message = refused(lambda: asked.drafted(content="请专家01到本矿评估"))
    assert message.startswith("专家01任职于本单位（或同一集团），应当回避")


def pool_of(dispatch) -> tuple[set[str], dict[str, str]]:
    """Whom its draw would name, and why it would not name the others."""
    states.step(dispatch, DispatchAction.SUBMIT, Post.SECTION)
    request = draws.request_for(dispatch, "C2026-0001-1-1", 1, 0)
    return {row.expert for row in request.pool}, {
        row.expert: row.reason for row in request.excluded
    }


def test_people_of_the_asking_unit_and_of_its_group_are_not_in_the_pool(app):
    with unit_of_work():
        first, second, *_ = db.session.scalars(db.select(Expert).order_by(Expert.code))
        unit, group = unit_named("虚构申请单位"), unit_named("虚构集团")
        unit.parent = group
        second.employer.parent = group
        first.employer = unit
    pool, out = pool_of(asked.served())
    assert {first.code, second.code} & pool == set()
    assert out[first.code] == out[second.code] == "任职单位为对象单位（或同一集团）"


def test_whom_the_unit_challenges_by_name_or_by_employer_is_not_in_the_pool(app):
    recusals = [["专家03", "亲属"], ["虚构矿业4公司", "合同纠纷"], ["查无此人", ""]]
    dispatch = asked.served(recusals=recusals)
    pool, out = pool_of(dispatch)
    assert {"ZZ0003", "ZZ0004"} & pool == set()
    assert out["ZZ0003"] == out["ZZ0004"] == "申请单位要求回避"
    challenged = challenged_by(db.session(), dispatch.use_request)
    assert challenged.unknown == ("查无此人",)


def test_on_paper_it_takes_the_scan_and_the_office_goes_on_for_the_unit(app):
    office = states.holder(Post.OFFICE)

    def without_scan() -> None:
        with unit_of_work():
            use_requests.draft(
                asked.entries(), unit=unit_named("虚构申请单位"), targets=[], scan=None,
                folder=asked.folder(), by=office,
            )  # fmt: skip

    assert "请上传申请单位盖章的使用申请表扫描件" in refused(without_scan)
    request = asked.used(on_paper=True)
    with clock.held_at(states.RATED):
        asked.settle(request, by=Post.OFFICE)
    assert request.state is State.SETTLED


def test_the_office_neither_files_nor_confirms_for_a_unit_that_does_so_itself(app):
    request = asked.drafted()
    assert "不能代办" in refused(lambda: asked.step(request, Action.SUBMIT, Post.OFFICE))
    paid = asked.used()
    with clock.held_at(states.RATED):
        assert "不能代办" in refused(lambda: asked.settle(paid, by=Post.OFFICE))


def test_either_executive_deputy_suffices_and_whoever_received_it_does_not_approve_it(app, person):
    request = asked.received()
    deputy = person(Post.EXECUTIVE_DEPUTY)
    assert policy.refusal(deputy, Permission.APPROVE_REQUEST, request) is None
    request.receiver_id = deputy.account_id
    told_no = policy.refusal(deputy, Permission.APPROVE_REQUEST, request)
    assert told_no.article == 11


def test_one_request_has_one_dispatch_and_another_only_when_that_was_given_up(app):
    dispatch = asked.served()
    request, section = dispatch.use_request, states.holder(Post.SECTION)

    def once_more():
        with unit_of_work():
            return use_requests.dispatch_for(request, by=section)

    assert "一事一派" in refused(once_more)
    office = Post.UNIT
    withdraw = lambda: asked.step(request, Action.WITHDRAW, office, note="不需要了")  # noqa: E731
    assert "请先由承办股室撤销" in refused(withdraw)
    states.step(dispatch, DispatchAction.DISCARD, Post.SECTION, note="时间有变")
    assert once_more().use_request is request


def test_another_section_is_entrusted_only_while_no_dispatch_serves_it(app, person):
    request = asked.in_hand()
    other = person("section_2").sections[0]
    with unit_of_work():
        use_requests.entrust(request, other, by=person(Post.OFFICE))
    assert request.section is other
    with unit_of_work():
        use_requests.dispatch_for(request, by=person("section_2"))

    def back() -> None:
        with unit_of_work():
            section = db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()
            use_requests.entrust(request, section, by=person(Post.OFFICE))

    assert "正在办理" in refused(back)


def test_a_payment_is_of_a_day_that_has_been_and_not_before_the_task(app):
    request = asked.used()
    with clock.held_at(states.RATED):
        day = clock.today()
        later = day.replace(day=day.day + 1)
        assert "还没有到" in refused(lambda: asked.settle(request, paid_on=later))
        before = day.replace(day=1)
        assert "早于任务结束日" in refused(lambda: asked.settle(request, paid_on=before))
        assert "请填写已付" in refused(lambda: asked.settle(request, payments={}))


def test_each_step_tells_whoever_must_act_next(app):
    asked.used()
    assert any("待受理" in text for text in told(Post.OFFICE))
    assert any("待常务副组长审批" in text for text in told(Post.EXECUTIVE_DEPUTY))
    assert any("待委托股室" in text for text in told(Post.OFFICE))
    assert any("派遣办理中" in text for text in told(Post.SECTION))
    assert any("待付款和回执" in text for text in told(Post.UNIT))


def test_a_person_of_another_unit_stands_for_one(app, person):
    secadmin = person(Post.SECADMIN)

    def appoint() -> None:
        with unit_of_work():
            account, _ = open_account("visitor", "某经办人", by=person(Post.SYSADMIN))
            assign_post(account, Post.UNIT, [], by=secadmin)

    assert refused(appoint) == "外单位经办人须填写所代表的单位"


def test_two_executive_deputies_at_the_same_moment_approve_once(at_once):
    number = asked.received().id
    with unit_of_work():
        account, _ = open_account("deputy_b", "另一常务", by=states.holder(Post.SYSADMIN))
        assign_post(account, Post.EXECUTIVE_DEPUTY, [], by=states.holder(Post.SECADMIN))

    def approving(login: str):
        def approve() -> None:
            request = db.session.get(UseRequest, number)
            with unit_of_work():
                use_requests.take(request, Action.APPROVE, by=states.held_by(login))

        return approve

    assert len(at_once(approving("executive_deputy"), approving("deputy_b"))) == 1
    assert db.session.get(UseRequest, number).state is State.APPROVED
    assert len(db.session.scalars(db.select(Signature)).all()) == 1


def test_two_clerks_at_the_same_moment_draft_one_dispatch(at_once):
    number = asked.in_hand().id

    def draft() -> None:
        request = db.session.get(UseRequest, number)
        with unit_of_work():
            use_requests.dispatch_for(request, by=states.holder(Post.SECTION))

    assert len(at_once(draft, draft)) == 1
    assert len(db.session.get(UseRequest, number).dispatches) == 1


def test_two_units_at_the_same_moment_get_two_numbers(at_once):
    numbers = [asked.drafted().id for _ in range(2)]

    def submitting(number: int):
        def submit() -> None:
            request = db.session.get(UseRequest, number)
            with unit_of_work():
                use_requests.take(request, Action.SUBMIT, by=states.holder(Post.UNIT))

        return submit

    assert at_once(*map(submitting, numbers)) == []
    assert sorted(db.session.scalars(db.select(UseRequest.serial))) == [1, 2]
