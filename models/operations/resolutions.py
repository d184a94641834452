"""会议纪要与决议 · what was resolved, what came of it, the groups' reports (Art. 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell_next
from models.operations.register import register
from models.operations.steps import advance
from models.queries import elections, lead_sections, meetings, roster
from models.rules.article_14_meetings import ARTICLE, is_overdue
from models.tables import GroupReport, Holding, Meeting, Minutes, Resolution
from models.vocabulary import Permission, Post
from models.workflows.meeting import Action, State

_LONGEST = 20_000  # characters of minutes and reports


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution as it is written down."""

    text: str
    section_id: int
    due_on: date


def record(meeting: Meeting, text: str, resolved: Sequence[Resolved], *, by: Holding) -> None:
    """Write the minutes and hand them in to be confirmed. What was resolved before and is done
    already stays; the rest is as it is written now."""
    if not 0 < len(text.strip()) <= _LONGEST:
        raise Refusal(f"纪要应为1至{_LONGEST}字", article=ARTICLE, field="text")
    _check_days(meeting, resolved)
    meeting.workflow.move(meeting.state, Action.RECORD)
    if not meeting.minutes:
        meeting.minutes.append(Minutes(edition=1, text="", resolutions=[], writer_id=by.account_id))
    done = [each for each in meeting.resolutions if each.done_on]
    meeting.resolutions = done + [
        Resolution(text=each.text.strip(), section_id=each.section_id, due_on=each.due_on)
        for each in resolved
    ]
    last = meeting.minutes[-1]
    last.text, last.writer_id = text.strip(), by.account_id
    last.resolutions = [
        {"text": each.text, "section": each.section_id, "due_on": each.due_on.isoformat()}
        for each in meeting.resolutions
    ]
    advance(meeting, Action.RECORD, by=by, edition=last.edition)
    tell_next(meeting, besides=by.account_id)


def _check_days(meeting: Meeting, resolved: Sequence[Resolved]) -> None:
    for each in resolved:
        if meeting.meets_on and each.due_on < meeting.meets_on:
            raise Refusal(
                f"“{each.text[:20]}”的办结期限在会议之前，请改正", article=ARTICLE, field="resolved"
            )


def finish(resolution: Resolution, result: str, *, by: Holding) -> None:
    """Report what came of it; late is taken too, and marked."""
    if no := policy.refusal(by, Permission.FINISH_RESOLUTION, resolution):
        raise no
    if resolution.meeting.state is not State.MINUTED:
        raise Refusal("纪要确认以后才能报告办理结果", article=ARTICLE)
    if resolution.done_on:
        raise Refusal("这项决议已经办结，不必重复", article=ARTICLE)
    if not 0 < len(result.strip()) <= _LONGEST:
        raise Refusal("请写明办理结果", article=ARTICLE, field="result")
    resolution.done_on, resolution.result = clock.today(), result.strip()
    late = is_overdue(resolution.due_on, resolution.done_on, clock.today())
    register(
        "meeting:finish", "办结决议事项", by=by, subject=resolution, article=ARTICLE,
        late=late, due_on=resolution.due_on.isoformat(),
    )  # fmt: skip
    tell_next(resolution.meeting, besides=by.account_id)


def hand_in_report(year: int, industry: str, text: str, *, by: Holding) -> GroupReport:
    """年度工作情况报告: by an officer of the group, or by its lead section for the group. Handed in
    anew it replaces the text; the register tells when."""
    names = elections.industries(db.session())
    if industry not in reportable(by):
        raise Refusal(
            "年度报告由该行业专家组组长、副组长提交，或者由牵头股室代为录入",
            article=ARTICLE,
            field="industry",
        )
    if not 0 < len(text.strip()) <= _LONGEST:
        raise Refusal(f"报告应为1至{_LONGEST}字", article=ARTICLE, field="text")
    report = meetings.reports(db.session(), year).get(industry)
    if report is None:
        report = GroupReport(year=year, industry_code=industry, industry_name=names[industry])
        db.session.add(report)
    report.text, report.author_id, report.at = text.strip(), by.account_id, clock.now()
    register(
        "group_report:hand_in", f"提交{names[industry]}专家组{year}年度工作情况报告", by=by,
        subject=report, article=ARTICLE, year=year, industry=names[industry],
    )  # fmt: skip
    return report


def reportable(by: Holding) -> list[str]:
    """The industries for whose group this person may hand in the report."""
    if not policy.may(by, Permission.REPORT_OF_GROUP):
        return []
    if by.post is Post.EXPERT:
        expert = roster.own(db.session(), by.account_id)
        held = elections.sitting(db.session(), expert_id=expert.id) if expert else []
        return [each.industry_code for each in held]
    leads = lead_sections.of_industries(db.session())
    return [code for code, section in leads.items() if section.id in by.section_ids]
