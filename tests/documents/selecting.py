"""A proposed roster as it stands after its document was issued, for the papers made of it."""

from datetime import date

from models.db import db, unit_of_work
from models.tables import Account, Expert, Objection, ProposedRoster, PublicNotice, RosterItem
from models.vocabulary import DismissalGround, Grade, RosterChange
from models.workflows import objection, publicity
from models.workflows.proposal import State
from tests.applications import FIRST, application

NUMBER = "泽应急总指办发〔2026〕5号"
TITLE = "关于聘任泽州县安全生产和应急管理专家的通知"

_ISSUED = {
    "year": 2026, "serial": 1, "title": "2026年度拟定名单", "persons": 12, "cap": 250,
    "met_on": date(2026, 8, 3), "minutes_no": "泽应急局办纪〔2026〕12号",
    "document_no": NUMBER, "document_title": TITLE, "issued_on": date(2026, 8, 5),
}  # fmt: skip


def account(login: str = "office") -> Account:
    return db.session.scalars(db.select(Account).filter_by(login=login)).one()


def proposal(
    additions: int = 3, removals: int = 1, state: State = State.ISSUED, **other
) -> ProposedRoster:
    """Of so many persons to join and to leave, everyone agreed to."""
    joining = [application(FIRST + number) for number in range(additions)]
    with unit_of_work():
        leaving = list(db.session.scalars(db.select(Expert).order_by(Expert.id).limit(removals)))
        made = ProposedRoster(**_ISSUED | {"compiler": account()} | other)
        made.enter(state)
        db.session.add(made)
        with db.session.no_autoflush:
            made.items = [_joins(each) for each in joining] + [_leaves(each) for each in leaving]
    return made


def _joins(applied) -> RosterItem:
    return RosterItem(
        change=RosterChange.ADD, application=applied, name=applied.name,
        employer=applied.employer, grade=Grade.SENIOR, specialties=["通风与防灭火"],
        section_name="煤矿监管股", is_approved=True,
    )  # fmt: skip


def _leaves(expert: Expert) -> RosterItem:
    return RosterItem(
        change=RosterChange.REMOVE, expert=expert, name=expert.name,
        employer=expert.employer.name, grade=expert.grade, specialties=["采煤与顶板"],
        section_name="煤矿监管股", ground=DismissalGround.UNABLE, note="本人书面说明",
        is_approved=True,
    )  # fmt: skip


def published(
    roster: ProposedRoster, state: publicity.State = publicity.State.OPEN
) -> PublicNotice:
    def told(items):
        return [
            {"name": each.name, "employer": each.employer, "specialties": each.specialties}
            for each in items
        ]

    with unit_of_work():
        made = PublicNotice(
            number="G2026-01", proposal=roster, title="关于专家组拟定名单的公示",
            additions=told(roster.additions), removals=told(roster.removals),
            published_on=date(2026, 7, 20), ends_on=date(2026, 7, 27), days=5,
            reckoning="公示不少于5日，发布当日不计算在内，末日为工作日",
            publisher_id=account().id,
        )  # fmt: skip
        made.enter(state)
        db.session.add(made)
    return made


def objected(notice: PublicNotice, **other) -> Objection:
    with unit_of_work():
        made = Objection(
            number="Y2026-01", code_lookup="0" * 64, notice=notice,
            item=notice.proposal.items[0], is_named=True, answer="经核实，所反映问题不属实。",
            content={
                "text": "该同志的从业年限与实际不符，请予核实。", "name": "虚构反映人",
                "contact": "0356-0000099",
                "supplements": [{"at": "2026-07-22T02:00:00+00:00", "text": "另有一份证明。"}],
            },
            **other,
        )  # fmt: skip
        made.enter(objection.State.DISMISSED)
        db.session.add(made)
    return made
