"""虚构申报 · invented applicants: what they write into Annex 2, what they hand in, step by step."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.db import db
from models.demonstration.case import World
from models.demonstration.diary import MINUTE
from models.demonstration.dice import Dice
from models.demonstration.office import Door
from models.demonstration.people import Person
from models.demonstration.pictures import paper
from models.demonstration.roster import TRADES
from models.operations import applications
from models.operations.applications import Written
from models.operations.attachments import attach
from models.rules.annex_2_commitments import COMMITMENTS
from models.tables import Application, Holding, IntakeCycle
from models.vocabulary import AttachmentKind, Channel, Employment, Post, Route

OWN = ""  # who applies by themselves has an account of their own
# Each ``yield`` is a moment, as in any life of the year; what it comes to is the form.
Filling = Generator[int, None, Application]

_PAPERS = (AttachmentKind.PHOTO, AttachmentKind.EDUCATION, AttachmentKind.EXPERIENCE)
_BY_ROUTE: Mapping[Route, tuple[str, str, AttachmentKind]] = {
    Route.SENIOR_TITLE: ("总工程师（高级工程师）", "", AttachmentKind.TITLE),
    Route.INTERMEDIATE_TITLE: ("安全科长（工程师）", "", AttachmentKind.TITLE),
    Route.REGISTERED: ("安全部主管", "注册安全工程师", AttachmentKind.QUALIFICATION),
    Route.LAWYER: ("律师事务所合伙人", "律师执业资格", AttachmentKind.QUALIFICATION),
}
_YEARS, _IN_SAFETY = 16, 13


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who applies for what. ``filled_by``: the login of whoever fills it in for them."""

    specialty: str
    channel: Channel = Channel.SELF
    filled_by: str = OWN
    route: Route = Route.SENIOR_TITLE

    @property
    def section(self) -> str:
        """The key of the lead section."""
        return TRADES[self.specialty[:3]]


@dataclass
class Hall:
    """Where people apply. ``persons``: those who have not come yet; ``folder``: of the files."""

    world: World
    door: Door
    folder: Path
    persons: Iterator[Person]

    def fill_in(
        self, cycle: IntakeCycle, entrant: Entrant, at: int, *, login: str, until: str = "submit"
    ) -> Filling:
        """Start, write and hand in a form; ``until`` "write": it stays a draft."""
        person = next(self.persons)
        yield at
        owner = self._owner(entrant, person, login)
        application = applications.start(
            cycle, entrant.channel, recommender=self._recommender(entrant), by=owner
        )
        yield at + 25 * MINUTE
        self.write(application, entrant, person, by=owner)
        if until == "submit":
            yield at + 40 * MINUTE
            applications.submit(application, by=owner)
        return application

    def write(
        self, application: Application, entrant: Entrant, person: Person, *, by: Holding
    ) -> None:
        written = self._entries(entrant, person, application.owner.name)
        promised = {each.key for each in COMMITMENTS}
        applications.save(application, Written(written, promised), seen=application.version, by=by)
        for kind in self._kinds(entrant):
            db.session.flush()  # the next act reads the row anew
            attach(application, kind, [paper(kind, written["name"])], self.folder, by=by)

    def _owner(self, entrant: Entrant, person: Person, login: str) -> Holding:
        office = self.world.office
        known = {
            held.account.login: held for held in (*office.others.values(), *office.clerks.values())
        }
        if entrant.filled_by != OWN:
            return known[entrant.filled_by]
        if login in known:
            return known[login]
        return self.door.appoint(self.door.open(login, person.name), Post.APPLICANT)

    def _recommender(self, entrant: Entrant) -> str:
        if entrant.channel is Channel.UNIT:
            return self._employer(entrant)
        section = self.world.office.sections[entrant.section]
        return section.name if entrant.channel is Channel.SECTION else ""

    def _employer(self, entrant: Entrant) -> str:
        return Dice(f"employer {entrant}").pick(self.world.units.by_trade[entrant.section]).name

    def _kinds(self, entrant: Entrant) -> tuple[AttachmentKind, ...]:
        asked = (*_PAPERS, _BY_ROUTE[entrant.route][2])
        return asked if entrant.channel is Channel.SELF else (*asked, AttachmentKind.SIGNED_FORM)

    def _entries(self, entrant: Entrant, person: Person, owner: str) -> dict[str, str]:
        title, qualification, _ = _BY_ROUTE[entrant.route]
        name = owner if entrant.channel is Channel.SELF else person.name
        field = self.world.specialties[entrant.specialty].name
        return {
            "name": name,
            "id_number": person.id_number,
            "mobile": person.mobile,
            "work_phone": "0356-0002000",
            "employment": Employment.SERVING.value,
            "employer": self._employer(entrant),
            "department": "安全技术部",
            "title": title,
            "school": "榉山矿业大学" if entrant.route is not Route.LAWYER else "砚池师范大学",
            "degree": "本科",
            "qualification": qualification,
            "major": "安全工程" if entrant.route is not Route.LAWYER else "法学",
            "field": field,
            "years": str(_YEARS),
            "primary": entrant.specialty,
            "resume": f"从事{field}工作{_YEARS}年，历任技术员、主管、部门负责人。（演示数据）",
            "achievements": f"参与{field}方面的检查、评审和隐患治理，意见多次被采纳。（演示数据）",
            "route": entrant.route.value,
            "safety_years": str(_IN_SAFETY),
            "legal_service": "为监管部门提供过安全生产行政处罚的法律咨询。（演示数据）"
            if entrant.route is Route.LAWYER
            else "",
        }
