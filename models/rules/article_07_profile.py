"""第七条第一项 专家信息变更 · what an expert may ask to have changed, and what has to be proved.

Name, ID number, grade, certificate and term are not asked for here: they follow from papers of the
office's own.
"""

from collections.abc import Collection
from datetime import date

from models.errors import Refusal

ARTICLE = 7
MOST_FILES = 10
LONGEST_REASON = 500
CONTACT = ("mobile", "home_phone", "work_phone", "email", "unit_phone", "fax", "postcode")
PROPOSABLE = (
    "employer", "department", "title", "employment", "employment_note", "school", "degree",
    "major", "qualification", "field", "years", "specialties", "resume", "publications", "awards",
    "achievements",
)  # fmt: skip
# 第五条 what somebody was appointed for, and what recusal is reckoned from.
PROVED = frozenset(
    {"employer", "title", "employment", "school", "degree", "major", "qualification", "specialties"}
)


def refuse_unproved(changed: Collection[str], files: int) -> None:
    """Something must be changed, and what the appointment rests on must be proved."""
    if not changed:
        raise Refusal("没有改动任何一项，不需要提交", article=ARTICLE)
    if PROVED & set(changed) and not files:
        raise Refusal(
            "单位、职务职称、学历、职业资格、专业的变更，请上传证明材料", article=5, field="files"
        )
    if files > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=ARTICLE, field="files")


def refuse_wrong_leaving(changed: Collection[str], left_on: date | None, today: date) -> None:
    """Of a new employer: since when the former is one, for it recuses for years yet (Art. 9(6))."""
    if "employer" not in changed:
        return
    if left_on is None:
        raise Refusal("变更单位的，请填写从原单位离任的日期", article=9, field="left_on")
    if left_on > today:
        raise Refusal("离任日期还没有到，请在离任后再提出", article=9, field="left_on")
