"""虚构办公室 · the sections and who works in them: an account for every post, named after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models import pens
from models.demonstration.dice import Dice
from models.demonstration.people import people
from models.operations.accounts import assign_post, enter_account
from models.operations.sections import open_section
from models.operations.signing_keys import key_of, make_key, signs
from models.pens import Lock
from models.tables import Account, Holding, Section, Unit
from models.vocabulary import Post

SECTIONS: Mapping[str, str] = {
    "coal": "煤矿安全监管股",
    "mines": "非煤矿山监管股",
    "chemicals": "危险化学品监管股",
    "industry": "工贸安全监管股",
    "rescue": "救援协调和预案管理股",
    "disaster": "防灾减灾股",
    "policy": "政策法规和宣传教育股",
}
MAIN = "coal"  # the section of the accounts that are named after their post alone
CHARGES: Mapping[str, tuple[str, ...]] = {
    "deputy": ("coal", "mines"),
    "deputy_2": ("chemicals", "industry"),
    "deputy_3": ("rescue", "disaster", "policy"),
}
OTHERS: Mapping[str, Post] = {
    "leader": Post.LEADER,
    "executive_deputy": Post.EXECUTIVE_DEPUTY,
    "executive_deputy_2": Post.EXECUTIVE_DEPUTY,
    "office": Post.OFFICE,
    "hr": Post.HR,
    "finance": Post.FINANCE,
    "supervisor": Post.SUPERVISOR,
    "supervisor_2": Post.SUPERVISOR,
    "unit": Post.UNIT,
    "applicant": Post.APPLICANT,
    "auditor": Post.AUDITOR,
}


@dataclass
class Office:
    """Everyone who acts in the year. Clerks, heads and deputies by the key of their section;
    experts by their code."""

    sections: dict[str, Section] = field(default_factory=dict)
    clerks: dict[str, Holding] = field(default_factory=dict)
    heads: dict[str, Holding] = field(default_factory=dict)
    deputies: dict[str, Holding] = field(default_factory=dict)
    others: dict[str, Holding] = field(default_factory=dict)
    experts: dict[str, Holding] = field(default_factory=dict)

    @property
    def witnesses(self) -> list[Holding]:
        return [self.others["supervisor"], self.others["supervisor_2"]]


@dataclass
class Door:
    """How people come in: the system administrator opens an account, the security administrator
    gives it its posts. ``password_hash``: one for all; ``opened``: from when the password counts,
    which is today, lest it be a year old at the first sign-in; ``lock``: of everybody's signing
    key, which whoever signs holds throughout the year."""

    password_hash: str
    opened: datetime
    lock: Lock
    sysadmin: Holding | None = None
    secadmin: Holding | None = None

    def open(self, login: str, name: str) -> Account:
        account = enter_account(login, name, self.password_hash, by=self.sysadmin)
        account.must_change_password = False
        account.password_changed_at = self.opened
        return account

    def appoint(
        self,
        account: Account,
        post: Post,
        sections: Iterable[Section] = (),
        unit: Unit | None = None,
    ) -> Holding:
        holding = assign_post(account, post, sections, by=self.secadmin, unit=unit)
        if signs(account) and key_of(account) is None:
            pens.take_up(make_key(account, self.lock))
        return holding


def open_office(door: Door, unit: Unit) -> Office:
    """The administrators first, then the sections, then everyone else; ``unit``: for whom somebody
    of another unit acts."""
    names = (person.name for person in people(Dice("staff")))

    def join(
        login: str, post: Post, sections: Iterable[Section] = (), of: Unit | None = None
    ) -> Holding:
        return door.appoint(door.open(login, next(names)), post, sections, of)

    door.sysadmin = join("sysadmin", Post.SYSADMIN)
    door.secadmin = join("secadmin", Post.SECADMIN)
    office = Office(sections=_open_sections(door.sysadmin))
    for login, post in OTHERS.items():
        office.others[login] = join(login, post, of=unit if post is Post.UNIT else None)
    for key, section in office.sections.items():
        suffix = "" if key == MAIN else f"_{key}"
        office.clerks[key] = join(f"section{suffix}", Post.SECTION, [section])
        office.heads[key] = join(f"section_head{suffix}", Post.SECTION_HEAD, [section])
    for login, keys in CHARGES.items():
        deputy = join(login, Post.DEPUTY, [office.sections[key] for key in keys])
        office.deputies |= dict.fromkeys(keys, deputy)
    # The office sits in the rescue section, whose head works in it as well: one person, two posts.
    door.appoint(office.heads["rescue"].account, Post.OFFICE)
    return office


def _open_sections(by: Holding) -> dict[str, Section]:
    return {
        key: open_section(name, f"0356-000{serial:04}", by=by)
        for serial, (key, name) in enumerate(SECTIONS.items(), start=1)
    }
