"""选定专家 · naming who goes where nobody is drawn: standing experts, and others from outside the
roster (Art. 11(1)3, 4)."""

from collections import Counter
from collections.abc import Mapping

from models.db import db
from models.errors import Refusal
from models.operations.notices import tell_next
from models.operations.steps import advance
from models.queries.choosing import Candidate, candidates
from models.queries.parameters import value_of
from models.settings import EMPLOYER_CAP
from models.tables import Assignment, Dispatch, Expert, Holding, Seat
from models.vocabulary import SelectionWay
from models.workflows.dispatch import Action

ARTICLE = 11

_WHO = {
    SelectionWay.STANDING: "经局长办公会审定、本股室相对固定使用的专家",
    SelectionWay.OFF_ROSTER: "已在本派遣单登记的库外专家",
}


def name(dispatch: Dispatch, chosen: Mapping[int, int], *, by: Holding) -> None:
    """Seat every vacant seat; ``chosen``: expert by seat, as ids. Whoever would not be in a pool is
    refused, every reason named. Nobody is told before the deputy has signed."""
    action = Action.NAME_AGAIN if dispatch.issued_at else Action.NAME
    vacant = [seat for seat in dispatch.seats if seat.is_vacant]
    found = {each.expert.id: each for each in candidates(db.session(), dispatch)}
    named = [(seat, found[chosen[seat.id]]) for seat in vacant if chosen.get(seat.id) in found]
    advance(
        dispatch, action, by=by, way=dispatch.way.value,
        seats=[seat.number for seat, _ in named],
        experts=[candidate.expert.code for _, candidate in named],
        bases=[candidate.basis for _, candidate in named],
    )  # fmt: skip
    picks = [(seat, _pick(dispatch, seat, chosen, found)) for seat in vacant]
    _check_together(dispatch, [expert for _, expert in picks])
    for seat, expert in picks:
        _seat(dispatch, seat, expert)
    tell_next(dispatch, besides=by.account_id)


def _pick(
    dispatch: Dispatch, seat: Seat, chosen: Mapping[int, int], found: Mapping[int, Candidate]
) -> Expert:
    field = f"seat_{seat.id}"
    if not (wanted := chosen.get(seat.id)):
        raise Refusal(f"{seat.label}还没有选定专家", article=ARTICLE, field=field)
    if (candidate := found.get(wanted)) is None:
        raise Refusal(
            f"{seat.label}只能选定{_WHO.get(dispatch.way, '名单中的专家')}",
            article=ARTICLE,
            field=field,
        )
    if reasons := candidate.reasons_against(seat):
        raise Refusal(
            f"{seat.label}不能选定{candidate.expert.name}：{'；'.join(reasons)}",
            article=ARTICLE,
            field=field,
        )
    return candidate.expert


def _check_together(dispatch: Dispatch, experts: list[Expert]) -> None:
    """One seat each, and no employer more often than the parameter lets it."""
    present = [*(part.expert for part in dispatch.seated), *experts]
    if twice := [expert for expert, times in Counter(present).items() if times > 1]:
        raise Refusal(f"{twice[0].name}只能占一个席位，请另选一人", article=ARTICLE)
    cap = value_of(db.session(), EMPLOYER_CAP)
    employers = Counter(expert.employer for expert in present)
    for employer, times in employers.items():
        if times > cap:
            raise Refusal(
                f"一次派遣同一单位最多{cap}名专家，{employer.name}有{times}名，请另选",
                article=ARTICLE,
            )


def _seat(dispatch: Dispatch, seat: Seat, expert: Expert) -> None:
    dispatch.assignments.append(
        Assignment(
            seat=seat,
            way=dispatch.way,
            expert=expert,
            employer=expert.employer.name,
            grade=expert.grade,
            certificate_no=expert.certificate_no or "",
        )
    )
