"""参数 · the numbers of the regulation that a bureau may have to change, each with its article.

Here stand their names and defaults; what is in force is read by ``queries.parameters``.
"""

from dataclasses import dataclass
from typing import Any

from models.errors import Refusal
from models.rules.article_11_draw import DEFAULT_WEIGHTS
from models.vocabulary import DrawPolicy


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting. ``kind`` says how it is typed: a number, a text, yes or no, weights, a date."""

    key: str
    label: str
    article: int
    default: Any
    unit: str
    why: str
    kind: str = "number"
    choices: tuple[tuple[str, str], ...] = ()

    def parse(self, text: str) -> Any:
        """The value that ``text`` means; a Refusal beside the field where it means none."""
        return _PARSERS[self.kind](self, text.strip())


def _number(parameter: Parameter, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Refusal(f"{parameter.label}请填写整数", article=parameter.article, field="value")
    return int(text)


def _text(parameter: Parameter, text: str) -> str:
    if not text:
        raise Refusal(f"请填写{parameter.label}", article=parameter.article, field="value")
    return text


def _choice(parameter: Parameter, text: str) -> str:
    if text not in dict(parameter.choices):
        raise Refusal(f"请选择{parameter.label}", article=parameter.article, field="value")
    return text


def _weights(parameter: Parameter, text: str) -> list[int]:
    numbers = text.replace("，", ",").replace("、", ",").split(",")
    if not all(number.strip().isascii() and number.strip().isdigit() for number in numbers):
        raise Refusal("权重请填写用逗号分开的正整数", article=11, field="value")
    weights = [int(number) for number in numbers]
    if min(weights) < 1 or weights != sorted(weights, reverse=True):
        raise Refusal("权重应为不小于1的整数，并且后一项不大于前一项", article=11, field="value")
    return weights


_PARSERS = {"number": _number, "text": _text, "choice": _choice, "weights": _weights}


# fmt: off
ROSTER_CAP = Parameter("roster_cap", "专家总数上限", 4, 250, "人", "第四条：总数不超过250人")
SPECIALTY_MINIMUM = Parameter("specialty_minimum", "每个细分专业建议人数", 4, 3, "人", "第四条“原则上”：不足只提醒")
AGE_LIMIT = Parameter("age_limit", "年龄上限", 5, 65, "周岁", "第五条第六项：一般不超过65周岁")
APPOINTMENT_END = Parameter("appointment_end", "聘期截止日", 6, "2028-10-20", "", "办法自发文之日起有效期五年", "text")
FORMER_EMPLOYER_YEARS = Parameter("former_employer_years", "原任职单位回避年限", 9, 3, "年", "第九条第六项回避制度")
EMPLOYER_CAP = Parameter("employer_cap", "一次派遣同一单位专家上限", 11, 1, "人", "防止一家单位左右结论")
DRAW_POLICY = Parameter("draw_policy", "抽取方式", 11, DrawPolicy.OPERATOR_WITNESS.value, "", "由谁为抽取提供随机内容", "choice", tuple(DrawPolicy.choices().items()))
DRAW_HOURS = Parameter("draw_hours", "冻结后抽取时限", 11, 24, "小时", "逾时未抽取的，可以取消冻结")
LOAD_MONTHS = Parameter("load_months", "轮换计次的时段", 11, 12, "个月", "第十一条轮换使用：近期派遣越多，抽中机会越小")
WEIGHTS = Parameter("weights", "轮换权重表", 11, list(DEFAULT_WEIGHTS), "", "第n项为比最少者多派n−1次时的权重", "weights")
REPORT_DAYS = Parameter("report_days", "书面报告时限", 13, 5, "个工作日", "第十三条：及时提交")
HOTLINE = Parameter("hotline", "举报电话", 17, "0356-2061979", "", "第十七条：24小时举报电话", "text")
DECLINE_LIMIT = Parameter("decline_limit", "一年内不能接受委派次数", 18, 3, "次", "第十八条第三项")
DECLINE_YEAR = Parameter("decline_year", "“一年内”的算法", 18, "rolling", "", "滚动十二个月或自然年度", "choice", (("rolling", "按滚动十二个月"), ("calendar", "按自然年度")))
PASSWORD_DAYS = Parameter("password_days", "密码有效期", 15, 90, "天", "到期须更换密码")
# fmt: on

PARAMETERS = {
    parameter.key: parameter
    for parameter in tuple(vars().values())
    if isinstance(parameter, Parameter)
}
