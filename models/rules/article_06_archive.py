"""第六条第五项 资料全部归档备查 · the number of a package, and how long it is kept."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

ARTICLE = 6
_QUIET = timedelta(days=60)  # an office is never without a registered act for longer


def prefix(year: int) -> str:
    """What the numbers of one year begin with."""
    return f"D{year}-"


def number(year: int, serial: int) -> str:
    """卷号, in a series of the year without gaps."""
    return f"{prefix(year)}{serial:03}"


def kept_until(made_on: date, years: int) -> date:
    """The last day of a term of so many years; of one from 29 February, 1 March where there is no
    29th."""
    try:
        return made_on.replace(year=made_on.year + years)
    except ValueError:
        return date(made_on.year + years, 3, 1)


def longer(made_on: date, promised: date, years: int) -> date:
    """The last day of the term: as it was promised, or as it has been raised since."""
    return max(promised, kept_until(made_on, years))


def days_witnessed(moments: Iterable[datetime]) -> int:
    """The days that passed by the register's own rows. A leap over more than sixty days counts as
    none: then the machine's clock was set, or nobody was there to say what time it was."""
    total, latest = timedelta(), None
    for moment in moments:
        if latest is None or moment > latest:
            step = moment - latest if latest else timedelta()
            total += step if step <= _QUIET else timedelta()
            latest = moment
    return total.days


def early(made_on: date, until: date, today: date, witnessed: int) -> str:
    """Why the package may not go yet; empty where it may."""
    if today <= until:
        return f"保存期到{until.year}年{until.month}月{until.day}日，期满后才能销毁"
    if witnessed + _QUIET.days < (until - made_on).days:
        return (
            f"留痕台账只能证明归档后过去了{witnessed}天，与本机日期不符；"
            "请先校准本机时间，保存期以台账能证明的为准"
        )
    return ""
