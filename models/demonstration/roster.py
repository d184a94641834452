"""虚构名册 · some 240 experts over the specialties of Annex 1, with all that bears on their use.

Two stand alone in their specialty, so that a draw for it can name nobody else: whoever signs in as
``expert``, and one who keeps declining.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models import clock
from models.demonstration.dice import Dice
from models.demonstration.office import Door, Office
from models.demonstration.people import Person, id_number, people
from models.demonstration.units import Units
from models.operations.declarations import declare_former_employer, declare_interest
from models.operations.particulars import Particulars
from models.operations.roster import enroll
from models.rules.article_04_structure import Specialty, reconstructed_annex_1
from models.rules.gb_11643 import IdNumber
from models.tables import Expert, Holding
from models.vocabulary import Employment, Grade, InterestKind, Post

ALONE = "A0108"  # the specialty of ``expert``
STANDS_DOWN = 75  # the place on the roster of whoever asks to leave: ``former_expert``
RELUCTANT = "C0906"  # of the one who keeps declining
FEWER: Mapping[str, int] = {ALONE: 1, "A0204": 2, "A0307": 2, "A0507": 2, "B0604": 2, RELUCTANT: 1}
ALONE_IN = frozenset({ALONE, RELUCTANT})
LEGAL = "C1001"
_VACANT = 10  # places of the 250 that stay open
_UNRECOMMENDED = 9  # of so many experts one came before sections recommended anybody
_EVERY = 12  # of so many experts one was given a certificate before there was this register

TRADES: Mapping[str, str] = {
    "A01": "coal", "A02": "mines", "A03": "chemicals", "A04": "industry", "A05": "industry",
    "B06": "disaster", "B07": "disaster", "B08": "disaster", "C09": "rescue", "C10": "policy",
}  # fmt: skip
_TITLES: Mapping[Grade, tuple[str, ...]] = {
    Grade.SENIOR: ("高级工程师", "正高级工程师", "总工程师、高级工程师", "副教授"),
    Grade.INTERMEDIATE: ("工程师", "安全科长、工程师", "注册安全工程师", "工程师、一级安全评价师"),
    Grade.LEGAL: ("执业律师", "律师事务所合伙人、律师"),
}  # fmt: skip
_MAJORS: Mapping[str, tuple[str, ...]] = {
    "coal": ("采矿工程", "安全工程", "矿井通风与安全", "地质工程", "机电一体化"),
    "mines": ("采矿工程", "地质工程", "岩土工程", "矿物加工"),
    "chemicals": ("化学工程与工艺", "过程装备与控制工程", "自动化", "应用化学"),
    "industry": ("机械工程", "冶金工程", "土木工程", "电气工程", "安全工程"),
    "disaster": ("水利水电工程", "水文与水资源", "地质工程", "林学", "气象学"),
    "rescue": ("安全工程", "应急管理", "救援技术", "临床医学"),
    "policy": ("法学", "公共管理", "新闻学", "教育学"),
}
_SCHOOLS = ("桐坞理工学院", "榉山矿业大学", "蓼湾工业大学", "岚沟农林大学", "砚池师范大学")


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the roster: the primary specialty and how many hold it already."""

    specialty: Specialty
    rank: int


def fill_roster(office: Office, units: Units, door: Door) -> list[Expert]:
    """Enter everyone in the office's name, with an account each: the briefing before a task is
    acknowledged by the expert alone."""
    dice, by = Dice("roster"), office.others["office"]
    experts: list[Expert] = []
    for place, person in zip(_places(), people(dice), strict=False):
        expert = enroll(_particulars(dice, place, person, units, len(experts)), by=by)
        if len(experts) % _UNRECOMMENDED:
            expert.recommended_by = office.sections[TRADES[place.specialty.industry.code]]
        named_after = {ALONE: Post.EXPERT}.get(place.specialty.code)
        if len(experts) == STANDS_DOWN:
            named_after = Post.FORMER_EXPERT
        _open_account(expert, office, door, named_after)
        experts.append(expert)
    for number, expert in enumerate(experts):
        if not stands_alone(expert):
            _declare(dice, expert, number, units, by)
    return experts


def stands_alone(expert: Expert) -> bool:
    """Whether nobody else has the specialty, so that nothing may keep this expert away."""
    return expert.specialty_codes[0] in ALONE_IN


def _places() -> Iterator[Place]:
    """Industry by industry, filled up evenly but for the specialties that have too few."""
    annex = reconstructed_annex_1()
    for industry in dict.fromkeys(listed.industry for listed in annex):
        mine = [listed for listed in annex if listed.industry == industry]
        held: Counter[str] = Counter()
        while sum(held.values()) < industry.quota - _VACANT // 10:
            open_ = [each for each in mine if held[each.code] < FEWER.get(each.code, 99)]
            chosen = min(open_, key=lambda each: held[each.code])
            yield Place(chosen, held[chosen.code])
            held[chosen.code] += 1


def _particulars(
    dice: Dice, place: Place, person: Person, units: Units, number: int
) -> Particulars:
    trade, grade = TRADES[place.specialty.industry.code], _grade(place)
    number_of_id, relaxation = _age(person, number)
    experience = dice.between(12, 30) if grade is Grade.SENIOR else dice.between(6, 15)
    return Particulars(
        name=person.name,
        id_number=number_of_id,
        mobile=person.mobile,
        work_phone=f"0356-000{1000 + number}",
        employment=Employment.RETIRED if relaxation or dice.one_in(12) else Employment.SERVING,
        employer=_employer(dice, place, units, trade),
        department=dice.pick(["安全科", "技术部", "总工办", "生产部", "安全环保部"]),
        title=dice.pick(_TITLES[grade]),
        school=dice.pick(_SCHOOLS),
        degree=dice.pick(["本科", "本科", "硕士研究生", "大专"]),
        major=dice.pick(_MAJORS[trade]),
        qualification="法律职业资格" if grade is Grade.LEGAL else dice.pick(["注册安全工程师", ""]),
        field=place.specialty.name[:20],
        years=experience,
        resume=f"从事{place.specialty.name}工作{experience}年。（演示数据）",
        specialties=_specialties(dice, place),
        grade=grade,
        certificate_no=f"原聘{number + 1:03}号" if number % _EVERY == 5 else "",
        age_relaxation=relaxation,
    )


def _employer(dice: Dice, place: Place, units: Units, trade: str) -> str:
    """Of the trade, or an institute; who stands alone works where no expert is ever sent."""
    if place.specialty.code in ALONE_IN:
        return units.by_trade["rescue"][2].name
    return dice.pick(units.by_trade[trade if dice.below(3) else "rescue"]).name


def _grade(place: Place) -> Grade:
    if place.specialty.code == LEGAL:
        return Grade.LEGAL
    return Grade.INTERMEDIATE if place.rank % 3 == 1 else Grade.SENIOR


def _age(person: Person, number: int) -> tuple[IdNumber, str]:
    """Two are past the age limit, for a reason that Article 5(6) knows."""
    if number not in {60, 150}:
        return IdNumber.parse(person.id_number), ""
    born = date(1958, 3, 1 + number % 28)
    elder = IdNumber.parse(id_number(born, number + 1, person.sex))
    return elder, "研究成果获市级科技进步奖，经研究放宽年龄（第五条第六项）"


def _specialties(dice: Dice, place: Place) -> tuple[str, ...]:
    """The primary one, and one or two more of the same industry."""
    if place.specialty.code == ALONE:
        return (ALONE, "A0204")
    others = [
        each.code
        for each in reconstructed_annex_1()
        if each.industry == place.specialty.industry
        and each.code not in {*FEWER, LEGAL, place.specialty.code}
    ]
    return (place.specialty.code, *dice.some(others, dice.pick([1, 1, 2])))


def _open_account(expert: Expert, office: Office, door: Door, named_after: Post | None) -> None:
    """``named_after``: the post that gives the account its name, where it has not the code."""
    account = door.open(named_after.value if named_after else expert.code, expert.name)
    expert.account = account
    office.experts[expert.code] = door.appoint(account, Post.EXPERT)


def _declare(dice: Dice, expert: Expert, number: int, units: Units, by: Holding) -> None:
    """Former employers and interests: what recusal is reckoned from."""
    peers = [unit.name for unit in units.enterprises if unit is not expert.employer]
    if number % 6 == 1:
        left_on = clock.today() - timedelta(days=dice.between(100, 1400))
        declare_former_employer(expert, unit=dice.pick(peers), left_on=left_on, by=by)
    if number % 9 == 2:
        kind = dice.pick([InterestKind.RELATIVE, InterestKind.PAID_WORK])
        declare_interest(expert, unit=dice.pick(peers), kind=kind, note="本人申报", by=by)
