"""演示年度 · the whole year, played through the operations that a person would use.

Names, requests and times are the same at every run on the same day. Who is drawn is not: the
nonce of a draw comes from nowhere but the machine's own randomness, here as anywhere.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from itertools import islice
from pathlib import Path

from sqlalchemy import update

from models import channels, clock, pens
from models.channels import Channels
from models.db import db, unit_of_work
from models.demonstration.applying import Hall
from models.demonstration.assessing import yearly_assessments
from models.demonstration.case import Case, Steps, World
from models.demonstration.courses import Course, courses
from models.demonstration.delegating import lent_posts
from models.demonstration.diary import Diary
from models.demonstration.dice import Dice
from models.demonstration.dismissing import conduct
from models.demonstration.elections import group_elections
from models.demonstration.emergencies import emergencies
from models.demonstration.expert_week import expert_weeks
from models.demonstration.leaves import leaves
from models.demonstration.meetings import group_meetings
from models.demonstration.off_roster import sent_from_outside
from models.demonstration.office import Door, Office, open_office
from models.demonstration.outside import outside
from models.demonstration.own_matters import own_matters
from models.demonstration.people import people
from models.demonstration.present_intake import present_intake
from models.demonstration.publicity import hand_out_certificates, publicity
from models.demonstration.reimbursing import reimbursed
from models.demonstration.reporting_misconduct import reports_of_misconduct
from models.demonstration.requesting import use_of_other_units
from models.demonstration.reviewing import annual_reviews
from models.demonstration.roster import TRADES, fill_roster
from models.demonstration.standing import standing_uses
from models.demonstration.training import section_training
from models.demonstration.units import found_units
from models.demonstration.way import steps
from models.demonstration.yearly_intake import yearly_intake
from models.operations import fees
from models.operations.budget_lines import open_line
from models.operations.calendar import add_day, confirm_year
from models.operations.founding import found_office
from models.operations.hashing import hashed
from models.operations.lead_sections import assign
from models.operations.register import register
from models.pens import Lock
from models.queries.calendar import confirmed_years
from models.settings import DRAW_HOURS
from models.tables import BudgetLine, Expert, Notice, Setting, Specialty
from models.vocabulary import FeeUnit, Grade

DISPATCHES = 300
_YUAN = 100
_SAMPLE_FEES = {Grade.SENIOR: 500, Grade.INTERMEDIATE: 400, Grade.LEGAL: 500}  # a half day
_LOOKING_AHEAD = 10  # working days
_STRANGERS = 300  # people whose numbers somebody of the roster or the staff has
_STEP = 10_000 * _YUAN  # budgets come in round sums
_PATIENCE = (
    336  # hours: a draw waits out the longest holiday, and is still open when somebody looks
)


def demonstrate(password: str, folder: Path, dispatches: int = DISPATCHES) -> None:
    """Fill an empty office with the year up to today; all of it or nothing.

    ``password``: of every account; ``folder``: where files are kept. Refused where an office is
    already.
    """
    diary = Diary.up_to(clock.now())
    planned = courses(diary.present, dispatches)
    # No letter leaves a demonstration, and no pen outlives it.
    with unit_of_work(), channels.opened(Channels()), pens.own_hands():
        door = Door(hashed(password), clock.now(), Lock.of(password))
        with clock.held_at(diary.moment(0)):
            world, experts = _open(door, diary, planned)
        lives = [steps(Case(course, world)) for course in planned]
        hall = Hall(world, door, folder, islice(people(Dice("applicants")), _STRANGERS, None))
        lives += [annual_reviews(world), yearly_intake(hall), present_intake(hall)]
        lives.append(yearly_assessments(world))
        lives += group_meetings(world)
        lives += section_training(world)
        lives += use_of_other_units(world, folder)
        lives += own_matters(experts, world, folder)
        lives += expert_weeks(experts, world, folder)
        lives.append(outside(world, door))
        lives += standing_uses(world, experts)
        lives += sent_from_outside(world, folder)
        lives += emergencies(world)
        lives += lent_posts(world)
        lives += reimbursed(world)
        lives += conduct(experts, world, folder)
        lives += reports_of_misconduct(experts, world, folder)
        _play(
            [*lives, *leaves(experts, world), *group_elections(world), *publicity(experts, world)],
            diary,
        )
        _read_old_notices(diary)


def _open(door: Door, diary: Diary, planned: Iterable[Course]) -> tuple[World, list[Expert]]:
    """The office on its first morning."""
    found_office()
    units = found_units()
    office = open_office(door, units.enterprises[0])
    _confirm_years(door, diary)
    _mark()
    _say_who_leads(office)
    experts = fill_roster(office, units, door)
    hand_out_certificates(office)
    specialties = {row.code: row for row in db.session.scalars(db.select(Specialty))}
    lines = _open_lines(office, planned, diary)
    _sample_fees(office, diary)
    return World(office, units, specialties, lines, diary), experts


def _sample_fees(office: Office, diary: Diary) -> None:
    """The real document is not at hand: an office begins without any standard."""
    for grade, amount in _SAMPLE_FEES.items():
        sample = fees.adopt(
            fees.Entered(
                grade=grade,
                task_type=None,
                unit=FeeUnit.HALF_DAY,
                amount=amount * _YUAN,
                hazard_percent=20,
                first_day=date(diary.days[0].year, 1, 1),
                last_day=None,
                document="示例标准，非正式",
            ),
            by=office.others["finance"],
        )
        fees.confirm(sample, by=office.others["leader"])


def _confirm_years(door: Door, diary: Diary) -> None:
    """Years whose holidays nobody has announced are reckoned by the week, so that a publicity can
    be held in them."""
    if door.sysadmin is None:
        return
    first, last = diary.days[0].year, diary.days[diary.present + _LOOKING_AHEAD].year
    for year in set(range(first, last + 1)) - set(confirmed_years(db.session())):
        add_day(date(year, 1, 1), is_working=False, name="元旦", by=door.sysadmin)
        confirm_year(year, document="演示：放假安排尚未公布，暂按周末计算", by=door.sysadmin)


def _say_who_leads(office: Office) -> None:
    """牵头股室: of each industry, the section of its trade."""
    for industry, key in TRADES.items():
        assign(industry, office.sections[key], by=office.others["office"])


def _mark() -> None:
    """Every page says that this is a demonstration."""
    db.session.add(Setting(key="demonstration", value=True))
    db.session.add(Setting(key=DRAW_HOURS.key, value=_PATIENCE))
    register("office:demonstrate", "装入演示数据", by=None, draw_hours=_PATIENCE)


def _open_lines(
    office: Office, planned: Iterable[Course], diary: Diary
) -> dict[tuple[str, int], BudgetLine]:
    """A line a section and year: this year's twice what is asked of it, so that half is left."""
    asked: Counter[tuple[str, int]] = Counter()
    for course in planned:
        asked[course.section, diary.days[course.first_day].year] += course.estimate
    this_year = diary.days[diary.present].year
    return {
        (section, year): open_line(
            year=year,
            section=office.sections[section],
            name="专家劳务费",
            document=f"演示预算〔{year}〕1号",
            amount=-(-total * (2 if year >= this_year else 1) // _STEP) * _STEP,
            by=office.others["finance"],
        )
        for (section, year), total in sorted(asked.items())
    }


def _play(lives: Iterable[Steps], diary: Diary) -> None:
    """Every act at its moment, whichever dispatch it belongs to, up to the present."""
    due = [(next(life), number, life) for number, life in enumerate(lives)]
    heapify(due)
    while due and due[0][0] <= diary.end:
        moment, number, life = heappop(due)
        with clock.held_at(diary.moment(moment)):
            following = next(life, None)
            db.session.flush()  # the next act reads the rows anew
        if following is not None:
            heappush(due, (following, number, life))


def _read_old_notices(diary: Diary) -> None:
    """What is older than three days has been read."""
    since = diary.moment(diary.end) - timedelta(days=3)
    db.session.execute(update(Notice).where(Notice.at < since).values(read_at=Notice.at))
