"""专家信息变更 · an expert asks for other particulars, the office holds them against the proofs.

How to reach the expert is the expert's own to say: a new number counts at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations import declarations, roster
from models.operations.files import Upload, keep
from models.operations.notices import tell, tell_next
from models.operations.particulars import Difference, Particulars, differences, particulars_of
from models.operations.register import register
from models.operations.steps import choose
from models.queries import expert_matters
from models.rules import article_07_profile as art7
from models.tables import Expert, Holding, ProfileChange
from models.vocabulary import Employment, Permission
from models.workflows.machine import Move
from models.workflows.profile_change import Action


def propose(
    expert: Expert,
    written: Mapping[str, Any],
    *,
    left_on: date | None,
    reason: str,
    uploads: Sequence[Upload],
    folder: Path,
    by: Holding,
) -> ProfileChange:
    """``written``: entries by their names, as the particulars hold them; what is not among them
    stays. Nothing changes before the office has approved."""
    _check_own(expert, by)
    db.session.refresh(expert, with_for_update={"of": Expert})  # so that one waits, and not two
    if expert_matters.open_change(db.session(), expert):
        raise Refusal(
            "已有一份变更申请待核对，请等办结后再提；需要改的，先撤回那一份", article=art7.ARTICLE
        )
    wanted = {name: written[name] for name in art7.PROPOSABLE if name in written}
    changed = differences(particulars_of(expert), _as_wanted(expert, wanted))
    names = [each.name for each in changed]
    art7.refuse_wrong_leaving(names, left_on, clock.today())
    art7.refuse_unproved(names, len(uploads))
    if "specialties" in names:
        roster.refuse_wrong_specialties(wanted["specialties"])
    change = ProfileChange(
        expert=expert,
        written={name: _kept(wanted[name]) for name in names},
        compared=_rows_of(changed),
        left_on=left_on if "employer" in names else None,
        reason=reason.strip()[: art7.LONGEST_REASON],
        files=[keep(upload, folder, by=by) for upload in uploads],
    )
    db.session.add(change)
    register(
        "profile_change:propose", "申请变更信息", by=by, subject=change, article=art7.ARTICLE,
        changed=[each.label for each in changed], files=len(uploads) or "",
    )  # fmt: skip
    tell_next(change, besides=by.account_id)
    return change


def wanted_of(change: ProfileChange) -> Particulars:
    """The particulars as they would be: what stands now, with what was asked written over."""
    written = dict(change.written)
    if "specialties" in written:
        written["specialties"] = tuple(written["specialties"])
    if "employment" in written:
        written["employment"] = Employment(written["employment"])
    return _as_wanted(change.expert, written)


def compare(change: ProfileChange) -> list[Any]:
    """What it would change today, while it is open; what it changed, afterwards."""
    if not change.is_open:
        return change.compared
    return _rows_of(differences(particulars_of(change.expert), wanted_of(change)))


def take(change: ProfileChange, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Approved, it is entered in the roster; a former employer is one from the day it was left."""
    compared = compare(change)
    move = choose(change, action, by=by, note=note)
    change.compared, change.answer, change.decider_id = compared, note.strip(), by.account_id
    if move.action is Action.APPROVE:
        _enter(change, by)
    if change.owner_account_id != by.account_id:
        text = f"进展：您的信息变更申请（{change.state.label}）"
        tell(change.owner_account_id, text, change.matter)
    return move


def _enter(change: ProfileChange, by: Holding) -> None:
    expert, former = change.expert, change.expert.employer.name
    roster.amend(expert, wanted_of(change), by=by)
    if "employer" in change.written and change.left_on and expert.employer.name != former:
        declarations.declare_former_employer(expert, unit=former, left_on=change.left_on, by=by)


def change_contact(expert: Expert, contact: Mapping[str, str], *, by: Holding) -> bool:
    """Enter how the expert is reached from now on; whether anything changed. A number left empty
    stays as it is, where it is one that nobody is shown."""
    _check_own(expert, by)
    before = particulars_of(expert)
    given = {name: contact[name].strip() for name in art7.CONTACT if name in contact}
    hidden = {name for name in ("mobile", "home_phone") if not given.get(name)}
    typed: dict[str, Any] = {name: given[name] for name in given.keys() - hidden}
    after = replace(before, **typed)
    roster.amend(expert, after, by=by)
    return bool(differences(before, after))


def _check_own(expert: Expert, by: Holding) -> None:
    if no := policy.refusal(by, Permission.DECLARE_OWN, expert):
        raise no


def _as_wanted(expert: Expert, written: Mapping[str, Any]) -> Particulars:
    return replace(particulars_of(expert), **written)


def _kept(value: Any) -> Any:
    """As the row keeps it: JSON knows neither tuples nor our codes."""
    return list(value) if isinstance(value, tuple) else getattr(value, "value", value)


def _rows_of(changed: Sequence[Difference]) -> list[Any]:
    return [[each.label, each.before, each.after] for each in changed]
