"""参数 · changing a number of the regulation, with the reason, before and after."""

from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations.register import register
from models.policy import may
from models.queries.parameters import value_of
from models.settings import ONLY_RAISED, WEIGHTS, Parameter
from models.tables import Holding, Setting


def change_parameter(parameter: Parameter, text: str, *, reason: str, by: Holding) -> None:
    """Put what ``text`` means in force from now on. What was decided before stays as it was."""
    if not may(by, parameter.permission):
        raise NotPermitted(f"{by.post.label}岗位无权修改“{parameter.label}”")
    before, after = value_of(db.session(), parameter), parameter.parse(text)
    _check_change(parameter, before, after)
    if not reason.strip():
        raise Refusal("请填写修改原因", field="reason")
    setting = db.session.get(Setting, parameter.key) or Setting(key=parameter.key)
    setting.value = after
    db.session.add(setting)
    register(
        "weights:change" if parameter is WEIGHTS else "setting:change",
        f"修改参数：{parameter.label}",
        by=by,
        subject=setting,
        article=parameter.article,
        before=parameter.show(before),
        after=parameter.show(after),
        reason=reason.strip(),
    )


def _check_change(parameter: Parameter, before: object, after: object) -> None:
    if after == before:
        raise Refusal(f"{parameter.label}没有变化，不必修改", field="value")
    if parameter.key in ONLY_RAISED and int(str(after)) < int(str(before)):
        raise Refusal(
            f"{parameter.label}只能提高，现为{parameter.show(before)}",
            article=parameter.article,
            field="value",
        )
