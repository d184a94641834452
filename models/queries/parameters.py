"""参数 · the value in force of each setting."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.settings import PARAMETERS, Parameter
from models.tables import Setting

DEMONSTRATION = "demonstration"


def in_force(session: Session) -> Mapping[str, Any]:
    """The value of every setting by its key, in one query: for a page that shows several."""
    defaults = {key: parameter.default for key, parameter in PARAMETERS.items()}
    stored = session.execute(select(Setting.key, Setting.value))
    return defaults | {row.key: row.value for row in stored}


def value_of(session: Session, parameter: Parameter) -> Any:
    """What the office has set, or the default of the regulation."""
    setting = session.get(Setting, parameter.key)
    return parameter.default if setting is None else setting.value


def is_demonstration(session: Session) -> bool:
    """Whether this office was filled with the invented demonstration year."""
    return session.get(Setting, DEMONSTRATION) is not None
