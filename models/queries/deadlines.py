"""期限 · by when a matter should be dealt with (Art. 13, 17)."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models import clock
from models.queries.calendar import confirmed
from models.rules.article_13_tasks import report_due
from models.rules.working_days import Calendar
from models.settings import FILING_DAYS, REPORT_DAYS
from models.tables import Assignment, Dispatch
from models.workflows.assignment import State as PartState
from models.workflows.dispatch import CALLING, State

_AFTER_THE_TASK = {State.UNDERWAY, State.DELIVERED, State.RECEIVED}


class Deadlines:
    """When things are due. The calendar is read once, and only if something has to be filed."""

    def __init__(self, session: Session, settings: Mapping[str, Any]) -> None:
        self._session, self.settings = session, settings

    def of(self, dispatch: Dispatch) -> date | None:
        """Before the task, its first day; afterwards, so many working days from its last. Of an
        emergency order, when its papers are due."""
        if dispatch.order and dispatch.state in CALLING:
            return clock.local(dispatch.order.due_at).date()
        if dispatch.state in _AFTER_THE_TASK:
            return self._after(dispatch, self.settings[FILING_DAYS.key])
        return clock.local(dispatch.starts_at).date() if dispatch.starts_at else None

    def of_part(self, part: Assignment) -> date | None:
        """An expert's: the report has a term of its own (Art. 13)."""
        if part.state is PartState.LEFT:
            return self._after(part.dispatch, self.settings[REPORT_DAYS.key])
        return self.of(part.dispatch)

    def _after(self, dispatch: Dispatch, days: int) -> date | None:
        if dispatch.ends_at is None:
            return None
        return report_due(clock.local(dispatch.ends_at).date(), days, self._calendar)

    @cached_property
    def _calendar(self) -> Calendar:
        return confirmed(self._session)
