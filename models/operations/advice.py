"""专家建议 · given at any time, taken in by the section of the industry, answered (Art. 14(1))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.files import Upload, keep
from models.operations.notices import holders_of, tell
from models.operations.numbers import next_of
from models.operations.register import register
from models.operations.steps import advance
from models.queries import elections, lead_sections
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules import article_14_advice as art14
from models.rules.article_13_tasks import report_due
from models.settings import ADVICE_DAYS
from models.tables import Advice, Expert, Holding, Section
from models.vocabulary import Adoption, Permission
from models.workflows.advice import Action


@dataclass(frozen=True, slots=True)
class Thought:
    """What an expert advises; ``industry`` is a code of Annex 1."""

    title: str
    text: str
    industry: str


def give(
    expert: Expert, thought: Thought, *, uploads: Sequence[Upload] = (), folder: Path, by: Holding
) -> Advice:
    """It goes to the lead section of its industry, which judges how important it is."""
    if no := policy.refusal(by, Permission.GIVE_ADVICE, expert):
        raise no
    art14.check(thought.title, thought.text, len(uploads))
    section = _section_for(thought.industry)
    year, serial = next_of(Advice.year, Advice.serial)
    advice = Advice(
        year=year,
        serial=serial,
        expert=expert,
        industry_code=thought.industry,
        industry_name=elections.industries(db.session())[thought.industry],
        section=section,
        section_id=section.id,
        due_on=_due_on(),
        title=thought.title.strip(),
        text=thought.text.strip(),
        files=[keep(upload, folder, by=by) for upload in uploads],
    )
    db.session.add(advice)
    register(
        "advice:give", "提出专家建议", by=by, subject=advice, article=art14.ARTICLE,
        number=advice.number, sections=[section.name], files=len(uploads) or "",
    )  # fmt: skip
    _tell_next(advice, by)
    return advice


def _section_for(industry: str) -> Section:
    leads = lead_sections.of_industries(db.session())
    if industry not in leads:
        raise Refusal(
            "这个行业还没有指定牵头股室，请改选相近的行业，或者联系专家管理办公室",
            article=art14.ARTICLE,
            field="industry",
        )
    return leads[industry]


def _due_on() -> date | None:
    days = value_of(db.session(), ADVICE_DAYS)
    return report_due(clock.today(), days, confirmed(db.session()))


def receive(advice: Advice, *, is_important: bool, by: Holding) -> None:
    """The section takes it in and judges its importance: what is important, a leader answers."""
    advance(advice, Action.RECEIVE, by=by, important=is_important)
    advice.is_important = is_important
    _tell_expert(advice, by)


def transfer(advice: Advice, section: Section, *, note: str, by: Holding) -> None:
    """It is another section's business; the days go on counting."""
    if section.id == advice.section_id:
        raise Refusal("已经在这个股室，请选择另一个股室", article=art14.ARTICLE, field="section")
    advance(advice, Action.TRANSFER, by=by, note=note, sections=[section.name])
    advice.section, advice.section_id = section, section.id
    db.session.flush()
    _tell_next(advice, by)


def report_up(advice: Advice, *, note: str, by: Holding) -> None:
    """呈报: what the section thinks of it, for a leader to decide on."""
    advance(advice, Action.RAISE, by=by, note=note)
    _tell_next(advice, by)


def reply(advice: Advice, adoption: Adoption, *, text: str, by: Holding) -> None:
    """The answer, and what is taken of it; where not all is, why."""
    art14.check_reply(adoption, text)
    move = advance(advice, Action.REPLY, by=by, adoption=adoption.value, late=advice.is_overdue)
    advice.adoption, advice.reply, advice.replier_id = adoption, text.strip(), by.account_id
    _tell_expert(advice, by, f"（{move.target.label}：{adoption.label}）")


def withdraw(advice: Advice, *, by: Holding) -> None:
    """The expert takes it back, while nobody has taken it in."""
    advance(advice, Action.WITHDRAW, by=by)


def _tell_next(advice: Advice, by: Holding) -> None:
    told = {
        holder.account_id
        for move in advice.workflow.moves_from(advice.state)
        if move.forward
        for holder in holders_of(move.permission, advice)
    }
    for account_id in told - {by.account_id}:
        tell(account_id, f"待办：{advice.caption}（{advice.state.label}）", advice.matter)


def _tell_expert(advice: Advice, by: Holding, how: str = "") -> None:
    if advice.owner_account_id != by.account_id:
        text = f"进展：{advice.caption}{how or f'（{advice.state.label}）'}"
        tell(advice.owner_account_id, text, advice.matter)
