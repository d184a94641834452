"""How a draw is explained on screen: each seat with everyone's chance, and who was out and why."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.rules.article_11_draw import Pick, Request, explain
from models.tables import Draw, Expert


def names_in(session: Session, draw: Draw) -> dict[str, Expert]:
    """The experts a draw speaks of, by code."""
    codes = [row["expert"] for rows in ("pool", "excluded", "seated") for row in draw.request[rows]]
    found = session.scalars(select(Expert).where(Expert.code.in_(codes)))
    return {expert.code: expert for expert in found}


def who_is_out(session: Session, draw: Draw) -> list[tuple[str, list[str]]]:
    """Reason → the names it keeps out; an expert with two reasons stands under both."""
    people = names_in(session, draw)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in draw.request["excluded"]:
        for reason in row["reason"].split("；"):
            groups[reason].append(people[row["expert"]].name)
    return sorted(groups.items(), key=lambda group: len(group[1]))


def seats_of(session: Session, draw: Draw) -> list[dict[str, Any]]:
    """Every seat with its name and the exact chance of each candidate."""
    request = Request.from_json(draw.request)
    people = names_in(session, draw)
    specialties = {seat.number: seat.specialty_name for seat in draw.dispatch.seats}
    loads = {row.expert: row.load for row in request.pool}
    return [
        _seat(pick, people, specialties, loads)
        for pick in explain(request, (draw.bundle or {})["result"])
    ]


def _seat(
    pick: Pick, people: dict[str, Expert], specialties: dict[int, str], loads: dict[str, int]
) -> dict[str, Any]:
    drawn, chances = people[pick.expert], pick.chances
    candidates = [
        {
            "name": people[code].name,
            "employer": people[code].employer.name,
            "load": loads[code],
            "weight": weight,
            "chance": float(chances[code]),
            "is_drawn": code == pick.expert,
        }
        for code, weight in zip(pick.candidates, pick.weights, strict=True)
    ]
    return {
        "number": pick.seat,
        "specialty": specialties[pick.seat],
        "name": drawn.name,
        "employer": drawn.employer.name,
        "chance": float(chances[pick.expert]),
        "candidates": candidates,
    }
