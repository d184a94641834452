"""文书所载事实 · what Annexes 4 and 6 say, gathered from rows, register and signatures.

A paper says what was so when it happened: grades and employers of the day of the draw, approvals
with the digest of the text that was approved.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries import signatures
from models.queries.signatures import Verified
from models.rules.article_11_draw import read_aloud
from models.tables import Assignment, Change, Dispatch, Draw, Event, Seat
from models.vocabulary import CHOSEN, ContributorRole
from models.workflows import change as change_flow
from models.workflows import dispatch as dispatch_flow
from models.workflows.assignment import State
from models.workflows.dispatch import Action

SeesNames = Callable[[Draw], bool]

_SHORT = 16  # digits of a digest that a person compares by eye


@dataclass(frozen=True, slots=True)
class Approval:
    """A word given in the system. ``code``: the first digits of the digest of what was approved;
    ``key``: of the fingerprint of the key that signed it; ``standing``: whether it still is what
    was signed. All empty where the step was no signature."""

    label: str
    name: str
    post: str
    at: datetime
    note: str
    code: str = ""
    key: str = ""
    standing: str = ""


# (subject, action) → what was said, in order; subjects as the register names them
_Words = defaultdict[tuple[str, str], list[Approval]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Seats of one specialty and grade."""

    specialty: str
    grade: str
    count: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A draw in one line of Annex 4. ``excluded``: reason → how many."""

    draw: Draw
    name: str
    pool: int
    excluded: dict[str, int]
    operator: str
    witness: str
    code: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Experts named instead of drawn: by whom, and each with the seat and what allowed it."""

    name: str
    post: str
    at: datetime
    rows: list[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Result:
    """Who was named for a seat, by which round of the draw or in what other way they ``came``, and
    what they answered. ``part`` is None while the name is secret to the reader."""

    seat: Seat
    came: str
    part: Assignment | None
    answer: str = ""
    reason: str = ""
    recusal: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change asked for, and what became of it."""

    change: Change
    decision: Approval | None


@dataclass(frozen=True, slots=True)
class Annex4:
    """派遣审批单. Approvals are None while the step is still to come."""

    dispatch: Dispatch
    wanted: list[Wanted]
    attempts: list[Attempt]
    choices: list[Choice]
    results: list[Result]
    adjustments: list[Adjustment]
    submitted: Approval | None
    endorsed: Approval | None
    signed: Approval | None
    supplements: list[Approval]


# The steps behind the three signatures: in an emergency the deputy's comes first.
_ORDINARILY = (Action.SUBMIT, Action.ENDORSE, Action.SIGN)
_IN_AN_EMERGENCY = (Action.COMPLETE_PAPERS, Action.ENDORSE_PAPERS, Action.ORDER)


def annex_4(session: Session, dispatch: Dispatch, sees_names: SeesNames) -> Annex4:
    """``sees_names``: whether the reader may see whom a draw named before the deputy has signed."""
    words = _words(session, dispatch)
    is_endorsed = dispatch.issued_at or dispatch.state is dispatch_flow.State.ENDORSED
    submit, endorse, sign = _IN_AN_EMERGENCY if dispatch.order else _ORDINARILY
    return Annex4(
        dispatch=dispatch,
        wanted=_wanted(dispatch.seats),
        attempts=[_attempt(draw) for draw in dispatch.draws],
        choices=_choices(session, dispatch),
        results=[_result(part, sees_names) for part in _named(dispatch)],
        adjustments=[_adjustment(change, words) for change in dispatch.changes],
        submitted=_last(words, dispatch, submit),
        endorsed=_last(words, dispatch, endorse) if is_endorsed else None,
        signed=_last(words, dispatch, sign),
        supplements=words[dispatch.matter, Action.APPROVE_SUPPLEMENT],
    )


def received(session: Session, dispatch: Dispatch) -> Approval | None:
    """When the copy of Annex 6 was received by hr; None before (Art. 17(1))."""
    return _last(_words(session, dispatch), dispatch, Action.RECEIVE)


def short(digest: str) -> str:
    """The first digits of a digest, as a person compares them."""
    return read_aloud(digest[:_SHORT])


def approval_of(verified: Verified) -> Approval:
    """What somebody signed, as a paper says it."""
    signature = verified.signature
    return Approval(
        label=signature.label,
        name=signature.account.name,
        post=signature.post_label,
        at=signature.at,
        note=signature.note,
        code=short(signature.document_digest),
        key=short(signature.key.fingerprint) if signature.key else "",
        standing=verified.standing.label,
    )


def _words(session: Session, dispatch: Dispatch) -> _Words:
    """What was said at each step: the signatures where it is signed, else the register."""
    words: _Words = defaultdict(list)
    events = select(Event).where(Event.matter == dispatch.matter).order_by(Event.number)
    for event in session.scalars(events):
        words[event.subject, event.kind.partition(":")[2]].append(from_register(event))
    given = signatures.of_matter(session, dispatch.matter)
    for each in given:
        words[each.signature.subject, each.signature.action].clear()
    for each in given:
        words[each.signature.subject, each.signature.action].append(approval_of(each))
    return words


def from_register(event: Event) -> Approval:
    """What was done without a signature, as the register has it."""
    post = event.post.label if event.post else ""
    return Approval(event.label, event.actor_name, post, event.at, event.facts.get("note", ""))


def _last(words: _Words, dispatch: Dispatch, action: str) -> Approval | None:
    return next(reversed(words[dispatch.matter, action]), None)


def _wanted(seats: Iterable[Seat]) -> list[Wanted]:
    alike = Counter((seat.specialty_name, seat.min_grade.label) for seat in seats)
    return [Wanted(specialty, grade, count) for (specialty, grade), count in alike.items()]


def _attempt(draw: Draw) -> Attempt:
    excluded = Counter(
        reason for row in draw.request["excluded"] for reason in row["reason"].split("；")
    )
    return Attempt(
        draw=draw,
        name=round_name(draw),
        pool=len(draw.request["pool"]),
        excluded=dict(excluded.most_common()),
        operator=_party(draw, ContributorRole.OPERATOR) or draw.frozen_by.name,
        witness=_party(draw, ContributorRole.WITNESS),
        code=short(draw.digest),
    )


def _choices(session: Session, dispatch: Dispatch) -> list[Choice]:
    """As the register took them down: what allowed them may have ended since."""
    if dispatch.way not in CHOSEN:
        return []
    kinds = [f"dispatch:{action}" for action in (Action.NAME, Action.NAME_AGAIN)]
    query = select(Event).where(Event.matter == dispatch.matter, Event.kind.in_(kinds))
    names = {part.expert.code: part.expert_name for part in dispatch.assignments}
    return [
        Choice(
            event.actor_name,
            event.post.label if event.post else "",
            event.at,
            [
                (seat, names.get(code, code), basis)
                for seat, code, basis in zip(
                    event.facts["seats"], event.facts["experts"], event.facts["bases"], strict=True
                )
            ],
        )
        for event in session.scalars(query.order_by(Event.number))
    ]


def round_name(draw: Draw) -> str:
    return "首抽" if draw.round == 1 else f"第{draw.round - 1}次补抽"


def _party(draw: Draw, role: ContributorRole) -> str:
    given = draw.contribution_of(role)
    return given.account.name if given else ""


def _named(dispatch: Dispatch) -> list[Assignment]:
    """Everyone drawn or named for it, seat by seat. Whom a voided selection named stands in its
    record alone."""
    parts = [part for part in dispatch.assignments if part.state is not State.VOIDED]
    return sorted(parts, key=lambda part: (part.seat.number, part.id))


def _result(part: Assignment, sees_names: SeesNames) -> Result:
    came = round_name(part.draw) if part.draw else part.way.label
    if part.draw and not sees_names(part.draw):
        return Result(part.seat, came, None)
    return Result(
        seat=part.seat,
        came=came,
        part=part,
        answer=_answer(part),
        reason=part.decline_kind.label if part.decline_kind else "",
        recusal=_recusal(part),
    )


def _answer(part: Assignment) -> str:
    if not part.is_seated:
        return part.state.label
    return "能参加" if part.accepted_at else "待答复" if part.notified_at else "待通知"


def _recusal(part: Assignment) -> str:
    if part.state is State.RECUSED:
        return "本人申请回避"
    return "已确认回避告知" if part.briefed_at else ""


def _adjustment(change: Change, words: _Words) -> Adjustment:
    reference = f"change:{change.id}"
    decided = [word for action in change_flow.Action for word in words[reference, action]]
    return Adjustment(change, next(iter(decided), None))
