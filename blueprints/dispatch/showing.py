"""How a draw is explained on screen: each seat with everyone's chance, and who was out and why."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.rules.article_11_draw import Pick, Request, explain
from models.tables import Draw, Expert, Unit


@dataclass(frozen=True, slots=True)
class Person:
    """An expert as a draw's page names them."""

    name: str
    employer: str


def people_in(session: Session, draw: Draw) -> dict[str, Person]:
    """The experts a draw speaks of, by code."""
    codes = [row["expert"] for rows in ("pool", "excluded", "seated") for row in draw.request[rows]]
    query = select(Expert.code, Expert.name, Unit.name).join(Expert.employer)
    found = session.execute(query.where(Expert.code.in_(codes)))
    return {code: Person(name, employer) for code, name, employer in found}


def who_is_out(draw: Draw, people: Mapping[str, Person]) -> list[tuple[str, list[str]]]:
    """Reason → the names it keeps out; an expert with two reasons stands under both."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in draw.request["excluded"]:
        for reason in row["reason"].split("；"):
            groups[reason].append(people[row["expert"]].name)
    return sorted(groups.items(), key=lambda group: len(group[1]))


def seats_of(draw: Draw, people: Mapping[str, Person]) -> list[dict[str, Any]]:
    """Every seat with its name and the exact chance of each candidate."""
    request = Request.from_json(draw.request)
    specialties = {seat.number: seat.specialty_name for seat in draw.dispatch.seats}
    loads = {row.expert: row.load for row in request.pool}
    return [
        _seat(pick, people, specialties, loads)
        for pick in explain(request, (draw.bundle or {})["result"])
    ]


def _seat(
    pick: Pick, people: Mapping[str, Person], specialties: dict[int, str], loads: dict[str, int]
) -> dict[str, Any]:
    drawn, total = people[pick.expert], pick.total
    candidates = [
        {
            "name": people[code].name,
            "employer": people[code].employer,
            "load": loads[code],
            "weight": weight,
            "chance": weight / total,
            "is_drawn": code == pick.expert,
        }
        for code, weight in zip(pick.candidates, pick.weights, strict=True)
    ]
    return {
        "number": pick.seat,
        "specialty": specialties[pick.seat],
        "name": drawn.name,
        "employer": drawn.employer,
        "chance": float(pick.chance),
        "candidates": candidates,
    }
