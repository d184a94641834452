"""拟定名单 · who can be put on one, the lists of them, and all that one page tells."""

from collections.abc import Iterable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, lazyload, load_only, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models.rules.article_06_approval import serial_of
from models.tables import (
    Account,
    AnnualReview,
    Application,
    Expert,
    GroupOpinion,
    Holding,
    ProposedRoster,
    PublicNotice,
    RecommendationSheet,
    ReviewItem,
    RosterItem,
    SheetLine,
)
from models.vocabulary import ON_ROSTER, Post, ReviewVerdict
from models.workflows import review, sheet
from models.workflows.application import State as ApplicationState
from models.workflows.proposal import State

# From its first line to the joint document: what stands on it stands on no other.
UNDER_WAY = frozenset(
    {State.COMPILING, State.CONSULTING, State.APPROVED, State.PUBLICISED, State.CLEARED,
     State.DECIDED}
)  # fmt: skip
MEMBERS = (Post.EXECUTIVE_DEPUTY, Post.DEPUTY)

_WITH_PEOPLE = selectinload(ProposedRoster.items)
# Everything of it, in as many queries as there are kinds of rows.
WHOLE: tuple[ORMOption, ...] = (
    joinedload(ProposedRoster.compiler),
    _WITH_PEOPLE.joinedload(RosterItem.application).options(
        # of the form itself nothing is shown here, and it is sealed
        load_only(Application.specialty_codes, Application.expert_id),
        lazyload(Application.intake),
        joinedload(Application.expert).load_only(
            Expert.code, Expert.certificate_no, Expert.standing
        ),
    ),
    _WITH_PEOPLE.joinedload(RosterItem.expert).selectinload(Expert.specialties),
    selectinload(ProposedRoster.opinions).joinedload(GroupOpinion.recorded_by),
    selectinload(ProposedRoster.notices).selectinload(PublicNotice.objections),
)


def listed(state: str) -> Select[ProposedRoster]:
    """Newest first; an empty entry narrows nothing."""
    query = select(ProposedRoster).options(selectinload(ProposedRoster.items))
    if state:
        query = query.where(ProposedRoster._state == State(state))
    return query.order_by(ProposedRoster.id.desc())


def made_in(session: Session, year: int) -> int:
    """How many were begun that year."""
    query = select(func.max(ProposedRoster.serial)).where(ProposedRoster.year == year)
    return session.scalar(query) or 0


def candidates(session: Session) -> list[SheetLine]:
    """Those who passed the formal check and stand on no roster, by sheet and line."""
    query = (
        select(SheetLine)
        .join(SheetLine.sheet)
        .join(SheetLine.application)
        .where(
            RecommendationSheet._state == sheet.State.ACCEPTED,
            SheetLine.passed.is_(True),
            Application._state == ApplicationState.CHECKED,
        )
        .options(contains_eager(SheetLine.sheet), contains_eager(SheetLine.application))
        .order_by(RecommendationSheet.id, SheetLine.order)
    )
    return list(session.scalars(query))


def choices_of_lines(session: Session, proposal: ProposedRoster) -> list[SheetLine]:
    """Who stands on it by their sheets, then who else could."""
    here = [each.sheet_line for each in proposal.additions if each.sheet_line]
    return [*here, *candidates(session)]


def choices_of_reviews(session: Session, proposal: ProposedRoster) -> list[ReviewItem]:
    """Who leaves by it by their reviews, then who else could."""
    here = [each.review_item for each in proposal.removals if each.review_item]
    return [*here, *removable(session)]


def awaiting(session: Session) -> list[tuple[int, int]]:
    """How many applications of each cycle passed the formal check and wait to be put on a roster:
    the cycle's id and the number."""
    query = (
        select(Application.intake_id, func.count())
        .where(Application._state == ApplicationState.CHECKED)
        .group_by(Application.intake_id)
        .order_by(Application.intake_id)
    )
    return [(cycle, count) for cycle, count in session.execute(query)]


def removable(session: Session) -> list[ReviewItem]:
    """Whom an accepted review proposes to remove, and no roster has named yet; each once."""
    query = (
        _removable()
        .options(
            contains_eager(ReviewItem.review),
            contains_eager(ReviewItem.expert).selectinload(Expert.specialties),
        )
        .order_by(ReviewItem.id)
    )
    first: dict[int, ReviewItem] = {}
    for item in session.scalars(query):
        first.setdefault(item.expert_id, item)
    return list(first.values())


def count_removable(session: Session) -> int:
    query = _removable().with_only_columns(func.count(ReviewItem.expert_id.distinct()))
    return session.scalar(query) or 0


def _removable() -> Select[ReviewItem]:
    named = select(RosterItem.review_item_id).join(RosterItem.proposal)
    on_one_under_way = select(RosterItem.expert_id).join(RosterItem.proposal)
    return (
        select(ReviewItem)
        .join(ReviewItem.review)
        .join(ReviewItem.expert)
        .where(
            AnnualReview._state == review.State.ACCEPTED,
            ReviewItem.verdict == ReviewVerdict.REMOVE,
            Expert.standing.in_(ON_ROSTER),
            ReviewItem.id.not_in(
                named.where(
                    RosterItem.review_item_id.is_not(None),
                    ProposedRoster._state != State.DISCARDED,
                )
            ),
            ReviewItem.expert_id.not_in(
                on_one_under_way.where(
                    RosterItem.expert_id.is_not(None), ProposedRoster._state.in_(UNDER_WAY)
                )
            ),
        )
    )


def members(session: Session) -> list[Holding]:
    """领导小组成员 whose opinion is asked: the executive deputies and the deputies, each person
    once. Whoever is the leader decides, and so is not asked."""
    leaders = select(Holding.account_id).where(Holding.post == Post.LEADER)
    query = (
        select(Holding)
        .join(Holding.account)
        .where(Holding.post.in_(MEMBERS), Account.is_enabled, Holding.account_id.not_in(leaders))
        .order_by(Holding.id)
    )
    held = sorted(session.scalars(query), key=lambda each: MEMBERS.index(each.post))
    once: dict[int, Holding] = {}
    for each in held:
        once.setdefault(each.account_id, each)
    return list(once.values())


def on_the_roster(session: Session, lookups: Iterable[str]) -> Expert | None:
    """One of these persons, by the keyed hash of the ID number, who is an expert already."""
    query = select(Expert).where(
        Expert.id_number_lookup.in_(list(lookups)), Expert.standing.in_(ON_ROSTER)
    )
    return session.scalars(query.order_by(Expert.id)).first()


def proposed_twice(session: Session) -> str:
    """The name of somebody who stands on rosters with two applications; empty if nobody does."""
    twice = (
        select(Application.id_number_lookup)
        .where(Application._state == ApplicationState.PROPOSED)
        .group_by(Application.id_number_lookup)
        .having(func.count() > 1)
    )
    query = select(Application.name).where(Application.id_number_lookup.in_(twice))
    return session.scalars(query.order_by(Application.id)).first() or ""


def former_expert(session: Session, lookup: str) -> Expert | None:
    """The expert of that ID number, by its keyed hash."""
    return session.scalar(select(Expert).where(Expert.id_number_lookup == lookup))


def numbered(session: Session, document_no: str) -> ProposedRoster | None:
    """The roster that was issued under this number."""
    query = select(ProposedRoster).where(ProposedRoster.document_no == document_no)
    return session.scalars(query.order_by(ProposedRoster.id)).first()


def next_document(session: Session, year: int) -> int:
    """The serial number after the last that was issued here that year."""
    query = select(ProposedRoster.document_no).where(ProposedRoster.document_no != "")
    return max((serial_of(each, year) for each in session.scalars(query)), default=0) + 1
