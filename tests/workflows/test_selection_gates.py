"""Whatever anybody tries, in whatever order: nobody is appointed but through every gate.

People of all posts act at random on applications, sheets, rosters, notices and objections, mostly
out of their turn, by the very operations the pages call. Whenever somebody was appointed, the
register must tell the whole way of Article 6, in its order.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from models import clock, policy
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import (
    applications,
    appointments,
    compiling,
    decisions,
    group_opinions,
    objections,
    proposals,
    publicity,
    sheet_steps,
    sheets,
    sorting,
    vetting,
)
from models.operations.appointments import Document
from models.operations.decisions import Meeting, Verdict
from models.operations.objections import Statement
from models.operations.sheet_steps import Conclusion
from models.operations.vetting import Judgement
from models.queries import proposals as queries
from models.rules.annex_2_commitments import COMMITMENTS, EDITION
from models.tables import (
    Account,
    Application,
    Attachment,
    Event,
    Expert,
    Holding,
    IntakeCycle,
    Objection,
    ProposedRoster,
    PublicNotice,
    RecommendationSheet,
    Section,
    StoredFile,
)
from models.vocabulary import AttachmentKind, Channel, GroupOpinionKind, Post
from models.workflows import application, objection, proposal, sheet
from models.workflows.application import OVER
from tests.applications import FIRST, open_cycle
from tests.applications import application as written
from tests.conftest import NOON
from tests.office import HASH
from tests.states import held_by

_PROOFS = (
    AttachmentKind.PHOTO, AttachmentKind.EDUCATION, AttachmentKind.TITLE,
    AttachmentKind.SIGNED_FORM,
)  # fmt: skip
_STRANGERS = policy.ADMINISTRATORS | {Post.EXPERT, Post.FINANCE, Post.SUPERVISOR}
_COMPANY = (("applicant",), ("section",), ("applicant", "unit"))
_MOST_PERSONS, _WHOLE_WAY = 2, 25
_OWNERS = {"applicant": Channel.SELF, "section": Channel.SECTION, "unit": Channel.UNIT}
_TEXT = "此人的高级工程师职称是2019年取得的，与申报的年限不符。"
Act = Callable[["Selection", Any, Holding], object]


def _every(table: type[Any]) -> list[Any]:
    return list(db.session.scalars(db.select(table).order_by(table.id)))


def _judge(_: "Selection", it: Application, by: Holding) -> None:
    found = {line.key: Judgement(True) for line in it.checklist}
    vetting.judge(it, found, edition=it.edition, by=by)


def _vet(action: application.Action) -> Act:
    return lambda _, it, by: vetting.take(it, action, edition=it.edition, by=by, note="已核对材料")


def _check(_: "Selection", it: RecommendationSheet, by: Holding) -> None:
    sheet_steps.check(it, {line.id: Conclusion(True) for line in it.lines}, by=by)


def _sign(action: sheet.Action) -> Act:
    return lambda _, it, by: sheet_steps.take(it, action, by=by, note="已阅")


def _open_sheet(_: "Selection", it: IntakeCycle, by: Holding) -> None:
    section = by.sections[0] if by.sections else _mines()
    sheets.open_sheet(section, it, by=by)


def _compile(_: "Selection", __: IntakeCycle, by: Holding) -> None:
    lines = [each.id for each in queries.candidates(db.session())]
    compiling.compile_roster("拟定名单", lines=lines, reviews=(), by=by)


def _empty(_: "Selection", it: ProposedRoster, by: Holding) -> None:
    compiling.choose(it, lines=(), reviews=(), by=by)


def _fill(_: "Selection", it: ProposedRoster, by: Holding) -> None:
    lines = [each.id for each in queries.choices_of_lines(db.session(), it)]
    compiling.choose(it, lines=lines, reviews=(), by=by)


def _step(action: proposal.Action) -> Act:
    return lambda _, it, by: proposals.take(it, action, by=by, note="已阅")


def _opine(kind: GroupOpinionKind) -> Act:
    return lambda _, it, by: group_opinions.give(it, kind, "已阅", by=by)


def _absent(_: "Selection", it: ProposedRoster, by: Holding) -> None:
    for each in it.current_opinions:
        if each.kind is None:
            group_opinions.record_absence(it, each.account_id, "出差", by=by)


def _decide(is_approved: bool) -> Act:
    def act(here: "Selection", it: ProposedRoster, by: Holding) -> None:
        verdicts = {each.id: Verdict(is_approved, "已议") for each in it.standing_items}
        decisions.decide(it, Meeting(clock.today(), "纪要1号"), verdicts, by=by)

    return act


def _issue(here: "Selection", it: ProposedRoster, by: Holding) -> None:
    here.documents += 1
    appointments.issue(it, Document(2026, here.documents, "通知", clock.today()), by=by)


def _object(here: "Selection", it: PublicNotice, _: Holding) -> None:
    here.documents += 1
    about = it.proposal.items[0].id if it.proposal.items else None
    objections.lodge(
        it, Statement(_TEXT, item=about), is_named=False, ticket=f"{here.documents:032}",
        folder=Path(),
    )  # fmt: skip


def _answer(action: objection.Action) -> Act:
    return lambda _, it, by: objections.take(it, action, by=by, note="已核实")


_OF_APPLICATIONS: dict[str, Act] = {
    "submit": lambda _, it, by: applications.submit(it, by=by),
    "withdraw": lambda _, it, by: applications.withdraw(it, reason="改日再报", by=by),
    "sort": lambda _, it, by: sorting.sort(it, _mines(), by=by),
    "judge": _judge,
    "pass": _vet(application.Action.PASS),
    "return": _vet(application.Action.RETURN),
    "reject": _vet(application.Action.REJECT),
    "reject checked": lambda _, it, by: compiling.reject(it, reason="名额已满", by=by),
}
_OF_SHEETS: dict[str, Act] = {"check": _check} | {
    action.value: _sign(action) for action in sheet.Action
}
_OF_SHEETS["revise"] = lambda _, it, by: sheets.revise(it, by=by)
_OF_CYCLES: dict[str, Act] = {"open sheet": _open_sheet, "compile": _compile}
_OF_ROSTERS: dict[str, Act] = {
    "empty": _empty,
    "fill": _fill,
    "submit": _step(proposal.Action.SUBMIT),
    "discard": _step(proposal.Action.DISCARD),
    "send back": _step(proposal.Action.RETURN),
    "approve": _step(proposal.Action.APPROVE),
    "agree": _opine(GroupOpinionKind.AGREE),
    "disagree": _opine(GroupOpinionKind.DISAGREE),
    "absent": _absent,
    "publish": lambda _, it, by: publicity.publish(it, ends_on=None, by=by),
    "recall": lambda _, it, by: publicity.recall(it, note="有误", by=by),
    "clear": lambda _, it, by: publicity.clear(it, by=by),
    "decide": _decide(True),
    "refuse": _decide(False),
    "issue": _issue,
    "certify": lambda _, it, by: appointments.certify(it, by=by),
}
_OF_NOTICES: dict[str, Act] = {"object": _object}
_OF_OBJECTIONS: dict[str, Act] = {action.value: _answer(action) for action in objection.Action}
_ACTS: dict[type[Any], dict[str, Act]] = {
    IntakeCycle: _OF_CYCLES,
    Application: _OF_APPLICATIONS,
    RecommendationSheet: _OF_SHEETS,
    ProposedRoster: _OF_ROSTERS,
    PublicNotice: _OF_NOTICES,
    Objection: _OF_OBJECTIONS,
}

_OF_THE_POST = {"colleague": Post.SECTION, "owner": Post.APPLICANT}
# The step that is due in each state, and whose it is.
_DUE: dict[type[Any], dict[Any, tuple[tuple[str, str], ...]]] = {
    Application: {
        application.State.DRAFT: (("submit", "owner"),),
        application.State.RETURNED: (("submit", "owner"),),
        application.State.SUBMITTED: (("sort", "hr"),),
        application.State.SORTED: (("judge", "colleague"), ("pass", "colleague")),
    },
    RecommendationSheet: {
        sheet.State.COMPILING: (("handle", "section"),),
        sheet.State.HANDLED: (("endorse", "section_head"),),
        sheet.State.ENDORSED: (("sign", "deputy"),),
        sheet.State.SIGNED: (("deliver", "section"),),
        sheet.State.DELIVERED: (("check", "office"), ("accept", "office")),
    },
    ProposedRoster: {
        proposal.State.COMPILING: (("fill", "office"), ("submit", "office")),
        proposal.State.CONSULTING: (
            ("agree", "executive_deputy"), ("disagree", "deputy"), ("approve", "leader"),
        ),
        proposal.State.APPROVED: (("publish", "office"),),
        proposal.State.PUBLICISED: (("clear", "office"),),
        proposal.State.CLEARED: (("decide", "leader"),),
        proposal.State.DECIDED: (("issue", "leader"),),
        proposal.State.ISSUED: (("certify", "office"),),
    },
    Objection: {
        objection.State.RAISED: (("accept", "office"),),
        objection.State.ACCEPTED: (("dismiss", "office"),),
    },
}  # fmt: skip


def _mines() -> Section:
    return db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()


class Selection(RuleBasedStateMachine):
    """One office through some weeks. ``documents`` numbers what needs a number of its own."""

    def __init__(self, renew: Callable[[], None]) -> None:
        super().__init__()
        renew()
        self.now, self.serial, self.documents, self.appointed = NOON, FIRST, 0, set[int]()
        with clock.held_at(self.now):
            open_cycle(closes_on=date(2026, 12, 31))
            self._hire()

    def _hire(self) -> None:
        """A second clerk of the section; and the clerk of the office, now leader as well."""
        with unit_of_work():
            colleague = Account(
                login="colleague", name="同事", password_hash=HASH, must_change_password=False
            )
            colleague.holdings.append(Holding(post=Post.SECTION, sections=[_mines()]))
            db.session.add(colleague)
        with unit_of_work():
            office = db.session.scalars(db.select(Account).filter_by(login="office")).one()
            office.holdings.append(Holding(post=Post.LEADER))

    @initialize(steps=st.sampled_from(range(_WHOLE_WAY)), owners=st.sampled_from(_COMPANY))
    def come_some_way(self, steps: int, owners: tuple[str, ...]) -> None:
        """Where people begin to meddle: with one or two persons, anywhere on the way."""
        for owner in owners:
            self.begin(owner)
        self.go_straight_on(steps)

    def go_straight_on(self, steps: int) -> None:
        for _ in range(steps):
            if due := list(self._due()):
                self._do(*due[0])

    @rule(owner=st.sampled_from(sorted(_OWNERS)))
    def begin(self, owner: str) -> None:
        """Somebody fills a form in."""
        if self.serial == FIRST + _MOST_PERSONS:
            return
        self.serial += 1
        with clock.held_at(self.now):
            made = written(self.serial, application.State.DRAFT, owner=owner)
            with unit_of_work():
                made.channel, made.number, made.edition = _OWNERS[owner], None, 0
                made.submitted_at, made.editions, made.recommender = None, [], "虚构单位"
                made.promises = {each.key: EDITION for each in COMMITMENTS}
                made.attachments = [
                    Attachment(
                        kind=kind,
                        file=StoredFile(name="扫描件", size=1, path=f"{self.serial}-{kind.value}"),
                    )
                    for kind in _PROOFS
                ]

    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        if self.now < NOON + timedelta(days=120):
            self.now += timedelta(days=days)

    @rule(data=st.data(), times=st.sampled_from(range(1, 9)))
    def go_on(self, data: st.DataObject, times: int) -> None:
        """Somebody does what is due; and before that, somebody what is not due yet."""
        for _ in range(times):
            self.hasten(data)
            if due := list(self._due()):
                self._do(*data.draw(st.sampled_from(due)))

    def hasten(self, data: st.DataObject) -> None:
        """A step of the present state before its time, by anybody who holds the right post."""
        if there := self._open():
            table, number, name, login = data.draw(st.sampled_from(there))
            actor = data.draw(st.sampled_from(self._holders(login)))
            self._attempt(table, number, name, lambda: db.session.get_one(Holding, actor))

    def press_on(self, rounds: int, *, newest_first: bool) -> None:
        """Everybody tries every step of the present state, the last one first."""
        for _ in range(rounds):
            for table, number, name, login in reversed(self._open()):
                for actor in sorted(self._holders(login), reverse=newest_first):
                    self._attempt(
                        table, number, name, lambda of=actor: db.session.get_one(Holding, of)
                    )
            if due := list(self._due()):
                self._do(*due[0])

    def _open(self) -> list[tuple[type[Any], int, str, str]]:
        return [
            (table, row.id, *step)
            for table, by_state in _DUE.items()
            for row in _every(table)
            for step in by_state.get(row.state, ())
        ]

    def _holders(self, login: str) -> list[int]:
        post = _OF_THE_POST.get(login) or Post(login)
        return [each.id for each in _every(Holding) if each.post is post]

    @rule(data=st.data())
    def meddle(self, data: st.DataObject) -> None:
        """Anybody who has any part in it tries anything on whatever there is."""
        there = [(table, row.id) for table in _ACTS for row in _every(table)]
        table, number = data.draw(st.sampled_from(there))
        name = data.draw(st.sampled_from(sorted(_ACTS[table])))
        parties = [each.id for each in _every(Holding) if each.post not in _STRANGERS]
        actor = data.draw(st.sampled_from(parties))
        self._attempt(table, number, name, lambda: db.session.get_one(Holding, actor))

    def teardown(self) -> None:
        """At last everybody does what is due, so that a gate left open leads somewhere."""
        self.go_straight_on(_WHOLE_WAY)
        db.session.remove()

    def _due(self) -> Iterator[tuple[type[Any], int, str, str]]:
        for table, by_state in _DUE.items():
            for row in _every(table):
                if row.state in by_state:
                    yield table, row.id, *self._next_of(row, by_state[row.state])
        [cycle] = _every(IntakeCycle)
        states = {each.state for each in _every(Application)}
        for state, name, login in (
            (application.State.PASSED, "open sheet", "section"),
            (application.State.CHECKED, "compile", "office"),
        ):
            if state in states:
                yield IntakeCycle, cycle.id, name, login

    def _next_of(self, row: Any, steps: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        """Of several in one state, the first that is not done yet."""
        done = 0
        if isinstance(row, ProposedRoster) and row.state is proposal.State.CONSULTING:
            done = sum(each.kind is not None for each in row.current_opinions)
        elif isinstance(row, ProposedRoster):
            done = bool(row.items)
        elif isinstance(row, Application):
            done = bool(row.vetting)
        elif isinstance(row, RecommendationSheet):
            done = all(line.passed for line in row.lines)
        name, login = steps[min(done, len(steps) - 1)]
        return name, row.owner.login if login == "owner" else login

    def _do(self, table: type[Any], number: int, name: str, login: str) -> None:
        while name == "clear" and not self._is_over(number):
            self.now += timedelta(days=1)
        post = None if login not in Post.choices() else Post(login)
        self._attempt(table, number, name, lambda: _acting(login, post))

    def _is_over(self, number: int) -> bool:
        notice = db.session.get_one(ProposedRoster, number).notice
        with clock.held_at(self.now):
            return notice is None or notice.is_over

    def _attempt(
        self, table: type[Any], number: int, name: str, actor: Callable[[], Holding]
    ) -> None:
        with clock.held_at(self.now):
            try:
                with unit_of_work():
                    _ACTS[table][name](self, db.session.get_one(table, number), actor())
            except Refusal:
                db.session.rollback()
        self._look()

    def _look(self) -> None:
        """Whoever was appointed by this act has come all the way."""
        for each in _every(Application):
            if each.state is application.State.APPOINTED and each.id not in self.appointed:
                self.appointed.add(each.id)
                _Way(each).check()
        enrolled = db.session.scalar(
            db.select(db.func.count()).where(Event.kind == "expert:enroll")
        )
        assert enrolled == len(self.appointed)


def _acting(login: str, post: Post | None) -> Holding:
    """The holding of that account; of several, the one in the post of its name."""
    if post is None:
        return held_by(login)
    query = db.select(Holding).join(Holding.account).where(Account.login == login)
    return db.session.scalars(query.where(Holding.post == post)).one()


class _Way:
    """What the register tells of one who was appointed."""

    def __init__(self, person: Application) -> None:
        self.person, self.item = person, person.item
        assert self.item
        self.roster = self.item.proposal
        line = self.item.sheet_line
        assert line
        self.sheet, self.line = line.sheet, line

    def last(self, subject: Any, kind: str) -> Event:
        query = db.select(Event).where(Event.kind == kind, Event.matter == subject.matter)
        found = list(db.session.scalars(query.order_by(Event.number)))
        assert found, f"{kind} is not in the register"
        return found[-1]

    def check(self) -> None:
        person, roster = self.person, self.roster
        submitted = self.last(person, "application:submit")
        passed = self.last(person, "application:pass")
        signed = [
            self.last(self.sheet, f"recommendation_sheet:{step}")
            for step in ("handle", "endorse", "sign")
        ]
        asked, approved = (self.last(roster, f"proposed_roster:{a}") for a in ("submit", "approve"))
        published, cleared = (
            self.last(roster, f"proposed_roster:{act}") for act in ("publicise", "clear")
        )
        decided, issued = (self.last(roster, f"proposed_roster:{a}") for a in ("decide", "issue"))
        way = [
            submitted,
            self.last(person, "application:sort"),
            passed,
            *signed,
            self.last(self.sheet, "recommendation_sheet:deliver"),
            self.last(self.sheet, "recommendation_sheet:accept"),
            self.last(person, "application:check"),
            self.last(person, "application:propose"),
            asked,
            *self.opinions(asked),
            approved,
            published,
            cleared,
            decided,
            issued,
            self.last(person, "application:appoint"),
        ]
        assert all(before.number < after.number for before, after in pairwise(way))
        assert passed.account_id not in {submitted.account_id, person.owner_id}
        assert len({each.account_id for each in signed}) == 3
        assert [each.post for each in signed] == [Post.SECTION, Post.SECTION_HEAD, Post.DEPUTY]
        assert self.line.passed
        assert {approved.post, decided.post, issued.post} == {Post.LEADER}
        assert approved.account_id != roster.compiler_id
        assert self.item
        assert (self.item.is_struck, self.item.is_approved) == (False, True)
        assert roster.document_no
        self.check_publicity(published, cleared)

    def opinions(self, asked: Event) -> list[Event]:
        """One of every member who was asked in the last round, each after the asking."""
        query = db.select(Event).where(
            Event.kind.in_(("proposed_roster:opinion", "proposed_roster:absence")),
            Event.matter == self.roster.matter,
            Event.number > asked.number,
        )
        found = list(db.session.scalars(query.order_by(Event.number)))
        assert len(found) == len(self.roster.current_opinions) == 2
        return found

    def check_publicity(self, published: Event, cleared: Event) -> None:
        """The whole period, counted from the day after; every objection closed within it."""
        notice = self.roster.notice
        assert notice
        assert notice.number == published.facts["number"]
        first, last = clock.local(published.at).date(), clock.local(cleared.at).date()
        assert notice.published_on == first
        assert (notice.ends_on - first).days >= 5
        assert last > notice.ends_on
        assert self.roster.met_on
        assert self.roster.met_on > notice.ends_on
        for each in notice.objections:
            assert not each.is_open
            assert each.closed_at
            assert each.closed_at <= cleared.at


@pytest.fixture
def renew(app, copies) -> Callable[[], None]:
    """The small office as it opens, as often as it is asked for."""

    def again() -> None:
        db.session.remove()
        db.engine.dispose()
        copies.renew(db.engine.url)

    return again


def test_nobody_is_appointed_but_through_every_gate(renew):
    run_state_machine_as_test(
        lambda: Selection(renew),
        settings=settings(
            max_examples=20, stateful_step_count=6, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("newest_first", [True, False])
def test_trying_every_step_before_its_time_opens_no_gate(renew, newest_first):
    office = Selection(renew)
    office.begin("section")
    office.press_on(_WHOLE_WAY, newest_first=newest_first)
    assert len(office.appointed) == 1
    office.teardown()


def test_whoever_does_what_is_due_gets_everybody_appointed(renew):
    """So that the test above is not one of an office in which nothing ever happens."""
    office = Selection(renew)
    for owner in ("applicant", "section"):
        office.begin(owner)
    office.go_straight_on(2 * _WHOLE_WAY)
    assert {each.state for each in _every(Application)} <= OVER
    assert len(office.appointed) == 2
    assert db.session.scalar(db.select(db.func.count()).select_from(Expert)) == 14
    office.teardown()
