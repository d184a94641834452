"""第六条第一项 申报 · every June, by three channels, with what a person has to hand in."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from models.errors import Refusal
from models.rules.article_05_conditions import Limits
from models.vocabulary import Channel

ARTICLE = 6
INVITATION = (
    "为建立我县安全生产和应急管理专家队伍，现组织专家申报。"
    "凡自愿申请加入泽州县安全生产和应急管理专家组的人员，请在申报期内如实填写"
    "《泽州县安全生产和应急管理专家申报表》，并作出工作纪律、职业道德、技术服务和廉政建设的承诺。"
)
CHANNELS: Mapping[Channel, str] = {
    Channel.UNIT: "由所在单位的经办人登录后代为填报，附本人签字的申报表扫描件",
    Channel.SELF: "本人在本页开立申报账号，登录后填报",
    Channel.SECTION: "由县应急管理局有关股室登录后代为填报，附本人签字的申报表扫描件",
}
PAPERS = (
    "一寸免冠照片（JPG或PNG，不小于295×413像素）",
    "学历证明",
    "职称证书，或者注册安全工程师、注册安全评价师、律师等资格证书",
    "在重点行业领域从事安全管理的，附从业经历证明",
    "研究成果、论文著作、获奖证书等证明材料（有的附上）",
    "申请放宽条件或者年龄的，附放宽的依据",
)


def month_from(today: date, month: int) -> tuple[date, date]:
    """The first and the last day of the month in which applications are invited: this year's
    until it is over, then the next one's."""
    year = today.year + (today.month > month)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def check_window(first: date, last: date, *, reason: str, month: int, today: date) -> None:
    """Refuse a window that is no window, or one beside the yearly month without a reason."""
    if last < first:
        raise Refusal("申报截止日早于开始日，请核对", article=ARTICLE, field="closes_on")
    if last < today:
        raise Refusal("申报截止日已经过去，请改期", article=ARTICLE, field="closes_on")
    is_yearly = {(day.year, day.month) for day in (first, last)} == {(first.year, month)}
    if not is_yearly and not reason.strip():
        raise Refusal(
            f"每年{month}月份申报；在其他日期申报的是增补，请写明增补的理由",
            article=ARTICLE,
            field="reason",
        )


def requirements_told(limits: Limits) -> list[str]:
    """条件 as the invitation tells them, with the numbers by which this cycle is read."""
    senior, intermediate = limits.senior_years, limits.intermediate_years
    return [
        "拥护党的路线、方针和政策，自觉遵守国家法律法规，具有良好的职业道德",
        "熟悉安全生产和应急管理法律法规和相关行业技术标准，政策理论水平较高，专业技能较强",
        f"高级专家：相关专业副高级以上职称，从事本专业安全生产和应急管理工作{senior}年以上",
        f"中级专家：中级职称或者注册安全工程师、注册安全评价师资格，从事本专业工作{intermediate}年以上；"
        f"或者在重点行业领域从事安全管理满{limits.key_industry_years}年",
        "法律专家：具备律师资格或者是法律专业教授，处理过有关案件或者提供过法律咨询",
        "自愿接受委派，能及时深入现场，能参与事故应急救援和调查分析",
        f"身体健康，年龄一般不超过{limits.age_limit}周岁；应急领域研究成果获市级以上行业部门认可的，可适当放宽",
        "业务能力非常突出、实践经验非常丰富的，条件可适当放宽",
    ]
