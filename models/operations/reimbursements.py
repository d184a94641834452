"""报销 · the section's bundle of closed dispatches, and each step of it (Art. 20)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from models import clock, policy
from models.chain import head_of
from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations import numbers
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.steps import choose
from models.queries import reimbursement_entries, reimbursements
from models.rules import article_20_reimbursement as art20
from models.rules.income_tax import in_force
from models.tables import Dispatch, Holding, Reimbursement, ReimbursementLine, Section
from models.vocabulary import Permission
from models.workflows.machine import Move
from models.workflows.reimbursement import EDITABLE, Action

_STALE = "您打开本页之后，这批报销已有改动，请重新打开本页，核对后再办"
_MOST_LINES = 300


def open_bundle(
    section: Section, month: date, dispatches: list[Dispatch], *, by: Holding
) -> Reimbursement:
    """A new one of ``section`` with all of ``dispatches``, or none at all."""
    bundle = Reimbursement(section=section, section_id=section.id, handler_id=by.account_id)
    if no := policy.refusal(by, Permission.COMPILE_REIMBURSEMENT, bundle):
        raise no
    head_of(db.session())  # of two who enter the same task at the same moment one is first
    _fill(bundle, month, dispatches, by)
    db.session.add(bundle)
    register(
        "reimbursement:open", "编制报销", by=by, subject=bundle, article=art20.ARTICLE,
        **_facts(bundle),
    )  # fmt: skip
    return bundle


def recompose(
    bundle: Reimbursement, month: date, dispatches: list[Dispatch], *, seen: int, by: Holding
) -> None:
    """Have it hold exactly ``dispatches``. ``seen``: the version that the person had open."""
    if no := policy.refusal(by, Permission.COMPILE_REIMBURSEMENT, bundle):
        raise no
    if bundle.state not in EDITABLE:
        raise Refusal(
            "提交之后不能再改；确需改动的，请联系当前办理人退回股室", article=art20.ARTICLE
        )
    if seen != bundle.version:
        raise Refusal(_STALE, article=art20.ARTICLE)
    head_of(db.session())
    _fill(bundle, month, dispatches, by)
    bundle.handler_id = by.account_id
    register(
        "reimbursement:recompose", "修改报销", by=by, subject=bundle, article=art20.ARTICLE,
        **_facts(bundle),
    )  # fmt: skip


def take(bundle: Reimbursement, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Take it a step that the page offers, with all that follows from it."""
    bundle.workflow.move(bundle.state, action)  # nothing is reckoned for a step that is not open
    refuse_payee(bundle, by)
    _BEFORE.get(Action(action), _nothing)(bundle, by)
    move = choose(bundle, action, by=by, note=note, gross=bundle.gross, net=bundle.net)
    if move.needs_note:
        bundle.note = note.strip()
    _AFTER.get(move.action, _nothing)(bundle, by)
    if move.forward:
        tell_next(bundle, besides=by.account_id)
    return move


def refuse_payee(bundle: Reimbursement, by: Holding) -> None:
    """Nobody handles a reimbursement by which they are paid, or whoever they stand in for."""
    if any(line.expert.account_id in by.persons for line in bundle.lines):
        raise NotPermitted(
            "这批报销中有您本人的劳务报酬（或者您代签的人的），不能由您办理，请由其他有权人员办理",
            article=art20.ARTICLE,
        )


def _nothing(bundle: Reimbursement, by: Holding) -> None:
    """Most steps only pass the matter on."""


def _fill(bundle: Reimbursement, month: date, dispatches: list[Dispatch], by: Holding) -> None:
    art20.check_month(month, clock.today())
    if not dispatches:
        raise Refusal("请勾选要报销的派遣", article=art20.ARTICLE)
    found = _entered(bundle, dispatches)
    if len(found) > _MOST_LINES:
        raise Refusal(f"一批最多{_MOST_LINES}人次，请分批报销", article=art20.ARTICLE)
    bundle.month = month
    if bundle.lines:
        flag_modified(bundle, "note")  # so that the version moves with its lines
        bundle.lines = []
        db.session.flush()  # the tasks must be free before they are entered again
    bundle.lines = found
    refuse_payee(bundle, by)
    _reckon(bundle)


def _entered(bundle: Reimbursement, dispatches: list[Dispatch]) -> list[ReimbursementLine]:
    """A line for every task that is paid; refused as a whole where one cannot be entered."""
    ours = bundle if bundle.id else None
    found = reimbursement_entries.entries(db.session(), dispatches, ours)
    if others := [each for each in dispatches if each.section_id != bundle.section_id]:
        raise Refusal(f"{others[0].number}不是本股室的派遣", article=art20.ARTICLE)
    if refused := [each for each in found if each.gaps]:
        sentences = "；".join(f"{each.dispatch.number}：{'，'.join(each.gaps)}" for each in refused)
        raise Refusal(f"没有保存，以下派遣不能报销：{sentences}", article=art20.ARTICLE)
    parts = [part for each in found for part in each.parts]
    return [
        ReimbursementLine(assignment=part, order=order, gross=fee, tax=0, net=fee)
        for order, part in enumerate(parts, start=1)
        if (fee := part.service.fee if part.service else 0)
    ]


def _reckon(bundle: Reimbursement) -> None:
    """Withhold of each line what the month asks for besides what is withheld already: several
    payments of a month are one income."""
    table = in_force(bundle.month)
    earned = reimbursements.earned(db.session(), bundle.month, bundle)
    for line in bundle.lines:
        gross, withheld = earned.get(line.expert.id, (0, 0))
        line.tax = table.due(gross, withheld, line.gross)
        line.net = line.gross - line.tax
        earned[line.expert.id] = (gross + line.gross, withheld + line.tax)


def _prepare(bundle: Reimbursement, by: Holding) -> None:
    """Its number, and the figures as they are now: from here on every hand signs these."""
    art20.check_month(bundle.month, clock.today())
    if bundle.handler_id != by.account_id:
        raise Refusal(
            "请由编制人提交；要由您提交的，请先打开“修改”，核对后保存", article=art20.ARTICLE
        )
    head_of(db.session())
    if not bundle.serial:
        bundle.year, bundle.serial = numbers.next_of(Reimbursement.year, Reimbursement.serial)
    _reckon(bundle)


def _check_tax(bundle: Reimbursement, by: Holding) -> None:
    refuse_mistaxed(bundle)


def refuse_mistaxed(bundle: Reimbursement) -> None:
    """It is reckoned anew by going back; so nothing is refused of what was paid in part."""
    names = reimbursements.mistaxed(db.session(), bundle)
    if names and not art20.paid_already(bundle):
        raise Refusal(
            f"{'、'.join(names)}当月另一批报销有退回或者改动，本批扣税与合并计税不符；请退回股室重新提交，系统重新计税",
            article=art20.ARTICLE,
        )


def _let_go(bundle: Reimbursement, by: Holding) -> None:
    bundle.lines = []


def _note(hand: str) -> Callable[[Reimbursement, Holding], None]:
    def note(bundle: Reimbursement, by: Holding) -> None:
        setattr(bundle, hand, by.account_id)

    return note


def _sign(bundle: Reimbursement, by: Holding) -> None:
    """Who has not said where to be paid is asked now."""
    bundle.signer_id = by.account_id
    known = reimbursements.accounts(db.session(), bundle)
    for expert in {line.expert for line in bundle.lines if line.expert.id not in known}:
        text = "您的劳务报酬即将支付，请登记本人的收款账号"
        tell(expert.account_id, text, f"bank_account:{expert.id}")


def _tell_handler(bundle: Reimbursement, by: Holding) -> None:
    tell(bundle.handler_id, f"{bundle.caption}：{bundle.state.label}", bundle.matter)


def _facts(bundle: Reimbursement) -> dict[str, Any]:
    dispatches = dict.fromkeys(line.assignment.dispatch.number for line in bundle.lines)
    return {"dispatches": list(dispatches), "gross": bundle.gross, "month": f"{bundle.month:%Y-%m}"}


_BEFORE: Mapping[Action, Callable[[Reimbursement, Holding], None]] = {
    Action.SUBMIT: _prepare,
    Action.CHECK: _check_tax,
    Action.REVIEW: _check_tax,
    Action.SIGN: _check_tax,
}
_AFTER: Mapping[Action, Callable[[Reimbursement, Holding], None]] = {
    Action.DISCARD: _let_go,
    Action.ENDORSE: _note("head_id"),
    Action.CHECK: _note("checker_id"),
    Action.REVIEW: _note("reviewer_id"),
    Action.SIGN: _sign,
    Action.RETURN: _tell_handler,
}
