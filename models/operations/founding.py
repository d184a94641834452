"""开办 · what an office holds at first: Annex 1, the calendar, the briefing, two accounts."""

from sqlalchemy import select

from models.db import db
from models.errors import Refusal
from models.operations.accounts import assign_post, open_account
from models.operations.briefings import found_briefings
from models.operations.register import register
from models.operations.taxonomy import RECONSTRUCTED, publish
from models.rules import working_days
from models.rules.article_04_structure import reconstructed_annex_1
from models.tables import Account, CalendarYear, SpecialDay, Specialty
from models.vocabulary import Post


def found_office() -> None:
    """Annex 1 as reconstructed, the calendar years that ship with the program, what experts are
    told before their work."""
    if db.session.scalar(select(Specialty.id).limit(1)):
        raise Refusal("这里已经有一个办公室，不能再次开办")
    specialties = _specialties()
    db.session.add_all(specialties)
    db.session.flush()
    edition = publish(specialties, RECONSTRUCTED, by=None)
    _confirm_calendar()
    found_briefings()
    count = len(specialties)
    register("office:found", "开办", by=None, subject=edition, article=2, specialties=count)


def _specialties() -> list[Specialty]:
    return [
        Specialty(
            code=listed.code,
            name=listed.name,
            category_code=listed.industry.category.code,
            category_name=listed.category_name,
            industry_code=listed.industry.code,
            industry_name=listed.industry_name,
            industry_quota=listed.industry.quota,
            soft_minimum=listed.soft_minimum,
        )
        for listed in reconstructed_annex_1()
    ]


def _confirm_calendar() -> None:
    days = working_days.official_days()
    db.session.add_all(
        SpecialDay(day=day.on, is_working=day.is_worked, name=day.festival) for day in days
    )
    db.session.add_all(CalendarYear(year=year) for year in {day.on.year for day in days})


def open_first_accounts() -> dict[Post, tuple[Account, str]]:
    """The two administrators from whom every other account and post can be given, each with a
    one-time password: one opens accounts, the other assigns posts."""
    opened = {}
    for post in (Post.SYSADMIN, Post.SECADMIN):
        account, password = open_account(post.value, post.label, by=None)
        assign_post(account, post, [], by=None)
        opened[post] = (account, password)
    return opened
