"""参数 · the value in force of each setting."""

from typing import Any

from sqlalchemy.orm import Session

from models.settings import Parameter
from models.tables import Setting


def value_of(session: Session, parameter: Parameter) -> Any:
    """What the office has set, or the default of the regulation."""
    setting = session.get(Setting, parameter.key)
    return parameter.default if setting is None else setting.value


def is_demonstration(session: Session) -> bool:
    """Whether this office was filled with the invented demonstration year."""
    return session.get(Setting, "demonstration") is not None
