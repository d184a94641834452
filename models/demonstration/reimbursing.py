"""报销 · two months that were paid, one with a payment that came back, and two under way."""

from collections.abc import Iterator
from datetime import date

from models import clock
from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.office import MAIN
from models.operations import bank_accounts, payments, reimbursements
from models.queries.reimbursement_entries import candidates
from models.queries.reimbursements import accounts
from models.tables import Holding, Reimbursement
from models.vocabulary import Post
from models.workflows.reimbursement import Action

_MOST, _FROM = 4, 9  # dispatches in one; the day of the month on which it is begun
_NUMBER = "9901 {:04} 2026 {:04}"


def reimbursed(world: World) -> Iterator[Steps]:
    for back in (2, 1):
        yield _paid(world, _first_day(world, back), comes_back=back == 2)
    present = world.diary.present
    yield _under_way(world, MAIN, present - 2, [Action.ENDORSE])
    hands = [Action.ENDORSE, Action.CHECK, Action.REVIEW, Action.SIGN]
    yield _under_way(world, "disaster", present - 2, hands)


def _first_day(world: World, back: int) -> int:
    """The first working day, after its ninth, of the month so many months ago."""
    days, present = world.diary.days, world.diary.days[world.diary.present]
    year, month = divmod(present.year * 12 + present.month - 1 - back, 12)
    return next(n for n, day in enumerate(days) if day > date(year, month + 1, _FROM))


def _paid(world: World, first: int, *, comes_back: bool) -> Steps:
    """From the section to the money, a step a day."""
    yield first * DAY + HOUR
    bundle = _submit(world, MAIN)
    if bundle is None:
        return
    for day, action in enumerate(
        (Action.ENDORSE, Action.CHECK, Action.REVIEW, Action.SIGN), start=first + 1
    ):
        yield day * DAY + HOUR
        _take(bundle, action, world, MAIN)
    yield (first + 4) * DAY + 2 * HOUR
    finance = world.office.others["finance"]
    _enter_accounts(bundle, finance)
    _pay(bundle, finance)
    if comes_back:
        yield (first + 5) * DAY + HOUR
        payment = bundle.lines[0].payments[0]
        reason = "收款账号与户名不符"
        payments.give_back(payment, returned_on=clock.today(), reason=reason, by=finance)
        yield (first + 5) * DAY + 3 * HOUR
        _pay(bundle, finance)


def _under_way(world: World, section: str, first: int, actions: list[Action]) -> Steps:
    yield first * DAY + HOUR
    bundle = _submit(world, section)
    for hour, action in enumerate(actions, start=2):
        if bundle:
            yield first * DAY + hour * HOUR
            _take(bundle, action, world, section)


def _submit(world: World, section: str) -> Reimbursement | None:
    """The oldest of what the section can enter; nothing where it has nothing."""
    clerk, row = world.office.clerks[section], world.office.sections[section]
    found = [each for each in candidates(db.session(), row.id) if not each.gaps]
    chosen = [each.dispatch for each in found[-_MOST:]]
    if not chosen:
        return None
    month = clock.today().replace(day=1)
    bundle = reimbursements.open_bundle(row, month, chosen, by=clerk)
    reimbursements.take(bundle, Action.SUBMIT, by=clerk)
    return bundle


def _take(bundle: Reimbursement, action: Action, world: World, section: str) -> None:
    hands = {
        Action.ENDORSE: world.office.heads[section],
        Action.CHECK: world.office.others[Post.HR.value],
        Action.REVIEW: world.office.others[Post.OFFICE.value],
        Action.SIGN: world.office.others[Post.LEADER.value],
    }
    reimbursements.take(bundle, action, by=hands[action])


def _enter_accounts(bundle: Reimbursement, finance: Holding) -> None:
    """From the papers that the experts signed; of numbers that no bank has."""
    known = accounts(db.session(), bundle)
    for expert in dict.fromkeys(line.expert for line in bundle.lines):
        if expert.id not in known:
            bank_accounts.record(
                expert,
                number=_NUMBER.format(expert.id, expert.id),
                bank="演示银行泽州支行",
                holder=expert.name,
                basis="本人签字的收款账号登记表",
                by=finance,
            )


def _pay(bundle: Reimbursement, finance: Holding) -> None:
    today = clock.today()
    lines = [line for line in bundle.lines if line.payment is None]
    voucher = f"记账{today:%Y-%m}-{len(bundle.lines):03}"
    payments.pay(bundle, lines, paid_on=today, voucher=voucher, by=finance)
