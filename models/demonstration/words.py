"""用语 · what people of the demonstration write: reasons, reports, the entries of Annex 6."""

from collections.abc import Mapping

from models import clock
from models.demonstration.dice import Dice
from models.demonstration.matters import Matter
from models.operations.assignments import Service
from models.tables import Assignment
from models.vocabulary import DeclineKind

# 执法人员 and their licences, invented like everyone else.
OFFICERS: list[tuple[str, str]] = [
    ("贺承川", "99010000001"), ("乔若岚", "99010000002"), ("段锦山", "99010000003"),
    ("秦书颖", "99010000004"), ("雷宏亮", "99010000005"), ("孔泽林", "99010000006"),
]  # fmt: skip
REASONS: Mapping[DeclineKind, str] = {
    DeclineKind.BUSY: "本单位同日组织停产检修，须在岗值守",
    DeclineKind.PERSONAL: "家中有事，已请假外出",
    DeclineKind.NO_REASON: "近期不愿外出参加检查",
    DeclineKind.ILLNESS: "住院治疗，诊断证明已交股室",
    DeclineKind.RECUSAL: "近亲属在对象单位任职，应当回避",
}
_ADVICE = (
    "建议限期整改并复查销号，举一反三排查同类问题。",
    "建议补充专项培训，完善台账并纳入班组日检。",
    "建议委托有资质的单位检测后再投入使用。",
)


def report_on(dice: Dice, part: Assignment, matter: Matter) -> tuple[str, str]:
    """Content and advice of one expert's report."""
    day = clock.local(part.left_at or clock.now())
    found = "；".join(dice.some(matter.findings, 2))
    content = (
        f"{day.month}月{day.day}日按派遣通知到{part.dispatch.targets[0].name}开展工作，听取介绍、查阅资料并"
        f"核查现场。{matter.content}发现的主要问题：{found}。已当场向对象单位反馈。"
    )
    return content, dice.pick(_ADVICE)


def service_for(dice: Dice, part: Assignment, matter: Matter) -> Service:
    """Most do well; one in twenty-five does not."""
    hazards = dice.between(2, 9) if matter.hazards else 0
    is_poor = dice.one_in(25)
    return Service(
        half_days=part.dispatch.half_days,
        work=f"{matter.content}提出书面意见{max(hazards, 1)}条。",
        hazards_found=hazards,
        grave_hazards=int(hazards > 7),
        scores={
            "ethics": dice.between(17, 20),
            "ability": dice.between(18, 26) if is_poor else dice.between(38, 49),
            "discipline": dice.between(8, 12) if is_poor else dice.between(16, 20),
            "integrity": dice.between(9, 10),
        },
        incident="迟到，现场核查不够细致" if is_poor else "",
        target_feedback=dice.pick(["意见具体，便于整改", "态度认真，讲解清楚", "符合实际"]),
    )
