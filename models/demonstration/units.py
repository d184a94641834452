"""虚构单位 · the enterprises, institutes and towns of the demonstration, some of them in groups."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.db import db
from models.demonstration.people import credit_code
from models.tables import Unit

TOWNS = ("槲坪镇", "砚池镇", "栎川镇", "苇渡镇", "桐坞镇", "榉山镇", "蓼湾镇", "岚沟乡")
_TABLE = Path(__file__).parent / "units.csv"


@dataclass
class Units:
    """``by_trade``: the enterprises, by the section that looks after them; ``towns``: their
    people's governments. Units of a group recuse each other's people."""

    groups: dict[str, Unit] = field(default_factory=dict)
    by_trade: dict[str, list[Unit]] = field(default_factory=dict)
    towns: list[Unit] = field(default_factory=list)

    @property
    def enterprises(self) -> list[Unit]:
        return [unit for units in self.by_trade.values() for unit in units]

    def add(self, row: Mapping[str, str], serial: int) -> None:
        """A line of the table; its group is made with the first of its members."""
        group = row["group"]
        if group and group not in self.groups:
            self.groups[group] = _unit(group, 900 + serial, None)
        unit = _unit(row["name"], serial, self.groups.get(group))
        self.by_trade.setdefault(row["trade"], []).append(unit)


def found_units() -> Units:
    units = Units(towns=[Unit(name=f"{town}人民政府", town=town) for town in TOWNS])
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for serial, row in enumerate(csv.DictReader(file), start=1):
            units.add(row, serial)
    db.session.add_all([*units.groups.values(), *units.enterprises, *units.towns])
    db.session.flush()
    return units


def _unit(name: str, serial: int, group: Unit | None) -> Unit:
    """It stands in the town whose name it begins with."""
    town = next(town for town in TOWNS if town.startswith(name[:2]))
    return Unit(
        name=name,
        town=town,
        address=f"{town}工业路{serial}号",
        credit_code=credit_code(serial),
        parent=group,
    )
