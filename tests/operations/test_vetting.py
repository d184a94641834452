"""受理、分送、初审、会同审核: what each act asks and what it leaves behind."""

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import opinions, sorting, vetting
from models.operations.vetting import Judgement
from models.tables import Account, Event, Notice, Section, SectionOpinion
from models.vocabulary import Post
from models.workflows.application import Action, State
from tests.applications import application

TRUE, FALSE = Judgement(True), Judgement(False, "证书编号查询不到")


@pytest.fixture
def chemistry(app):
    return db.session.scalars(db.select(Section).filter_by(name="危化监管股")).one()


def sort(person, to, *each, by=Post.HR):
    with unit_of_work():
        sorting.sort_together(dict.fromkeys(each, to), by=person(by))


def judge(person, made, edition=1, by=Post.SECTION, **given):
    with unit_of_work():
        vetting.judge(made, given, edition=edition, by=person(by))


def judge_all(person, made):
    judge(person, made, **{line.key: TRUE for line in made.checklist})


def take(person, made, action, by=Post.SECTION, note="经核对属实，符合条件", edition=1):
    with unit_of_work():
        vetting.take(made, action, edition=edition, by=person(by), note=note)


def ask(person, made, section, by=Post.SECTION):
    with unit_of_work():
        opinions.ask(made, section, "是否了解其危化品工作经历", by=person(by))
    return made.opinions[-1]


def answer(person, opinion, *, supports=True, by="section_2"):
    with unit_of_work():
        opinions.answer(opinion, supports=supports, words="情况属实", by=person(by))


def told(login):
    found = db.session.scalars(
        db.select(Notice)
        .join(Account, Account.id == Notice.account_id)
        .where(Account.login == login)
        .order_by(Notice.id)
    )
    return [notice.text for notice in found]


def events(kind):
    return list(db.session.scalars(db.select(Event).filter_by(kind=kind)))


# 受理分送


def test_hr_sends_an_application_to_its_section_which_is_told(person, mines):
    made = application()
    sort(person, mines, made)
    assert (made.state, made.section) == (State.SORTED, mines)
    assert told("section") == ["待办：申报500的专家申报（已分送，待股室初审）"]
    assert events("application:sort")[0].facts["sections"] == ["煤矿监管股"]


def test_of_several_one_that_cannot_be_sent_keeps_all_where_they_are_and_is_named(person, mines):
    first, gone = application(501), application(502, State.WITHDRAWN)
    with pytest.raises(Refusal, match="一份都没有分送。S2026-502申报502：现在是“已撤回”"):
        sort(person, mines, first, gone)
    assert first.state is State.SUBMITTED


def test_a_section_that_is_no_longer_used_gets_nothing(person, chemistry):
    made = application()
    with unit_of_work():
        chemistry.is_active = False
    with pytest.raises(Refusal, match="危化监管股已停用，请另选股室"):
        sort(person, chemistry, made)


def test_only_hr_sorts(person, mines):
    made = application()
    with pytest.raises(Refusal, match="无权受理、分送申报材料"):
        sort(person, mines, made, by=Post.OFFICE)


def test_hr_returns_what_is_incomplete_and_the_edition_keeps_the_reason(person):
    made = application()
    take(person, made, Action.RETURN, Post.HR, "缺学历证明")
    assert made.state is State.RETURNED
    assert made.editions[0].answer == "缺学历证明"
    assert told("applicant") == ["申报500的专家申报：已退回，待补正"]


def test_what_is_returned_needs_a_reason(person):
    made = application()
    with pytest.raises(Refusal, match="退回补正必须写明理由"):
        take(person, made, Action.RETURN, Post.HR, " ")


# 初审


def test_lines_are_judged_and_the_register_says_which(person):
    made = application(state=State.SORTED)
    judge(person, made, identity=TRUE, education=FALSE)
    facts = events("application:judge")[0].facts
    assert facts == {"holding": ["身份真实"], "failing": ["学历真实（证书编号查询不到）"]}


def test_a_judgement_that_changes_nothing_is_not_registered_again(person):
    made = application(state=State.SORTED)
    judge(person, made, identity=TRUE)
    judge(person, made, identity=TRUE)
    assert len(events("application:judge")) == 1


def test_a_line_found_false_needs_what_was_found(person):
    made = application(state=State.SORTED)
    with pytest.raises(Refusal, match="“身份真实”核对不符的，请写明查到的情况") as refused:
        judge(person, made, identity=Judgement(False))
    assert refused.value.field == "identity-note"


def test_a_line_that_is_not_on_the_checklist_is_refused(person):
    made = application(state=State.SORTED)
    with pytest.raises(Refusal, match="核对表已有变化"):
        judge(person, made, weather=TRUE)


def test_another_section_does_not_judge(person):
    made = application(state=State.SORTED)
    with pytest.raises(Refusal, match="不属于您所在或分管的股室"):
        judge(person, made, by="section_2", identity=TRUE)


def test_nobody_vets_what_they_filled_in(person):
    made = application(state=State.SORTED, owner="section")
    with pytest.raises(Refusal, match="经办人不得再初审申报材料"):
        judge(person, made, identity=TRUE)
    with pytest.raises(Refusal, match="经办人不得再初审申报材料"):
        take(person, made, Action.RETURN)


def test_before_it_is_sorted_nothing_is_judged(person):
    made = application(state=State.PASSED)
    with pytest.raises(Refusal, match="现在是“初审通过，待列入汇总表”，不能再核对"):
        judge(person, made, identity=TRUE)


def test_it_passes_once_every_line_holds_with_the_opinion_and_whose_it_is(person):
    made = application(state=State.SORTED)
    judge_all(person, made)
    take(person, made, Action.PASS)
    assert made.state is State.PASSED
    assert made.vetter == person(Post.SECTION).account
    assert made.vetted_at is not None
    assert made.vetting_opinion == "经核对属实，符合条件"


def test_with_a_line_open_or_false_it_does_not_pass(person):
    made = application(state=State.SORTED)
    with pytest.raises(Refusal, match="还有9项没有核对：身份真实、"):
        take(person, made, Action.PASS)
    judge_all(person, made)
    judge(person, made, education=FALSE)
    with pytest.raises(Refusal, match="“学历真实”核对不符，请退回补正或不予通过"):
        take(person, made, Action.PASS)


def test_a_returned_application_is_judged_anew(person):
    made = application(state=State.SORTED)
    judge_all(person, made)
    take(person, made, Action.PASS)
    take(person, made, Action.RETURN, note="职称证书看不清")
    assert (made.vetting, made.vetter, made.vetting_opinion) == ([], None, "")
    assert made.editions[0].answer == "职称证书看不清"


def test_a_rejected_one_keeps_what_was_found_and_by_whom(person):
    made = application(state=State.SORTED)
    judge(person, made, education=FALSE)
    take(person, made, Action.REJECT, note="学历不实")
    assert [line.note for line in made.vetting] == ["证书编号查询不到"]
    assert (made.vetter.login, made.vetting_opinion) == ("section", "学历不实")


def test_a_page_of_an_edition_that_was_replaced_is_told_so(person):
    made = application(state=State.SORTED)
    with unit_of_work():
        made.edition = 2
    for act in (
        lambda: judge(person, made, identity=TRUE),
        lambda: take(person, made, Action.REJECT),
    ):
        with pytest.raises(Refusal, match="已补正并第2次提交，请刷新页面"):
            act()


# 会同审核


def test_another_section_is_asked_told_and_its_answer_told_back(person, chemistry):
    made = application(state=State.SORTED)
    opinion = ask(person, made, chemistry)
    assert told("section_2") == ["请会同审核：申报500的专家申报"]
    answer(person, opinion, supports=False)
    assert (opinion.supports, opinion.answer) == (False, "情况属实")
    assert told("section") == ["危化监管股已答复会同审核：申报500的专家申报"]


def test_it_does_not_pass_while_an_answer_is_awaited(person, chemistry):
    made = application(state=State.SORTED)
    judge_all(person, made)
    ask(person, made, chemistry)
    with pytest.raises(Refusal, match="危化监管股的会同审核意见还没有答复"):
        take(person, made, Action.PASS)


def test_a_question_that_became_moot_is_withdrawn_and_the_register_keeps_it(person, chemistry):
    made = application(state=State.SORTED)
    opinion = ask(person, made, chemistry)
    with unit_of_work():
        opinions.withdraw(opinion, by=person(Post.SECTION))
    assert made.opinions == []
    assert [event.label for event in events("section_opinion:withdraw")] == ["撤回会同审核"]


def test_what_is_returned_or_rejected_takes_its_open_questions_back(person, chemistry):
    made = application(state=State.SORTED)
    ask(person, made, chemistry)
    take(person, made, Action.RETURN, note="缺材料")
    assert db.session.scalars(db.select(SectionOpinion)).all() == []


def test_the_same_section_is_not_asked_twice_nor_ones_own(person, chemistry, mines):
    made = application(state=State.SORTED)
    ask(person, made, chemistry)
    with pytest.raises(Refusal, match="已经商请危化监管股，正在等它答复"):
        ask(person, made, chemistry)
    with pytest.raises(Refusal, match="请选择本股室以外的股室"):
        ask(person, made, mines)


def test_an_answer_is_given_once_and_not_withdrawn(person, chemistry):
    opinion = ask(person, application(state=State.SORTED), chemistry)
    answer(person, opinion)
    with pytest.raises(Refusal, match="危化监管股已经答复"):
        answer(person, opinion)
    with pytest.raises(Refusal, match="危化监管股已经答复"), unit_of_work():
        opinions.withdraw(opinion, by=person(Post.SECTION))


def test_whoever_filled_it_in_does_not_answer_for_another_section(person, chemistry):
    made = application(state=State.SORTED, owner="section_2")
    opinion = ask(person, made, chemistry)
    with pytest.raises(Refusal, match="经办人不得再答复会同审核意见"):
        answer(person, opinion)


def test_a_section_that_was_not_asked_does_not_answer(person, chemistry):
    opinion = ask(person, application(state=State.SORTED), chemistry)
    with pytest.raises(Refusal, match="不属于您所在或分管的股室"):
        answer(person, opinion, by=Post.SECTION)


def test_after_the_applicant_has_withdrawn_nobody_answers(person, chemistry):
    made = application(state=State.SORTED)
    opinion = ask(person, made, chemistry)
    with unit_of_work():
        made.enter(State.WITHDRAWN)
    with pytest.raises(Refusal, match="现在是“已撤回”，不在股室初审中"):
        answer(person, opinion)


@pytest.mark.parametrize("words", [" ", "字" * 501])
def test_a_question_says_something_and_not_too_much(person, chemistry, words):
    made = application(state=State.SORTED)
    with pytest.raises(Refusal), unit_of_work():
        opinions.ask(made, chemistry, words, by=person(Post.SECTION))


def test_whoever_looks_at_the_whole_number_says_why(person):
    made = application()
    with pytest.raises(Refusal, match="请写明查看理由"), unit_of_work():
        vetting.record_reveal(made, reason=" ", by=person(Post.HR))
    with unit_of_work():
        vetting.record_reveal(made, reason="与身份证核对", by=person(Post.HR))
    assert events("application:reveal")[0].facts == {"reason": "与身份证核对"}
