"""紧急调用补办 · what the papers that follow an order bring with them, or its being called off."""

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations import budgets
from models.operations.notices import tell
from models.operations.register import reference
from models.operations.steps import advance
from models.queries import emergency, fees
from models.tables import Dispatch, Holding
from models.workflows.assignment import Action

_CALLED_OFF = "紧急调用已撤销"


def complete(dispatch: Dispatch, by: Holding) -> None:
    """The section answers for the papers; funds are reserved for all who were ordered (Art. 22).
    Whoever came has to keep out of it all the same where the papers name their unit."""
    _refuse_recusals(dispatch)
    fees.check_rate(db.session(), dispatch)
    budgets.reserve(dispatch)
    dispatch.handler = by.account
    if dispatch.order:
        dispatch.order.completed_at = clock.now()


def _refuse_recusals(dispatch: Dispatch) -> None:
    for name, reason in emergency.must_recuse(db.session(), dispatch):
        raise Refusal(
            f"{name}应当回避（{reason}）：请先申请“调整专家”，报分管领导批准，再补齐手续",
            article=9,
            field="targets",
        )


def give_back(dispatch: Dispatch, by: Holding) -> None:
    """Returned: they are awaited again, by the same hour as before."""
    budgets.release(dispatch)
    if dispatch.order:
        dispatch.order.completed_at = None


def call_off(dispatch: Dispatch, by: Holding) -> None:
    for part in dispatch.seated:
        advance(part, Action.CANCEL, by=by, note=_CALLED_OFF)
        tell(part.expert.account_id, f"{_CALLED_OFF}：{dispatch.caption}", reference(part))
    budgets.release(dispatch)
