"""Applications of invented people, in any state, for tests that begin where they stand."""

from datetime import date
from typing import Any

from models import clock
from models.db import db, unit_of_work
from models.sealed import keyring
from models.settings import AGE_LIMIT, INTERMEDIATE_YEARS, KEY_INDUSTRY_YEARS, SENIOR_YEARS
from models.tables import Account, Application, ApplicationEdition, IntakeCycle, Section
from models.vocabulary import Channel, Employment, Route
from models.workflows import intake
from models.workflows.application import State
from tests.office import SPECIALTY, id_number

_LIMITS = (SENIOR_YEARS, INTERMEDIATE_YEARS, KEY_INDUSTRY_YEARS, AGE_LIMIT)
LIMITS = {each.key: each.default for each in _LIMITS}
FIRST = 500  # serials below belong to the experts of the small office


def entries(serial: int, **other: str) -> dict[str, str]:
    """What a senior engineer with everything in order writes into Annex 2."""
    return {
        "name": f"申报{serial}",
        "work_phone": "0356-0000010",
        "home_phone": "",
        "mobile": f"190{serial:08}",
        "id_number": id_number(serial),
        "employment": Employment.SERVING.value,
        "employment_note": "",
        "employer": f"虚构设计院{serial}",
        "unit_address": "虚构镇虚构路1号",
        "postcode": "048000",
        "department": "安全技术部",
        "title": "总工程师（高级工程师）",
        "unit_phone": "0356-0000011",
        "fax": "",
        "email": "",
        "school": "虚构矿业大学",
        "degree": "大学本科",
        "qualification": "注册安全工程师",
        "major": "采矿工程",
        "field": "煤矿瓦斯防治",
        "years": "18",
        "primary": SPECIALTY,
        "second": "",
        "third": "",
        "resume": "2005年起从事煤矿通风和瓦斯防治技术管理工作。",
        "publications": "",
        "awards": "",
        "achievements": "参与多次煤矿安全检查和事故调查的技术工作。",
        "route": Route.SENIOR_TITLE.value,
        "safety_years": "15",
        "legal_service": "",
        "relaxation": "",
        "age_relaxation": "",
    } | other


def open_cycle(*, opens_on: date = date(2026, 6, 1), closes_on: date = date(2026, 6, 30)):
    """A yearly intake cycle that takes applications in June."""
    with unit_of_work():
        opener = db.session.scalars(db.select(Account).filter_by(login="office")).one()
        cycle = IntakeCycle(
            year=2026,
            serial=1,
            title="2026年度专家申报",
            invitation="凡自愿申请加入泽州县安全生产和应急管理专家组的人员，请在申报期内如实填报。",
            opens_on=opens_on,
            closes_on=closes_on,
            limits=LIMITS,
            opener_id=opener.id,
        )
        cycle.enter(intake.State.OPEN)
        db.session.add(cycle)
    return cycle


def application(
    serial: int = FIRST,
    state: State = State.SUBMITTED,
    *,
    section: str = "煤矿监管股",
    owner: str = "applicant",
    cycle: IntakeCycle | None = None,
    **other: Any,
) -> Application:
    """One application as it stands in ``state``, whatever led there left out."""
    cycle = cycle or db.session.scalars(db.select(IntakeCycle)).first() or open_cycle()
    written = entries(serial, **other)
    chosen = [written[name] for name in ("primary", "second", "third") if written[name]]
    with unit_of_work():
        made = Application(
            number=f"S2026-{serial:03}",
            intake_id=cycle.id,
            channel=Channel.SELF,
            owner=db.session.scalars(db.select(Account).filter_by(login=owner)).one(),
            name=written["name"],
            employer=written["employer"],
            id_number_lookup=keyring().lookup(written["id_number"]),
            route=Route(written["route"]),
            specialty_codes=chosen,
            entries=written,
            edition=1,
            submitted_at=clock.now(),
        )
        if state not in {State.DRAFT, State.SUBMITTED, State.RETURNED}:
            made.section = db.session.scalars(db.select(Section).filter_by(name=section)).one()
        made.editions.append(ApplicationEdition(number=1, entries=written, promises={}, files=[]))
        made.enter(state)
        db.session.add(made)
    return made
