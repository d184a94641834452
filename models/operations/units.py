"""单位 · finding the record of a unit by its name, or making one."""

from sqlalchemy import select

from models.db import db
from models.errors import Refusal
from models.queries.units import as_kept, named
from models.rules.gb_32100 import credit_code as checked
from models.tables import Unit


def unit_named(name: str, credit_code: str = "", town: str = "") -> Unit:
    """The unit of that name; made if there is none. A credit code given is checked (GB 32100) and
    kept where the record has none yet; refused when another unit has it."""
    code = checked(credit_code) if credit_code.strip() else None
    unit = named(db.session(), name)
    if unit is None:
        unit = Unit(name=as_kept(name), town=town.strip(), address="")
        db.session.add(unit)
    if code and not unit.credit_code:
        _refuse_code_of_another(code)
        unit.credit_code = code
    db.session.flush()
    return unit


def _refuse_code_of_another(code: str) -> None:
    if holder := db.session.scalar(select(Unit).where(Unit.credit_code == code)):
        raise Refusal(
            f"这个统一社会信用代码已登记为“{holder.name}”，请核对单位名称", field="credit_code"
        )
