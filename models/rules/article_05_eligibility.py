"""第五条 专家聘任条件 · age, and the grade that a title speaks for."""

import re
from datetime import date

from models.errors import Refusal
from models.vocabulary import Grade

ARTICLE = 5
LEGAL = re.compile(r"律师|法(?:学|律)[^、,，;；/\s]*教授")
SENIOR = re.compile(
    r"正高|副高|高工|高级职称|高级[^、,，;；/\s]{0,8}师(?<!技师)|教授|(?<!助理)研究员|主任医师"
)
INTERMEDIATE = re.compile(
    r"中级|(?<!助理)工程师|讲师|主治医师|助理研究员|注册安全工程师|安全评价师|(?<!助理)(?:经济|会计)师"
)


def age_on(born: date, day: date) -> int:
    """周岁: whole years lived, one more from the birthday on (29 February: from 1 March)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_over_age(born: date, day: date, limit: int) -> bool:
    """年龄一般不超过65周岁: whoever is 65 may apply until the 66th birthday."""
    return age_on(born, day) > limit


def refuse_over_age(born: date, on: date, limit: int, relaxation: str) -> None:
    """Over the limit on the day the appointment begins: only with the ground of the relaxation."""
    if is_over_age(born, on, limit) and not relaxation.strip():
        raise Refusal(
            f"聘任之日已满{age_on(born, on)}周岁，超过{limit}周岁；放宽的，请写明依据",
            article=ARTICLE,
            field="age_relaxation",
        )


def is_senior(title: str) -> bool:
    """高级以上职称, whichever grade of expert it makes: a professor of law has one too."""
    return SENIOR.search(title) is not None


def grade_shown_by(position: str) -> Grade | None:
    """The grade 职务职称 speaks for under Art. 5(4); None where it names no title of that rank.

    It is a first reading for a roster that has no 级别 column: years of work and certificates are
    judged by a person.
    """
    for grade, title in (
        (Grade.LEGAL, LEGAL),
        (Grade.SENIOR, SENIOR),
        (Grade.INTERMEDIATE, INTERMEDIATE),
    ):
        if title.search(position):
            return grade
    return None
