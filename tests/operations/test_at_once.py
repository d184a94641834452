"""Several people at the same moment, each on a connection of their own: none is lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from blueprints import attachments
from models import chain
from models.db import db, unit_of_work
from models.operations import (
    ballots,
    budget_lines,
    changes,
    dispatches,
    draws,
    fees,
    opinions,
    sorting,
    vetting,
)
from models.operations.files import Upload
from models.operations.register import register
from models.operations.vetting import Judgement
from models.queries import invariants
from models.rules.article_04_election import Box
from models.tables import (
    Application,
    BallotBox,
    BudgetLine,
    Change,
    Dispatch,
    Draw,
    Election,
    Event,
    FeeStandard,
    Holding,
    Section,
    SectionOpinion,
    Signature,
)
from models.vocabulary import ChangeKind, FeeUnit, Post
from models.workflows.application import State as Stage
from models.workflows.change import Action as ChangeAction
from models.workflows.dispatch import Action, State
from tests import applications, elections, states

Act = Callable[[], None]

pytestmark = pytest.mark.usefixtures("everything_holds")


def test_two_signatures_at_the_same_moment_leave_one(at_once):
    number = states.endorsed().id

    def sign() -> None:
        dispatch = db.session.get(Dispatch, number)
        with unit_of_work():
            dispatches.take(dispatch, Action.SIGN, by=states.holder(Post.DEPUTY))

    assert len(at_once(sign, sign)) == 1
    assert db.session.get(Dispatch, number).state is State.ISSUED
    assert len(db.session.scalars(db.select(Signature)).all()) == 1


def test_two_freezes_at_the_same_moment_make_one_draw(at_once):
    number = states.reserved().id

    def freeze() -> None:
        dispatch = db.session.get(Dispatch, number)
        with unit_of_work():
            draws.freeze(dispatch, by=states.holder(Post.SECTION))

    assert len(at_once(freeze, freeze)) == 1
    assert len(db.session.scalars(db.select(Draw)).all()) == 1


def test_two_last_contributions_at_the_same_moment_hold_one_draw(at_once):
    dispatch = states.frozen()
    number = dispatch.current_draw.id
    with unit_of_work():
        draws.contribute(dispatch.current_draw, "骰子 3 5 1 6", by=states.holder(Post.SECTION))

    def witness() -> None:
        draw = db.session.get(Draw, number)
        with unit_of_work():
            draws.contribute(draw, "彩票 20260601", by=states.holder(Post.SUPERVISOR))

    assert len(at_once(witness, witness)) == 1
    draw = db.session.get(Draw, number)
    assert len(draw.contributions) == 2
    assert len(draw.dispatch.seated) == 2


def test_operator_and_witness_at_the_same_moment_are_both_heard_and_the_draw_is_held_once(at_once):
    number = states.frozen().current_draw.id

    def giving(post: Post, text: str) -> Act:
        def give() -> None:
            draw = db.session.get(Draw, number)
            with unit_of_work():
                draws.contribute(draw, text, by=states.holder(post))

        return give

    refused = at_once(giving(Post.SECTION, "骰子 3 5 1 6"), giving(Post.SUPERVISOR, "彩票 2026"))
    assert refused == []
    draw = db.session.get(Draw, number)
    assert draw.bundle
    assert len(draw.contributions) == 2
    assert len(draw.dispatch.seated) == 2


def test_of_two_dispatches_that_fit_the_line_singly_but_not_together_one_is_refused(at_once):
    numbers = [states.drafted(rate=1_500_000).id for _ in range(2)]  # 60,000.00元 each of 100,000

    def submitting(number: int) -> Act:
        def submit() -> None:
            dispatch = db.session.get(Dispatch, number)
            with unit_of_work():
                dispatches.take(dispatch, Action.SUBMIT, by=states.holder(Post.SECTION))

        return submit

    (told,) = at_once(*map(submitting, numbers))
    assert "已预留60,000.00元，已支出0.00元，可用40,000.00元，本次需要60,000.00元" in told
    line = db.session.scalars(db.select(BudgetLine)).one()
    assert line.reserved == 6_000_000


def test_of_two_extensions_that_fit_the_line_singly_but_not_together_one_is_refused(at_once):
    """60,000元 are reserved of 100,000; they ask for 24,000 and 36,000 besides."""
    longer = {"ends_at": states.ENDS + timedelta(days=1), "half_days": 4}
    asked = [
        states.propose(
            states.issued(seats=1, rate=rate), ChangeKind.EXTEND, reason="巷道较长", after=longer
        ).id
        for rate in (1_200_000, 1_800_000)
    ]

    def approving(number: int) -> Act:
        def approve() -> None:
            change = db.session.get(Change, number)
            with unit_of_work():
                changes.decide(change, ChangeAction.APPROVE, by=states.holder(Post.DEPUTY), note="")

        return approve

    (told,) = at_once(*map(approving, asked))
    assert "可用" in told
    assert "预算不足：“专家劳务费”年度预算100,000.00元" in told
    line = db.session.scalars(db.select(BudgetLine)).one()
    assert line.reserved + line.spent <= line.amount
    assert not invariants.faults(db.session(), invariants.QUICK)


def test_of_a_dispatch_and_a_cut_of_its_line_at_the_same_moment_one_is_refused(at_once):
    number = states.drafted(rate=1_500_000).id
    line_id = db.session.scalars(db.select(BudgetLine)).one().id

    def submit() -> None:
        dispatch = db.session.get(Dispatch, number)
        with unit_of_work():
            dispatches.take(dispatch, Action.SUBMIT, by=states.holder(Post.SECTION))

    def cut() -> None:
        line = db.session.get(BudgetLine, line_id)
        with unit_of_work():
            by = states.holder(Post.FINANCE)
            scan = budget_lines.kept_scans([Upload("批复.pdf", b"%PDF-1.7")], folder, by=by)
            budget_lines.change_line(line, amount=5_000_000, document="文件", scans=scan, by=by)

    folder = attachments.folder()
    (told,) = at_once(submit, cut)
    assert "预算不足" in told or "不能少于" in told
    assert not invariants.faults(db.session(), invariants.QUICK)


def test_two_changes_asked_for_at_the_same_moment_leave_one_open(at_once):
    number = states.issued(seats=1).id

    def propose() -> None:
        dispatch = db.session.get(Dispatch, number)
        with unit_of_work():
            by = states.holder(Post.SECTION)
            changes.propose(dispatch, ChangeKind.CANCEL, reason="对象单位停产", by=by)

    assert at_once(propose, propose) == ["已有一项变更申请待批准，请等分管领导决定"]
    assert len(db.session.get(Dispatch, number).changes) == 1


def test_of_two_standards_for_the_same_days_entered_at_the_same_moment_one_is_refused(at_once):
    def adopt() -> None:
        entered = fees.Entered(
            grade=None, task_type=None, unit=FeeUnit.DAY, amount=80_000, hazard_percent=0,
            first_day=date(2026, 1, 1), last_day=None, document="虚构文件",
        )  # fmt: skip
        with unit_of_work():
            fees.adopt(entered, by=states.holder(Post.FINANCE))

    (told,) = at_once(adopt, adopt)
    assert "日期重叠" in told
    assert db.session.query(FeeStandard).count() == 1


def test_sixteen_writers_at_once_lose_nothing(at_once):
    before = chain.verify(db.session()).rows

    def write() -> None:
        for _ in range(5):
            with unit_of_work():
                register("test:write", "同时登记", by=states.holder(Post.SECTION))

    assert at_once(*[write] * 16) == []
    verdict = chain.verify(db.session())
    assert (verdict.rows, verdict.faults) == (before + 80, ())
    assert db.session.query(Event).filter_by(kind="test:write").count() == 80


def test_ballots_cast_at_the_same_moment_are_all_in_the_box(at_once):
    elections.give_accounts()
    number = elections.voting().id

    def ballot_of(serial: int) -> Act:
        def cast() -> None:
            election = db.session.get(Election, number)
            chosen = [election.candidates[serial % 3].id]
            with elections.in_voting(), unit_of_work():
                ballots.vote(election, chosen, by=elections.voter(serial))

        return cast

    assert at_once(*map(ballot_of, range(1, 7))) == []
    box = db.session.get(BallotBox, number)
    assert Box.read(box.counts) == Box(6, 0, (2, 2, 2))


def test_one_voter_twice_at_the_same_moment_votes_once(at_once):
    elections.give_accounts()
    number = elections.voting().id

    def cast() -> None:
        election = db.session.get(Election, number)
        with elections.in_voting(), unit_of_work():
            ballots.vote(election, [], by=elections.voter(2))

    assert at_once(cast, cast) == ["您已经投过票，一人一票，投出后不能更改"]
    assert Box.read(db.session.get(BallotBox, number).counts).ballots == 1


def section_holding() -> Holding:
    return states.holder(Post.SECTION)


def test_a_line_found_false_and_a_pass_at_the_same_moment_do_not_both_stand(at_once):
    made = applications.application(state=Stage.SORTED)
    number, keys = made.id, [line.key for line in made.checklist]
    with unit_of_work():
        judged = dict.fromkeys(keys, Judgement(True))
        vetting.judge(made, judged, edition=1, by=section_holding())

    def find_false() -> None:
        application = db.session.get(Application, number)
        with unit_of_work():
            given = {keys[0]: Judgement(False, "不是同一人")}
            vetting.judge(application, given, edition=1, by=section_holding())

    def let_pass() -> None:
        application = db.session.get(Application, number)
        with unit_of_work():
            vetting.take(application, "pass", edition=1, by=section_holding(), note="同意推荐")

    assert len(at_once(find_false, let_pass)) == 1
    made = db.session.get(Application, number)
    assert (made.state is Stage.PASSED) == all(line.holds for line in made.vetting)


def test_two_clerks_at_the_same_moment_sort_an_application_once(at_once):
    number = applications.application().id

    def sort() -> None:
        application = db.session.get(Application, number)
        with unit_of_work():
            section = db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()
            sorting.sort(application, section, by=states.holder(Post.HR))

    assert len(at_once(sort, sort)) == 1
    assert db.session.query(Event).filter_by(kind="application:sort").count() == 1


def test_a_question_is_asked_once_by_two_at_the_same_moment(at_once):
    number = applications.application(state=Stage.SORTED).id

    def ask() -> None:
        application = db.session.get(Application, number)
        with unit_of_work():
            section = db.session.scalars(db.select(Section).filter_by(name="危化监管股")).one()
            opinions.ask(application, section, "是否了解", by=section_holding())

    assert len(at_once(ask, ask)) == 1
    assert db.session.query(SectionOpinion).count() == 1
