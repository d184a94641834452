"""A small office with people in it, for tests: everyone invented."""

from datetime import date

from models.db import db, unit_of_work
from models.operations import accounts, signing_keys
from models.operations.founding import found_office
from models.operations.hashing import hashed
from models.pens import Lock, Pen
from models.rules.gb_11643 import check_digit
from models.sealed import keyring
from models.tables import (
    Account,
    BudgetChange,
    BudgetLine,
    Expert,
    ExpertSpecialty,
    Holding,
    Section,
    Specialty,
    Unit,
)
from models.vocabulary import Grade, Post, Sex

PASSWORD = "Zexian-2026"
HASH = hashed(PASSWORD)
IN_SECTION = {Post.SECTION, Post.SECTION_HEAD, Post.DEPUTY}
SPECIALTY = "A0103"
EXPERTS = 12


def id_number(serial: int) -> str:
    """A valid number of an area code that is not in use."""
    body = f"990100{1970 + serial % 20}0101{serial % 1000:03}"
    return body + check_digit(body)


LOCK = Lock.of(PASSWORD)  # one for everybody: it takes a tenth of a second


def pen_for(account: Account) -> Pen:
    """Give the account a signing key under ``PASSWORD``."""
    db.session.flush()
    return signing_keys.make_key(account, LOCK)


def open_office() -> list[Pen]:
    """An account for every post (and a second section with its clerk), experts, a budget line.
    The pens of all who sign."""
    with unit_of_work():
        found_office()
    with unit_of_work():
        mine, chemistry = (
            Section(name="煤矿监管股", phone="0356-0000001"),
            Section(name="危化监管股"),
        )
        db.session.add_all([mine, chemistry])
        for post in Post:
            _hold(post.value, post.label, post, [mine] if post in IN_SECTION else [])
        _hold("section_2", "另一股室承办人", Post.SECTION, [chemistry])
        _budget(mine)
        _enroll_experts()
    with unit_of_work():
        everybody = db.session.scalars(db.select(Account)).unique().all()
        return [pen_for(account) for account in everybody if signing_keys.signs(account)]


def _budget(section: Section) -> None:
    query = db.select(Account).filter_by(login=Post.FINANCE.value)
    line = BudgetLine(
        year=2026, section=section, name="专家劳务费", document="测试", amount=10_000_000
    )
    opened = BudgetChange(
        after=line.amount,
        free=line.amount,
        document="测试",
        by=db.session.scalars(query).unique().one(),
    )
    line.changes.append(opened)
    db.session.add(line)


def _hold(login: str, name: str, post: Post, sections: list[Section]) -> None:
    account = Account(login=login, name=name, password_hash=HASH, must_change_password=False)
    account.holdings.append(Holding(post=post, sections=sections))
    db.session.add(account)


def _enroll_experts() -> None:
    """Twelve senior experts of one specialty, each of another employer; the first signs in as
    ``expert``."""
    db.session.flush()
    specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
    account = db.session.scalars(db.select(Account).filter_by(login="expert")).one()
    for serial in range(1, EXPERTS + 1):
        expert = new_expert(serial, Unit(name=f"虚构矿业{serial}公司"), specialty)
        expert.account = account if serial == 1 else None
        db.session.add(expert)
    db.session.add(Unit(name="虚构目标煤矿", town="虚构镇"))
    account = db.session.scalars(db.select(Account).filter_by(login="unit")).one()
    account.holdings[0].unit = Unit(name="虚构申请单位", town="虚构镇")


def new_expert(serial: int, employer: Unit, specialty: Specialty) -> Expert:
    number = id_number(serial)
    return Expert(
        code=f"ZZ{serial:04}",
        name=f"专家{serial:02}",
        name_key=f"zhuanjia{serial:02}",
        name_initials="zj",
        sex=Sex.MALE if int(number[16]) % 2 else Sex.FEMALE,
        birth_date=date(int(number[6:10]), 1, 1),
        id_number=number,
        id_number_lookup=keyring().lookup(number),
        mobile=f"190{serial:08}",
        employer=employer,
        title="高级工程师",
        grade=Grade.SENIOR,
        certificate_no=f"聘{serial:04}",
        appointed_from=date(2025, 1, 1),
        appointed_until=date(2028, 10, 20),
        specialties=[ExpertSpecialty(rank=1, code=specialty.code, name=specialty.name)],
    )


def admitted(login: str, password: str) -> Account:
    """Signed in as the page does it, within the caller's unit of work."""
    account = accounts.of_login(login)
    return accounts.admit(account, accounts.password_matches(account, password))
