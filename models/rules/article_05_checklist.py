"""第五条 条件核对表 · what Article 5 asks of an applicant, line by line: computed, or judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.rules.article_05_conditions import Claims, Limits, unmet
from models.rules.article_05_eligibility import age_on, is_over_age
from models.rules.article_18_grounds import ARTICLE as DISMISSAL
from models.rules.article_18_grounds import readmission
from models.vocabulary import AttachmentKind, Route, Term

CONDITIONS, VETTING = 5, 6  # the articles
K = AttachmentKind


class Finding(Term):
    """What a line comes to before a section has looked at it."""

    MET = "met", "符合"
    RELAXED = "relaxed", "放宽"
    UNMET = "unmet", "不符合"
    JUDGED = "judged", "由人核对"


J = Finding.JUDGED


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``evidence``: the papers that bear on it; ``lacks``: those of them that must be
    handed in and are not."""

    key: str
    label: str
    status: Finding
    detail: str
    article: int = CONDITIONS
    evidence: tuple[AttachmentKind, ...] = ()
    lacks: tuple[AttachmentKind, ...] = ()


def checklist(claims: Claims, limits: Limits) -> list[Line]:
    """Every line that applies to this person, in the order of the article."""
    return [
        Line(
            "identity", "身份真实", J, "姓名与身份证号是同一人，性别、出生日期以身份证号为准",
            VETTING, (K.PHOTO, K.SIGNED_FORM),
        ),
        Line(
            "safety", "政治可靠、遵纪守法", J,
            "拥护党的路线方针政策，遵守法律法规和廉政规定，没有不宜担任专家的情形", VETTING,
        ),
        Line(
            "ability", "熟悉法规标准、专业能力强", J,
            "熟悉安全生产和应急管理法律法规、相关行业技术标准",
            evidence=(K.PAPERS, K.AWARDS, K.RESULTS),
        ),
        _condition(claims, limits),
        *_proofs(claims),
        _age(claims, limits),
        *_after_dismissal(claims, limits),
        Line(
            "health", "身体健康、自愿接受委派", J,
            "能及时深入现场，能参与事故应急救援和调查分析",
        ),
    ]  # fmt: skip


# 第四项 the conditions


def _condition(claims: Claims, limits: Limits) -> Line:
    lacks = unmet(claims, limits)
    if claims.route is None:
        return Line("condition", "申报条件", Finding.UNMET, "；".join(lacks))
    label = f"申报条件：{claims.route.label}"
    if not lacks:
        return Line("condition", label, Finding.MET, _met(claims))
    return _relaxed_or_not("condition", label, "；".join(lacks), claims.relaxation, claims)


def _met(claims: Claims) -> str:
    years = "" if claims.years is None else f"，从事本专业安全生产和应急管理工作{claims.years}年"
    held = claims.qualification if claims.route in _BY_QUALIFICATION else claims.title
    return f"{held or '在重点行业领域从事安全管理'}{years}"


def _relaxed_or_not(key: str, label: str, lack: str, ground: str, claims: Claims) -> Line:
    """A condition that is not met is relaxed only with a ground and a paper that bears it out."""
    if not ground.strip():
        return Line(key, label, Finding.UNMET, f"{lack}；申请放宽的，请写明理由并上传依据")
    shown = K.RELAXATION in claims.proofs
    return Line(
        key,
        label,
        Finding.RELAXED if shown else Finding.UNMET,
        f"{lack}；申请放宽：{ground.strip()}" + ("" if shown else "（还没有上传放宽的依据）"),
        evidence=(K.RELAXATION,),
        lacks=() if shown else (K.RELAXATION,),
    )


# What proves them

_BY_TITLE = {Route.SENIOR_TITLE, Route.INTERMEDIATE_TITLE, Route.LAW_PROFESSOR}
_BY_QUALIFICATION = {Route.REGISTERED, Route.LAWYER}


def _proofs(claims: Claims) -> list[Line]:
    asked = {
        K.EDUCATION: True,
        K.TITLE: claims.route in _BY_TITLE,
        K.QUALIFICATION: claims.route in _BY_QUALIFICATION,
        K.EXPERIENCE: claims.route is Route.KEY_INDUSTRY,
    }
    shown = {kind for kind in asked if asked[kind] or kind in claims.proofs} | {K.EXPERIENCE}
    return [_proof(kind, claims, is_asked=asked[kind]) for kind in asked if kind in shown]


_PROVEN: Mapping[AttachmentKind, tuple[str, str]] = {
    K.EDUCATION: ("学历真实", "学历证明与所填毕业学校、学历、专业一致"),
    K.TITLE: ("职称真实", "职称证书与所填职称一致"),
    K.QUALIFICATION: ("职业资格真实", "职业资格证书与所填资格一致，在有效期内"),
    K.EXPERIENCE: ("从业经历真实", "工作简历与所报年限相符"),
}


def _proof(kind: AttachmentKind, claims: Claims, *, is_asked: bool) -> Line:
    label, detail = _PROVEN[kind]
    lacks = (kind,) if is_asked and kind not in claims.proofs else ()
    return Line(kind.value, label, J, detail, VETTING, (kind,), lacks)


# 第六项 age


def _age(claims: Claims, limits: Limits) -> Line:
    label = f"年龄一般不超过{limits.age_limit}周岁"
    if claims.born is None:
        return Line("age", label, Finding.UNMET, "身份证号填写正确后自动核对")
    years = f"申报之日{age_on(claims.born, claims.day)}周岁"
    if not is_over_age(claims.born, claims.day, limits.age_limit):
        return Line("age", label, Finding.MET, years)
    return _relaxed_or_not("age", label, years, claims.age_relaxation, claims)


# 第十八条 whoever was an expert before


def _after_dismissal(claims: Claims, limits: Limits) -> list[Line]:
    """Of somebody who was dismissed: whether they may apply again at all."""
    if claims.dismissed is None:
        return []
    was = claims.dismissed
    again = readmission(was.ground, was.on, limits.readmission_years, claims.day)
    status = Finding.UNMET if again.is_barred else J
    return [Line("dismissed", "曾被解聘", status, again.words, DISMISSAL)]
