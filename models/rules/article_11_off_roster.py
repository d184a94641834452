"""第十一条第一款第三项 库外专家 · of a senior title, proved; and paper for want of an account."""

from collections.abc import Collection, Mapping
from typing import Protocol

from models.errors import Refusal
from models.rules.article_05_eligibility import grade_shown_by, is_senior
from models.vocabulary import Grade, Standing

ARTICLE = 11

# What stands for each step of somebody who has no account.
PAPERS: Mapping[str, str] = {
    "accept": "任务回执",
    "acknowledge_on_paper": "廉政与保密告知书",
    "leave": "签到表",
    "report": "书面报告",
}


class Part(Protocol):
    @property
    def expert_name(self) -> str: ...
    @property
    def is_on_paper(self) -> bool: ...
    @property
    def has_account(self) -> bool: ...
    @property
    def signed_steps(self) -> Collection[str]: ...


def grade_of(title: str) -> Grade:
    """The grade in which such a title is used; refused where it is no senior one."""
    if not is_senior(title):
        raise Refusal(
            f"库外专家必须具备高级以上专业技术职称，“{title.strip()}”不是高级职称；"
            "中级职称人员请从专家库中选取",
            article=ARTICLE,
            field="title",
        )
    return grade_shown_by(title) or Grade.SENIOR


def refuse_known(code: str, name: str, standing: Standing) -> None:
    """Whoever is on the roster is drawn from it, and whoever had to leave it does not come back by
    this door."""
    if standing is Standing.OFF_ROSTER:
        return
    if standing is Standing.ENDED:
        raise Refusal(
            f"这个身份证号属于已退出专家库的{name}（{code}），不能再以库外专家名义聘请",
            article=ARTICLE,
            field="id_number",
        )
    raise Refusal(
        f"这个身份证号已在专家库中（{code} {name}），请从专家库选取，不作为库外专家聘请",
        article=ARTICLE,
        field="id_number",
    )


def unsigned(step: str, part: Part) -> list[str]:
    """The paper without which the section enters nothing for somebody who cannot sign in."""
    if not part.is_on_paper or step in part.signed_steps:
        return []
    return [f"{part.expert_name}为库外专家，请上传本人签字的{PAPERS[step]}扫描件后代录"]


def signs_in(part: Part) -> list[str]:
    """Whoever has an account acknowledges in person."""
    if not part.has_account:
        return []
    return [f"{part.expert_name}有账号，请本人登录确认告知"]
