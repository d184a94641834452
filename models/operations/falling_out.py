"""当日不能到场 · an expert who falls out on the day, as the section learns it by telephone."""

from collections.abc import Mapping

from models import clock
from models.errors import Refusal
from models.operations.assignments import vacate
from models.operations.notices import tell
from models.operations.register import reference
from models.rules.article_13_tasks import ARTICLE
from models.tables import Assignment, Holding
from models.vocabulary import DeclineKind
from models.workflows.assignment import Action

# What the section can be told on the day, as it hears it.
HEARD: Mapping[DeclineKind, str] = {
    DeclineKind.ILLNESS: "突发疾病（须补交证明）",
    DeclineKind.PERSONAL: "突发急事",
    DeclineKind.NO_SHOW: "未到场（联系不上或者无故不来）",
}


def fall_out(part: Assignment, kind: DeclineKind, *, note: str, by: Holding) -> None:
    """Record that the expert does not come; the seat is vacant at once, and the others go on."""
    _check(part, kind)
    vacate(part, Action.FALL_OUT, kind, note=note, by=by)
    text = f"已登记您当日不能到场（{kind.label}）：{part.dispatch.caption}；有异议请与承办人联系"
    tell(part.expert.account_id, text, reference(part))


def is_the_day(part: Assignment) -> bool:
    """Whether the task begins today, or has begun."""
    starts_at = part.dispatch.starts_at
    return starts_at is not None and clock.local(starts_at).date() <= clock.today()


def _check(part: Assignment, kind: DeclineKind) -> None:
    if kind not in HEARD:
        raise Refusal("请选择当日不能到场的原因", article=ARTICLE, field="kind")
    if not is_the_day(part):
        raise Refusal(
            "任务还没有到开始的日子；专家事先不能来的，请按“不能参加”登记", article=ARTICLE
        )
    if kind is DeclineKind.NO_SHOW:
        _check_absence(part)


def _check_absence(part: Assignment) -> None:
    """It counts towards Art. 18(3): only of somebody who had promised to come, and only after the
    hour."""
    if part.accepted_at is None:
        raise Refusal(
            "该专家没有答复接受任务，不能登记为未到场；请按实际情况选择其他原因",
            article=ARTICLE,
            field="kind",
        )
    if part.dispatch.starts_at and clock.now() < part.dispatch.starts_at:
        raise Refusal("还没有到开始时间，不能登记为未到场", article=ARTICLE, field="kind")
