"""专家名册 · entering an expert, changing what is known, suspending and ending their use."""

from dataclasses import replace
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm.attributes import flag_modified

from models import clock, pinyin
from models.db import db
from models.errors import Refusal
from models.operations import accounts
from models.operations.certificates import lapse_of, revoke_of
from models.operations.notices import holders_of, tell
from models.operations.particulars import PLAIN, Particulars, differences, particulars_of
from models.operations.register import register
from models.operations.units import unit_named
from models.queries import dismissals, roster
from models.queries.parameters import value_of
from models.rules import article_04_structure as art4
from models.rules import article_05_eligibility as art5
from models.rules.annex_3_line import MOBILE_FORM
from models.rules.article_07_renewal import ARTICLE as RENEWAL
from models.rules.article_18_dismissal import ARTICLE as DISMISSAL
from models.rules.cell_text import date_of
from models.sealed import keyring
from models.settings import AGE_LIMIT, APPOINTMENT_END, ROSTER_CAP
from models.tables import Assignment, Dispatch, Expert, ExpertSpecialty, Holding, Specialty
from models.vocabulary import ON_ROSTER, Permission, RevocationGround, Standing
from models.workflows.assignment import State as AssignmentState

MOST_SPECIALTIES = 3
# Sent somewhere by name, and not back yet. Whom a draw named in secret, nobody learns by a notice.
_SENT = (
    AssignmentState.NOTIFIED,
    AssignmentState.ACCEPTED,
    AssignmentState.BRIEFED,
    AssignmentState.ON_SITE,
)
_STALE = "您打开本页之后，这位专家的信息已被他人修改，请重新打开本页，核对后再改"


def enroll(
    written: Particulars,
    *,
    credit_code: str = "",
    judged_on: date | None = None,
    by: Holding | None,
) -> Expert:
    """A new expert under the next code. Refused beside the field that is wrong, when somebody
    else has the ID number or the certificate, or when the roster is full (Art. 4). ``judged_on``:
    the day on which the age counts, where it is not the first day of the appointment."""
    written = _with_term(written)
    expert = _from_outside(written)
    _check(written, expert, judged_on)
    art4.refuse_beyond_cap(roster.persons(db.session()) + 1, value_of(db.session(), ROSTER_CAP))
    expert = expert or Expert(code=next_code())
    expert.standing = Standing.ACTIVE
    _write(expert, written, credit_code)
    db.session.add(expert)
    register("expert:enroll", "入库", by=by, subject=expert, article=6, code=expert.code)
    return expert


def _from_outside(written: Particulars) -> Expert | None:
    """The row of somebody who was engaged from outside the roster before: it becomes the
    expert's."""
    query = select(Expert).where(
        Expert.id_number_lookup == keyring().lookup(written.id_number.text),
        Expert.standing == Standing.OFF_ROSTER,
    )
    return db.session.scalar(query)


def amend(
    expert: Expert,
    written: Particulars,
    *,
    credit_code: str = "",
    seen: int | None = None,
    judged_on: date | None = None,
    by: Holding | None,
) -> None:
    """Change what is written of ``expert``; ``seen`` is the version the person had before them."""
    if seen is not None and seen != expert.version:
        raise Refusal(_STALE)
    written = _with_term(written)
    _check(written, expert, judged_on)
    changed = differences(particulars_of(expert), written)
    _write(expert, written, credit_code)
    if changed:
        labels = [each.label for each in changed]
        register("expert:amend", "修改信息", by=by, subject=expert, changed=labels)


def change_standing(expert: Expert, standing: Standing, *, reason: str, by: Holding) -> None:
    """Suspend, resume or end; always for a reason. Whoever leaves loses the certificate; whoever
    comes back must find room."""
    if standing is expert.standing:
        raise Refusal(f"这位专家已经是“{standing.label}”，无需变更", field="standing")
    why = _given(reason)
    if Standing.OFF_ROSTER in {standing, expert.standing}:
        raise Refusal("库外专家不在名册上；聘任入库的，请按登记专家办理", field="standing")
    if expert.standing not in ON_ROSTER:
        _refuse_barred(expert)
        cap = value_of(db.session(), ROSTER_CAP)
        art4.refuse_beyond_cap(roster.persons(db.session()) + 1, cap)
    if standing is Standing.ENDED:
        _refuse_under_way(expert)
        dismiss(expert, RevocationGround.LEFT, reason=why, by=by)
    else:
        _set_standing(expert, standing, why, DISMISSAL, by)


def dismiss(expert: Expert, ground: RevocationGround, *, reason: str, by: Holding) -> None:
    """解聘 (Art. 18): the expert leaves, and the certificate is taken back on that ground."""
    _set_standing(expert, Standing.ENDED, _given(reason), DISMISSAL, by)
    revoke_of(expert, ground, reason=reason, by=by)


def _refuse_barred(expert: Expert) -> None:
    """Whoever was dismissed on some of the grounds does not simply come back."""
    if (again := dismissals.readmission(db.session(), expert)) and again.is_barred:
        raise Refusal(f"{expert.name}于{again.words}", article=DISMISSAL, field="standing")


def _refuse_under_way(expert: Expert) -> None:
    """Nobody leaves by the side door while the leader has their dismissal to decide."""
    if case := dismissals.under_way(db.session(), expert):
        raise Refusal(
            f"{expert.name}的解聘事项{case.number}正在办理，请先办结或者终止",
            article=DISMISSAL,
            field="standing",
        )


def remove(expert: Expert, *, reason: str, by: Holding) -> None:
    """清退 by the document of Article 7: the expert leaves, and the certificate lapses with it."""
    _set_standing(expert, Standing.ENDED, _given(reason), RENEWAL, by)
    lapse_of(expert, reason=reason, by=by)


def _set_standing(expert: Expert, after: Standing, why: str, article: int, by: Holding) -> None:
    before, expert.standing = expert.standing, after
    register(
        "expert:standing", f"状态变更：{after.label}", by=by, subject=expert, article=article,
        before=before.value, after=after.value, reason=why,
    )  # fmt: skip
    if after is not Standing.ACTIVE:
        _tell_where_sent(expert)
    if expert.account and Standing.ENDED in {before, after}:
        accounts.limit_to_history(expert.account, after is Standing.ENDED, by=by)


def _tell_where_sent(expert: Expert) -> None:
    """The sections that count on the expert, so that they propose a change."""
    counts = Dispatch.assignments.any(
        and_(Assignment.expert_id == expert.id, Assignment._state.in_(_SENT))
    )
    for dispatch in db.session.scalars(select(Dispatch).where(counts).order_by(Dispatch.id)):
        text = f"{expert.name}{expert.standing.label}，请办理派遣变更：{dispatch.caption}"
        for holding in holders_of(Permission.PROPOSE_CHANGE, dispatch):
            tell(holding.account_id, text, dispatch.matter)


def record_reveal(expert: Expert, *, reason: str, by: Holding) -> None:
    """Somebody is shown the whole ID number and telephones, and says why."""
    register("expert:reveal", "查看身份证号和电话", by=by, subject=expert, reason=_given(reason))


def record_whole_export(persons: int, *, reason: str, by: Holding) -> None:
    register(
        "roster:export_whole", "导出完整身份证号和电话", by=by,
        reason=_given(reason), persons=persons,
    )  # fmt: skip


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refusal("请写明理由", field="reason")
    return reason.strip()


def appointment_end() -> date:
    """Where an appointment ends unless its document says otherwise."""
    end = date_of(value_of(db.session(), APPOINTMENT_END))
    if end is None:
        raise Refusal(f"参数“{APPOINTMENT_END.label}”不是日期，请系统管理员改正", article=6)
    return end


def next_code() -> str:
    """ZZ0001, ZZ0002 … in the order of entering; none is given twice."""
    longest_last = select(Expert.code).order_by(func.length(Expert.code).desc(), Expert.code.desc())
    last = db.session.scalar(longest_last.limit(1))
    return f"ZZ{int(last.removeprefix('ZZ')) + 1 if last else 1:04}"


def _check(written: Particulars, expert: Expert | None, judged_on: date | None) -> None:
    _refuse_duplicates(written, expert)
    if not MOBILE_FORM.fullmatch(written.mobile):
        raise Refusal("移动电话应为一个以1开头的11位手机号", field="mobile")
    first, last = written.appointed_from, written.appointed_until
    if first and last and last < first:
        raise Refusal(f"聘任止（{last}）早于聘任起（{first}）", article=6, field="appointed_until")
    art5.refuse_over_age(
        written.id_number.birth_date,
        judged_on or first or clock.today(),
        value_of(db.session(), AGE_LIMIT),
        written.age_relaxation,
    )
    refuse_wrong_specialties(written.specialties)


def _refuse_duplicates(written: Particulars, expert: Expert | None) -> None:
    lookup = keyring().lookup(written.id_number.text)
    twin = db.session.scalar(select(Expert).where(Expert.id_number_lookup == lookup))
    if twin and twin is not expert:
        raise Refusal(f"这个身份证号已登记为{twin.code} {twin.name}", article=5, field="id_number")
    if not written.certificate_no:
        return
    holder = db.session.scalar(
        select(Expert).where(Expert.certificate_no == written.certificate_no)
    )
    if holder and holder is not expert:
        raise Refusal(
            f"这个聘书号已发给{holder.code} {holder.name}", article=6, field="certificate_no"
        )


def refuse_wrong_specialties(codes: tuple[str, ...]) -> None:
    """One primary and up to two more, all different."""
    if not 1 <= len(codes) <= MOST_SPECIALTIES:
        raise Refusal(f"专业应为1至{MOST_SPECIALTIES}个", article=4, field="primary")
    if len(set(codes)) < len(codes):
        raise Refusal("同一个专业选了两次，请改选或留空", article=4, field="second")


def _with_term(written: Particulars) -> Particulars:
    """The appointment begins today and ends with the parameter, unless it says otherwise."""
    return replace(
        written,
        appointed_from=written.appointed_from or clock.today(),
        appointed_until=written.appointed_until or appointment_end(),
    )


def _write(expert: Expert, written: Particulars, credit_code: str) -> None:
    for name in PLAIN:
        setattr(expert, name, getattr(written, name))
    expert.home_phone = written.home_phone or None
    expert.certificate_no = written.certificate_no or None
    expert.name_key = pinyin.full(written.name)[:120]
    expert.name_initials = pinyin.initials(written.name)
    expert.id_number = written.id_number.text
    expert.id_number_lookup = keyring().lookup(written.id_number.text)
    expert.birth_date, expert.sex = written.id_number.birth_date, written.id_number.sex
    expert.employer = unit_named(written.employer, credit_code)
    _write_specialties(expert, written.specialties)


def _write_specialties(expert: Expert, codes: tuple[str, ...]) -> None:
    """What the expert holds already keeps the name it was given with."""
    if expert.specialty_codes == codes:
        return
    names = {row.code: row.name for row in _specialties(codes)}
    names |= {held.code: held.name for held in expert.specialties}
    if expert.specialties:
        flag_modified(expert, "grade")  # so that the version moves with its specialties
        expert.specialties = []
        db.session.flush()  # the old ranks must be gone before they are given again
    expert.specialties = [
        ExpertSpecialty(rank=rank, code=code, name=names[code])
        for rank, code in enumerate(codes, start=1)
    ]


def _specialties(codes: tuple[str, ...]) -> list[Specialty]:
    return list(db.session.scalars(select(Specialty).where(Specialty.code.in_(codes))))
