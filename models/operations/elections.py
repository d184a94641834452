"""组长推选 · opening an election, putting people up, and taking it from step to step (Art. 4)."""

from dataclasses import dataclass
from datetime import date

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations import ballots, group_officers
from models.operations.notices import tell
from models.operations.register import reference, register
from models.operations.steps import advance, choose
from models.queries import elections, roster
from models.queries.parameters import value_of
from models.rules.article_04_election import ARTICLE, FEWEST_BALLOTS
from models.rules.article_04_structure import refuse_places_beyond
from models.settings import GROUP_DEPUTIES
from models.tables import Election, Expert, Holding, Nomination, Section
from models.vocabulary import GroupOffice, Permission, Post
from models.workflows import nomination as nomination_flow
from models.workflows.election import Action, State

_LONGEST = 500  # characters of a statement


@dataclass(frozen=True, slots=True)
class Terms:
    """What is to be elected, and until when; both days included."""

    industry: str
    office: GroupOffice
    places: int
    nominations_until: date
    voting_until: date
    note: str = ""


def open_election(terms: Terms, *, section: Section, by: Holding) -> Election:
    """Open nominations, and tell the members of the group."""
    names = elections.industries(db.session())
    _check(terms, names)
    election = Election(
        number=_next_number(),
        industry_code=terms.industry,
        industry_name=names[terms.industry],
        office=terms.office,
        places=terms.places,
        nominations_until=terms.nominations_until,
        voting_until=terms.voting_until,
        note=terms.note.strip(),
        section_id=section.id,
        handler_id=by.account_id,
    )
    if no := policy.refusal(by, Permission.RUN_ELECTION, election):
        raise no
    db.session.add(election)
    register(
        "election:open", f"发起{election.caption}", by=by, subject=election, article=ARTICLE,
        office=terms.office.value, places=terms.places, note=election.note,
        nominations_until=terms.nominations_until.isoformat(),
        voting_until=terms.voting_until.isoformat(),
    )  # fmt: skip
    for expert in elections.members(db.session(), terms.industry):
        tell(expert.account_id, f"请提名：{election.caption}", election.matter)
    return election


def _next_number() -> str:
    year = clock.today().year
    return f"T{year}-{elections.opened_in(db.session(), year) + 1:03}"


def _check(terms: Terms, industries: dict[str, str]) -> None:
    if terms.industry not in industries:
        raise Refusal("请选择行业领域", article=ARTICLE, field="industry")
    if elections.under_way(db.session(), terms.industry, terms.office):
        raise Refusal(
            f"该行业的{terms.office.label}推选正在进行，请先办结", article=ARTICLE, field="office"
        )
    officers = elections.sitting(db.session(), terms.industry)
    in_office = sum(officer.office is terms.office for officer in officers)
    most = value_of(db.session(), GROUP_DEPUTIES)
    refuse_places_beyond(terms.office, in_office, terms.places, most)
    _check_group(terms.industry)
    _check_days(terms)


def _check_group(industry: str) -> None:
    count = len(elections.members(db.session(), industry))
    if count < FEWEST_BALLOTS:
        raise Refusal(
            f"该行业专业组只有{count}名在聘成员，不足{FEWEST_BALLOTS}人的投票保不了密，请先充实名册",
            article=ARTICLE,
            field="industry",
        )


def _check_days(terms: Terms) -> None:
    if terms.nominations_until < clock.today():
        raise Refusal("提名截止日已经过去，请改期", article=ARTICLE, field="nominations_until")
    if terms.voting_until <= terms.nominations_until:
        raise Refusal("投票截止日应在提名截止日之后", article=ARTICLE, field="voting_until")


def nominate(election: Election, expert: Expert, *, statement: str, by: Holding) -> Nomination:
    """Put ``expert`` up. A member may put up anyone of the group, oneself included; so may the
    section. Who is put up says whether they stand."""
    _check_nominator(election, by)
    _check_nominee(election, expert)
    if not 0 < len(statement.strip()) <= _LONGEST:
        raise Refusal(f"推荐理由应为1至{_LONGEST}字", article=ARTICLE, field="statement")
    nomination = Nomination(
        election=election,
        expert=expert,
        nominator_id=by.account_id,
        statement=statement.strip(),
    )
    db.session.add(nomination)
    register(
        "nomination:propose", "提名", by=by, subject=nomination, article=ARTICLE,
        code=expert.code, name=expert.name,
    )  # fmt: skip
    if expert.account_id == by.account_id:  # whoever puts themselves up has answered already
        advance(nomination, nomination_flow.Action.ACCEPT, by=by, name=expert.name)
    else:
        tell(expert.account_id, f"您被提名，请答复：{election.caption}", election.matter)
    return nomination


def _check_nominator(election: Election, by: Holding) -> None:
    if no := policy.refusal(by, Permission.NOMINATE, election):
        raise no
    if election.state is not State.NOMINATING or election.nominations_over:
        raise Refusal(f"提名已于{election.nominations_until}截止", article=ARTICLE)
    if by.post is not Post.EXPERT:
        return
    expert = roster.own(db.session(), by.account_id)
    if not expert or not elections.is_member(db.session(), expert, election.industry_code):
        raise Refusal(f"只有{election.industry_name}专业组的成员能够提名", article=ARTICLE)


def _check_nominee(election: Election, expert: Expert) -> None:
    if not elections.is_member(db.session(), expert, election.industry_code):
        raise Refusal(
            f"{expert.name}不是{election.industry_name}专业组的在聘成员",
            article=ARTICLE,
            field="expert",
        )
    if any(each.expert_id == expert.id for each in election.nominations):
        raise Refusal(f"{expert.name}已被提名，不必重复", article=ARTICLE, field="expert")
    for officer in elections.sitting(db.session(), election.industry_code, expert.id):
        # A deputy may rise; nobody is elected to what they already are, or to less.
        if officer.office in {GroupOffice.HEAD, election.office}:
            raise Refusal(f"{expert.name}现任{officer.title}", article=ARTICLE, field="expert")


def answer(nomination: Nomination, action: str, *, by: Holding) -> None:
    """Whether they stand: their own word, or what they told the section."""
    if nomination.election.state is not State.NOMINATING:
        raise Refusal("投票已经开始，不能再答复提名", article=ARTICLE)
    advance(nomination, action, by=by, name=nomination.expert.name)


def take(election: Election, action: str, *, by: Holding, note: str = "") -> None:
    """Take a step that the page offers, with all that follows from it."""
    if action == Action.COUNT:
        ballots.count(election, by=by)
        return
    move = choose(election, action, by=by, note=note)
    if move.action is Action.OPEN_VOTING:
        ballots.open_box(election)
    if move.action is Action.CONFIRM:
        group_officers.seat(election, by=by)
    if move.action in {Action.CONFIRM, Action.RETURN}:
        text = f"{election.caption}：{election.state.label}"
        tell(election.handler_id, text, reference(election))
