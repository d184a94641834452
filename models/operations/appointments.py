"""聘任 · the joint document is issued: some join the roster, some leave it, all at once; then the
certificates (Art. 6(4), 7)."""

from dataclasses import dataclass, replace
from datetime import date

from models import clock
from models.chain import head_of
from models.db import db
from models.errors import Refusal
from models.operations import accounts, certificates, roster
from models.operations.appointees import particulars_of_application
from models.operations.notices import tell
from models.operations.proposals import tell_whoever
from models.operations.steps import advance
from models.queries import proposals
from models.queries import roster as rosters
from models.queries.parameters import value_of
from models.rules import article_06_approval as approval
from models.rules.article_04_structure import refuse_beyond_cap
from models.rules.article_18_objection import APPEAL_DAYS
from models.settings import ROSTER_CAP
from models.tables import (
    Account,
    Application,
    Certificate,
    Expert,
    Holding,
    ProposedRoster,
    RosterItem,
)
from models.vocabulary import ON_ROSTER, Channel, Permission, Post, Standing
from models.workflows.application import Action as ApplicationAction
from models.workflows.proposal import Action

_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Document:
    """联合行文. ``appointed_until``: where it sets another end than the parameter does."""

    year: int
    serial: int
    title: str
    issued_on: date
    appointed_until: date | None = None

    @property
    def number(self) -> str:
        return approval.number(self.year, self.serial)


def issue(proposal: ProposedRoster, given: Document, *, by: Holding) -> None:
    """Issue the document, and let it take effect on everybody it names."""
    proposal.workflow.move(proposal.state, Action.ISSUE)
    _check(proposal, given)
    _check_room(proposal)
    proposal.document_no, proposal.document_title = given.number, given.title.strip()
    proposal.issued_on = given.issued_on
    advance(
        proposal, Action.ISSUE, by=by, number=given.number, title=proposal.document_title,
        issued_on=given.issued_on.isoformat(), additions=len(proposal.joining),
        removals=len(proposal.leaving),
    )  # fmt: skip
    for item in proposal.leaving:
        _remove(item, given.number, by)
    for item in proposal.appointed:
        _appoint(item, given, by)
    tell_whoever(Permission.ISSUE_CERTIFICATES, proposal, besides=by.account_id)


def _check(proposal: ProposedRoster, given: Document) -> None:
    if not 0 < len(given.title.strip()) <= _LONGEST_TITLE:
        raise Refusal(f"文件标题应为1至{_LONGEST_TITLE}字", article=approval.ARTICLE, field="title")
    if proposal.met_on:
        approval.refuse_wrong_issue(given.issued_on, met_on=proposal.met_on, today=clock.today())
    head_of(db.session())  # the register's lock: of two documents one is first
    if other := proposals.numbered(db.session(), given.number):
        raise Refusal(
            f"{given.number}已用于“{other.title}”，请核对文号",
            article=approval.ARTICLE,
            field="serial",
        )


def _check_room(proposal: ProposedRoster) -> None:
    """The cap once more: others may have joined the roster since it was submitted (Art. 4)."""
    leaving = [each for each in proposal.leaving if each.expert and _is_on(each.expert)]
    persons = rosters.persons(db.session()) + len(proposal.appointed) - len(leaving)
    refuse_beyond_cap(persons, value_of(db.session(), ROSTER_CAP))


def _is_on(expert: Expert) -> bool:
    return expert.standing in ON_ROSTER


def _remove(item: RosterItem, number: str, by: Holding) -> None:
    expert = item.expert
    if expert is None or not _is_on(expert):
        return  # whoever left in the meantime is gone already
    reason = f"{number}清退：{item.ground_text}{'，' if item.note else ''}{item.note}"
    roster.remove(expert, reason=reason, by=by)
    tell(
        expert.account_id,
        f"您已退出专家组（{number}），事由：{item.ground_text}。"
        f"有异议的，可在{APPEAL_DAYS}个工作日内向专家管理工作办公室提出申诉",
        f"expert:{expert.id}",
    )


def _appoint(item: RosterItem, given: Document, by: Holding) -> None:
    application = item.application
    if application is None:
        return
    expert = _enrolled(application, given, by)
    expert.recommended_by_id = application.section_id
    application.expert = expert
    advance(application, ApplicationAction.APPOINT, by=by, code=expert.code, document=given.number)
    if account := _own_account(application, expert):
        _become_expert(account, expert, by)
    text = f"{application.name}已聘任为专家（{given.number}），聘书由专家办颁发"
    tell(application.owner_id, text, application.matter)


def _enrolled(application: Application, given: Document, by: Holding) -> Expert:
    """A new expert, or one who had left and comes back. The age counts on the day on which the
    person applied (Art. 5(6))."""
    written = replace(
        particulars_of_application(application),
        appointed_from=given.issued_on,
        appointed_until=given.appointed_until,
    )
    former = proposals.former_expert(db.session(), application.id_number_lookup)
    if former is None or former.standing is not Standing.ENDED:
        return roster.enroll(written, judged_on=application.day, by=by)
    roster.amend(former, written, judged_on=application.day, by=by)
    roster.change_standing(former, Standing.ACTIVE, reason=f"{given.number}重新聘任", by=by)
    return former


def _own_account(application: Application, expert: Expert) -> Account | None:
    """The account of the person, who applied for themselves; one that a unit, a section or the
    personnel section filled the form in with is not theirs."""
    account = application.owner
    is_theirs = (
        application.channel is Channel.SELF
        and account.name == expert.name
        and any(held.post is Post.APPLICANT for held in account.holdings)
    )
    if not is_theirs or expert.account_id or rosters.own(db.session(), account.id):
        return None
    return account


def _become_expert(account: Account, expert: Expert, by: Holding) -> None:
    accounts.link_expert(account, expert.code, by=by)
    accounts.assign_post(account, Post.EXPERT, (), by=by)
    applicant = next(held for held in account.holdings if held.post is Post.APPLICANT)
    accounts.withdraw_post(applicant, by=by)


def certify(proposal: ProposedRoster, *, by: Holding) -> list[Certificate]:
    """A certificate for everybody newly appointed, by the document, under numbers without gaps."""
    proposal.workflow.move(proposal.state, Action.CERTIFY)
    experts = [
        each.application.expert
        for each in proposal.appointed
        if each.application and each.application.expert and _is_on(each.application.expert)
    ]
    made = certificates.issue_to(experts, document=proposal.document_no, by=by)
    for each in made:
        tell(each.expert.account_id, f"您的聘书已颁发：{each.number}", f"certificate:{each.id}")
    advance(
        proposal, Action.CERTIFY, by=by, number=proposal.number,
        certificates=[made[0].number, made[-1].number] if made else [], persons=len(made),
    )  # fmt: skip
    tell_whoever(Permission.KEEP_ARCHIVE, proposal, besides=by.account_id)
    return made
