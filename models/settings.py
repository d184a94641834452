"""参数 · the numbers of the regulation that a bureau may have to change, each with its article.

Here stand their names and defaults; what is in force is read by ``queries.parameters``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.errors import Refusal
from models.rules.article_11_draw import DEFAULT_WEIGHTS
from models.vocabulary import DrawPolicy, Permission

_LONGEST_TABLE = 20  # weights


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting. ``kind`` says how it is typed: a number between ``least`` and ``most``, a text,
    one of the ``choices``, weights, or a date. ``awaits`` names the business, not yet in the
    program, that will be the first to ask for it."""

    key: str
    label: str
    article: int
    default: Any
    unit: str
    why: str
    kind: str = "number"
    least: int = 1
    most: int = 365
    choices: tuple[tuple[str, str], ...] = ()
    permission: Permission = Permission.CHANGE_SETTINGS
    awaits: str = ""

    def parse(self, text: str) -> Any:
        """The value that ``text`` means; a Refusal beside the field where it means none."""
        return _PARSERS[self.kind](self, text.strip())

    def show(self, value: Any) -> str:
        """The value as a person reads it."""
        if self.kind == "choice":
            return dict(self.choices)[value]
        return f"{self.typed(value)}{self.unit}"

    def typed(self, value: Any) -> str:
        """The value as ``parse`` takes it."""
        return "、".join(map(str, value)) if self.kind == "weights" else str(value)


def _number(parameter: Parameter, text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) < 10
    if not digits or not parameter.least <= int(text) <= parameter.most:
        raise Refusal(
            f"{parameter.label}应为{parameter.least}至{parameter.most}的整数（{parameter.why}）",
            article=parameter.article,
            field="value",
        )
    return int(text)


def _text(parameter: Parameter, text: str) -> str:
    if not 0 < len(text) <= parameter.most:
        raise Refusal(
            f"{parameter.label}应为1至{parameter.most}个字",
            article=parameter.article,
            field="value",
        )
    return text


def _choice(parameter: Parameter, text: str) -> str:
    if text not in dict(parameter.choices):
        raise Refusal(f"请选择{parameter.label}", article=parameter.article, field="value")
    return text


def _date(parameter: Parameter, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as wrong:
        raise Refusal(
            f"{parameter.label}请填写日期，如 2028-10-20", article=parameter.article, field="value"
        ) from wrong


def _weights(parameter: Parameter, text: str) -> list[int]:
    numbers = text.replace("，", "、").replace(",", "、").split("、")
    if not all(number.strip().isascii() and number.strip().isdigit() for number in numbers):
        raise Refusal("权重请填写用顿号或逗号分开的正整数", article=11, field="value")
    if len(numbers) > _LONGEST_TABLE or max(map(len, numbers)) > len(str(parameter.most)):
        raise Refusal(
            f"权重不超过{_LONGEST_TABLE}项，每项不大于{parameter.most}", article=11, field="value"
        )
    weights = [int(number) for number in numbers]
    if min(weights) < 1 or weights != sorted(weights, reverse=True):
        raise Refusal("权重应为不小于1的整数，并且后一项不大于前一项", article=11, field="value")
    return weights


_PARSERS = {
    "number": _number, "text": _text, "choice": _choice, "date": _date, "weights": _weights,
}  # fmt: skip


# fmt: off
ROSTER_CAP = Parameter("roster_cap", "专家总数上限", 4, 250, "人", "第四条：总数不超过250人", most=250)
SPECIALTY_MINIMUM = Parameter("specialty_minimum", "每个细分专业建议人数", 4, 3, "人", "第四条“原则上”：不足只提醒；增设专业时用作初值", most=50)
GROUP_DEPUTIES = Parameter("group_deputies", "每个行业副组长最多人数", 4, 2, "人", "第四条：组长1名，副组长1—2名", most=2)
AGE_LIMIT = Parameter("age_limit", "年龄上限", 5, 65, "周岁", "第五条第六项：一般不超过65周岁", least=18, most=100)
SENIOR_YEARS = Parameter("senior_years", "高级专家从业年限", 5, 10, "年", "第五条第四项：10年以上", most=50)
INTERMEDIATE_YEARS = Parameter("intermediate_years", "中级专家从业年限", 5, 5, "年", "第五条第四项：5年以上", most=50)
KEY_INDUSTRY_YEARS = Parameter("key_industry_years", "重点行业领域从业年限", 5, 10, "年", "第五条第四项：满10年以上", most=50)
INTAKE_MONTH = Parameter("intake_month", "申报月份", 6, 6, "月", "第六条第一项：每年6月份", most=12)
PUBLICITY_DAYS = Parameter("publicity_days", "公示天数", 6, 5, "天", "第六条第三项：公示5日，只能延长", least=5, most=60)
PUBLICITY_RECKONING = Parameter("publicity_reckoning", "公示期的算法", 6, "calendar", "", "首日不计，末日为工作日", "choice", choices=(("calendar", "按自然日"), ("working", "按工作日")))
APPOINTMENT_END = Parameter("appointment_end", "聘期截止日", 6, "2028-10-20", "", "办法自发文之日起有效期五年", "date")
ARCHIVE_YEARS = Parameter("archive_years", "档案保存年限", 6, 5, "年", "第六条第五项：不少于五年", least=5, most=100)
REVIEW_MONTH = Parameter("review_month", "年度复审月份", 7, 6, "月", "第七条第二项：每年6月份", most=12)
FORMER_EMPLOYER_YEARS = Parameter("former_employer_years", "原任职单位回避年限", 9, 3, "年", "第九条第六项回避制度", least=0, most=20)
EMPLOYER_CAP = Parameter("employer_cap", "一次派遣同一单位专家上限", 11, 1, "人", "防止一家单位左右结论", most=20)
DRAW_POLICY = Parameter("draw_policy", "抽取方式", 11, DrawPolicy.OPERATOR_WITNESS.value, "", "由谁为抽取提供随机内容", "choice", choices=tuple(DrawPolicy.choices().items()))
DRAW_HOURS = Parameter("draw_hours", "冻结后抽取时限", 11, 24, "小时", "逾时未抽取的，可以取消冻结", most=168)
LOAD_MONTHS = Parameter("load_months", "轮换计次的时段", 11, 12, "个月", "第十一条轮换使用：近期派遣越多，抽中机会越小", most=60)
WEIGHTS = Parameter("weights", "轮换权重表", 11, list(DEFAULT_WEIGHTS), "", "第n项为比最少者多派n−1次时的权重，由组长决定", "weights", most=100000, permission=Permission.CHANGE_WEIGHTS)
EMERGENCY_HOURS = Parameter("emergency_hours", "紧急调用补办手续时限", 11, 24, "小时", "第十一条先审批后派出；事故、灾害救援中先行调用的，限时补齐手续", most=72)
STANDING_YEARS = Parameter("standing_years", "相对固定专家使用年限", 11, 5, "年", "第十一条第一款第四项：不得超过五年", most=5)
STANDING_WARNING = Parameter("standing_warning", "相对固定使用届满提前提醒", 11, 90, "天", "届满五年应予以更换")
REPORT_DAYS = Parameter("report_days", "书面报告时限", 13, 5, "个工作日", "第十三条：及时提交", most=60)
ADVICE_DAYS = Parameter("advice_days", "专家建议答复时限", 14, 10, "个工作日", "第十四条：重要建议应及时组织研究并给予回复", most=60)
PASSWORD_DAYS = Parameter("password_days", "密码有效期", 15, 90, "天", "第十五条保密；到期须更换密码", least=7)
PASSWORD_MEMORY = Parameter("password_memory", "不得重复使用的旧密码", 15, 3, "个", "第十五条保密；最近用过的密码不得再用", least=0, most=10)
IDLE_MINUTES = Parameter("idle_minutes", "无操作自动退出", 15, 30, "分钟", "第十五条保密；离开座位后及时退出", least=5, most=240)
ADMINISTRATOR_IDLE_MINUTES = Parameter("administrator_idle_minutes", "管理员无操作自动退出", 15, 10, "分钟", "第十五条保密；系统、安全、审计管理员", least=2, most=60)
SESSION_HOURS = Parameter("session_hours", "一次登录最长时间", 15, 12, "小时", "第十五条保密；到时须重新登录", most=24)
CODES_REQUIRED = Parameter("codes_required", "动态口令", 15, "optional", "", "第十五条保密；登录和审签时，除密码外还要输入手机上的动态口令", "choice", choices=(("optional", "各人自愿启用"), ("required", "组长、副组长和管理员必须启用")))
DELEGATION_DAYS = Parameter("delegation_days", "代签授权最长期限", 11, 30, "天", "第十一条审签；离岗更久的，应另行安排分管", most=180)
REMIND_AHEAD = Parameter("remind_ahead", "到期提前提醒", 13, 1, "天", "第十三条如期办理：到期前提醒经办人", least=0, most=30)
ESCALATE_AFTER = Parameter("escalate_after", "逾期催办时限", 13, 2, "个工作日", "逾期满此时限，告知经办人的上一级", most=30)
SYSTEM_ADDRESS = Parameter("system_address", "系统地址", 13, "单位内网“择贤”系统", "", "邮件、短信中告诉收件人到哪里办理，如 http://zexian.local/", "text", most=80)
FILING_DAYS = Parameter("filing_days", "任务结束后办结时限", 17, 10, "个工作日", "第十七条：服务质量登记表及时送达人教股备案")
RETURN_VISIT_DAYS = Parameter("return_visit_days", "办结后回访时限", 17, 10, "个工作日", "第十七条：加强对使用专家的监督管理；对象单位没有反馈的，由人教股回访", most=60)
EXPERT_OBJECTION_DAYS = Parameter("expert_objection_days", "专家异议答复时限", 17, 10, "个工作日", "逾期未答复的，报监督人员督办", most=60)
INTEGRITY_ACCEPT_DAYS = Parameter("integrity_accept_days", "廉政举报受理时限", 17, 5, "个工作日", "第十七条第二项：及时处理举报", most=30)
INTEGRITY_DAYS = Parameter("integrity_days", "廉政举报办结时限", 17, 60, "天", "自受理之日起，按自然日", most=180)
INTEGRITY_HEARING_DAYS = Parameter("integrity_hearing_days", "被举报人说明情况时限", 17, 5, "个工作日", "查实前听取被举报人说明", most=30)
HOTLINE = Parameter("hotline", "举报电话", 17, "0356-2061979", "", "第十七条：24小时举报电话", "text", most=30)
DECLINE_LIMIT = Parameter("decline_limit", "一年内不能接受委派次数", 18, 3, "次", "第十八条第三项", most=12)
PROOF_DAYS = Parameter("proof_days", "患病证明补交时限", 18, 3, "个工作日", "第十八条第三项：患病有证明的不计次数", most=30)
DECLINE_YEAR = Parameter("decline_year", "“一年内”的算法", 18, "rolling", "", "滚动十二个月或自然年度", "choice", choices=(("rolling", "按滚动十二个月"), ("calendar", "按自然年度")))
CREDIT_START = Parameter("credit_start", "信用评级起评分", 18, 85, "分", "期间没有服务质量登记表的，以此为基础", least=70, most=100)
CREDIT_LATE = Parameter("credit_late", "书面报告逾期一次扣分", 18, 2, "分", "第十三条：及时提交书面报告", least=0, most=20)
CREDIT_DECLINE = Parameter("credit_decline", "不能接受委派一次扣分", 18, 5, "分", "第十八条第三项：只算计入次数的", least=0, most=30)
CREDIT_UPHELD = Parameter("credit_upheld", "举报查实一件扣分", 18, 40, "分", "第十七条：廉政监督", least=0, most=100)
CREDIT_HOURS = Parameter("credit_hours", "年度培训学时目标", 16, 8, "学时", "第十六条：提高专家能力素质", least=0, most=80)
CREDIT_TRAINING = Parameter("credit_training", "培训超过或不足一学时加减分", 18, 1, "分", "与年度培训学时目标相比，按半学时折算", least=0, most=5)
CREDIT_TRAINING_MOST = Parameter("credit_training_most", "培训加减分最多", 18, 4, "分", "防止以学时代替工作质量", least=0, most=20)
CREDIT_A = Parameter("credit_a", "信用评级A级最低分", 18, 90, "分", "年度考核优秀也以此为准", least=80, most=100)
CREDIT_B = Parameter("credit_b", "信用评级B级最低分", 18, 75, "分", "没有任务和扣分记录的，不低于B级", least=65, most=79)
CREDIT_C = Parameter("credit_c", "信用评级C级最低分", 18, 60, "分", "不足的为D级，由专家办研究是否解聘（第十八条第九项）", least=40, most=64)
CREDIT_EFFECT = Parameter("credit_effect", "信用评级对抽取的影响", 18, "D", "", "第十八条第九项：信用评级不适合担任专家的", "choice", choices=(("none", "没有影响"), ("D", "D级不列入候选"), ("CD", "C级、D级不列入候选")))
ASSESSMENT_OBJECTION_DAYS = Parameter("assessment_objection_days", "年度考核异议期", 14, 5, "个工作日", "第十四条第二项：通知本人后可提出异议", most=30)
HEARING_DAYS = Parameter("hearing_days", "解聘前陈述期限", 18, 5, "个工作日", "解聘前告知本人情形和事实，听取陈述申辩", most=60)
READMISSION_YEARS = Parameter("readmission_years", "因第四、七、八项解聘后重新申报的年限", 18, 0, "年", "第十八条第四、七、八项；填0的，不再受理申报", least=0, most=50)
# fmt: on

PARAMETERS = {
    parameter.key: parameter
    for parameter in tuple(vars().values())
    if isinstance(parameter, Parameter)
}

# 只能提高: a term of keeping that was promised is never cut short (Art. 6(5)).
ONLY_RAISED = frozenset({ARCHIVE_YEARS.key})
