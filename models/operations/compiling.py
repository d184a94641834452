"""拟定名单的编制 · who is put on it and who is taken off, from sheets and reviews."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm.attributes import flag_modified

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell
from models.operations.register import register
from models.operations.steps import advance
from models.queries import proposals, roster, taxonomy
from models.queries.parameters import value_of
from models.rules.article_06_approval import ARTICLE
from models.settings import ROSTER_CAP
from models.tables import Application, Holding, ProposedRoster, ReviewItem, RosterItem, SheetLine
from models.vocabulary import Permission, RosterChange
from models.workflows.application import Action
from models.workflows.proposal import State

_LONGEST_TITLE = 60
_CHANGED = "您打开本页之后，名单已被他人改动，请重新打开本页，核对后再改"
_STALE = "有的人员刚刚已列入另一份拟定名单，或者不再符合，请重新选择"


def compile_roster(
    title: str, *, lines: Collection[int], reviews: Collection[int], by: Holding
) -> ProposedRoster:
    """A roster of these lines of accepted sheets and these removals of accepted reviews, by id."""
    if not 0 < len(title.strip()) <= _LONGEST_TITLE:
        raise Refusal(f"名单标题应为1至{_LONGEST_TITLE}字", article=ARTICLE, field="title")
    year = clock.today().year
    proposal = ProposedRoster(
        year=year,
        serial=proposals.made_in(db.session(), year) + 1,
        title=title.strip(),
        compiler_id=by.account_id,
    )
    if no := policy.refusal(by, Permission.COMPILE_PROPOSAL, proposal):
        raise no
    db.session.add(proposal)
    register(
        "proposed_roster:compile", "编制拟定名单", by=by, subject=proposal, article=ARTICLE,
        number=proposal.number, title=proposal.title,
    )  # fmt: skip
    _put_on(proposal, lines, reviews, by)
    count(proposal)
    return proposal


def choose(
    proposal: ProposedRoster,
    *,
    lines: Collection[int],
    reviews: Collection[int],
    seen: int | None = None,
    by: Holding,
) -> None:
    """Have exactly these stand on it, as long as it is being compiled. ``seen``: the version that
    the person had before them."""
    if no := policy.refusal(by, Permission.COMPILE_PROPOSAL, proposal):
        raise no
    if proposal.state is not State.COMPILING:
        raise Refusal(
            f"现在是“{proposal.state.label}”，名单不能再改；需要改的，请组长退回", article=ARTICLE
        )
    if seen is not None and seen != proposal.version:
        raise Refusal(_CHANGED, article=ARTICLE)
    for item in list(proposal.items):
        if item.sheet_line_id not in lines and item.review_item_id not in reviews:
            take_off(item, by)
            proposal.items.remove(item)
    here = {item.sheet_line_id for item in proposal.additions}
    leaving = {item.review_item_id for item in proposal.removals}
    _put_on(proposal, set(lines) - here, set(reviews) - leaving, by)
    count(proposal)
    flag_modified(proposal, "persons")  # so that its version moves with its people


def _put_on(
    proposal: ProposedRoster, lines: Collection[int], reviews: Collection[int], by: Holding
) -> None:
    joining = [each for each in proposals.candidates(db.session()) if each.id in lines]
    leaving = [each for each in proposals.removable(db.session()) if each.id in reviews]
    if len(joining) < len(lines) or len(leaving) < len(reviews):
        raise Refusal(_STALE, article=ARTICLE)
    lookups = [line.application.id_number_lookup for line in joining]
    if twin := proposals.on_the_roster(db.session(), lookups):
        raise Refusal(f"{twin.name}已在专家名册（{twin.code}），不能再列为新增", article=ARTICLE)
    names = {row.code: row.name for row in taxonomy.rows(db.session())}
    for line in joining:
        proposal.items.append(_addition(line, names))
        advance(line.application, Action.PROPOSE, by=by, number=proposal.number)
    for item in leaving:
        proposal.items.append(_removal(item))
    if name := proposals.proposed_twice(db.session()):
        raise Refusal(f"{name}有两份申报，一份名单只能列一份，请去掉一份", article=ARTICLE)


def _addition(line: SheetLine, names: Mapping[str, str]) -> RosterItem:
    person = line.application
    if person.route is None:
        raise Refusal(f"{person.name}没有选择申报条件，定不了级别，请退回核对", article=5)
    return RosterItem(
        change=RosterChange.ADD,
        application=person,
        sheet_line=line,
        name=person.name,
        employer=person.employer,
        grade=person.route.grade,
        specialties=[names.get(code, code) for code in person.specialty_codes],
        section_name=line.sheet.section.name,
    )


def _removal(item: ReviewItem) -> RosterItem:
    expert = item.expert
    return RosterItem(
        change=RosterChange.REMOVE,
        expert=expert,
        review_item=item,
        name=expert.name,
        employer=expert.employer.name,
        grade=expert.grade,
        specialties=[held.name for held in expert.specialties],
        section_name=item.review.section.name,
        ground=item.ground,
        note=item.note,
    )


def take_off(item: RosterItem, by: Holding) -> None:
    if item.application:
        number = item.proposal.number
        advance(item.application, Action.UNPROPOSE, by=by, number=number)


def count(proposal: ProposedRoster) -> None:
    """The figures of Article 4 as they now are."""
    proposal.persons = roster.persons(db.session())
    proposal.cap = value_of(db.session(), ROSTER_CAP)


def reject(application: Application, *, reason: str, by: Holding) -> None:
    """Somebody who passed the formal check is not put on any roster: who filled it in is told."""
    advance(application, Action.REJECT, by=by, note=reason)
    tell(application.owner_id, f"{application.caption}：{application.state.label}，请查看理由",
         application.matter)  # fmt: skip
