"""单位 · finding the record of a unit by its name, or making one."""

from models.db import db
from models.queries.units import as_kept, named
from models.rules.gb_32100 import credit_code as checked
from models.tables import Unit


def unit_named(name: str, credit_code: str = "", town: str = "") -> Unit:
    """The unit of that name; made if there is none. A credit code given is checked (GB 32100) and
    kept where the record has none yet."""
    code = checked(credit_code) if credit_code.strip() else None
    unit = named(db.session(), name)
    if unit is None:
        unit = Unit(name=as_kept(name), town=town.strip(), address="")
        db.session.add(unit)
    if code and not unit.credit_code:
        unit.credit_code = code
    db.session.flush()
    return unit
