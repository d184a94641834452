"""第五条第四项 申报条件 · what a person claims, and whether the condition they apply by is met."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from models.rules.article_05_eligibility import INTERMEDIATE, LEGAL, SENIOR
from models.vocabulary import AttachmentKind, DismissalGround, Route

_REGISTERED = re.compile(r"注册安全工程师|安全评价师")
_LAWYER = re.compile(r"律师|法律职业资格")
_LAW = re.compile(r"法学|法律|[民刑]法|诉讼法|行政法")


@dataclass(frozen=True, slots=True)
class Limits:
    """The parameters of Articles 5 and 18, as they stood when the intake cycle was opened."""

    age_limit: int
    senior_years: int
    intermediate_years: int
    key_industry_years: int
    readmission_years: int = 0


@dataclass(frozen=True, slots=True)
class Dismissed:
    """That the person was an expert before, on which ground they were dismissed, and when."""

    ground: DismissalGround
    on: date


@dataclass(frozen=True, slots=True)
class Claims:
    """What a person says of themselves. ``years``: in safety and emergency work of the specialty;
    ``day``: of the application; ``proofs``: the kinds of paper handed in."""

    route: Route | None
    years: int | None
    title: str
    major: str
    qualification: str
    legal_service: str
    relaxation: str
    age_relaxation: str
    born: date | None
    day: date
    proofs: frozenset[AttachmentKind]
    dismissed: Dismissed | None = None


def unmet(claims: Claims, limits: Limits) -> list[str]:
    """Sentence by sentence, what the condition asks and the person does not say they have."""
    if claims.route is None:
        return ["还没有选择按哪一项条件申报"]
    return _CONDITIONS[claims.route](claims, limits)


def _too_few(claims: Claims, least: int) -> list[str]:
    if claims.years is None:
        return [f"还没有填写从事本专业安全生产和应急管理工作的年限，应有{least}年以上"]
    if claims.years < least:
        return [f"从事本专业安全生产和应急管理工作{claims.years}年，不到{least}年"]
    return []


def _senior(claims: Claims, limits: Limits) -> list[str]:
    holds = bool(SENIOR.search(claims.title))
    lacks = [] if holds else ["“职务（职称）”中没有副高级以上职称，有的请写全，如“高级工程师”"]
    return lacks + _too_few(claims, limits.senior_years)


def _intermediate(claims: Claims, limits: Limits) -> list[str]:
    holds = bool(INTERMEDIATE.search(claims.title) or SENIOR.search(claims.title))
    lacks = [] if holds else ["“职务（职称）”中没有中级以上职称，有的请写全，如“工程师”"]
    return lacks + _too_few(claims, limits.intermediate_years)


def _registered(claims: Claims, limits: Limits) -> list[str]:
    holds = bool(_REGISTERED.search(claims.qualification))
    lacks = [] if holds else ["“职业资格”中没有注册安全工程师或注册安全评价师"]
    return lacks + _too_few(claims, limits.intermediate_years)


def _key_industry(claims: Claims, limits: Limits) -> list[str]:
    return _too_few(claims, limits.key_industry_years)


def _lawyer(claims: Claims, _: Limits) -> list[str]:
    holds = bool(_LAWYER.search(f"{claims.qualification} {claims.title}"))
    lacks = [] if holds else ["“职业资格”中没有律师资格"]
    return lacks + _no_service(claims)


def _law_professor(claims: Claims, _: Limits) -> list[str]:
    teaches_law = _LAW.search(f"{claims.title} {claims.major}") and "教授" in claims.title
    holds = bool(teaches_law or LEGAL.search(claims.title))
    lacks = [] if holds else ["“职务（职称）”中没有法律专业教授"]
    return lacks + _no_service(claims)


def _no_service(claims: Claims) -> list[str]:
    return [] if claims.legal_service.strip() else ["没有写明办理过的相关案件或提供过的法律咨询"]


_CONDITIONS: Mapping[Route, Callable[[Claims, Limits], list[str]]] = {
    Route.SENIOR_TITLE: _senior,
    Route.INTERMEDIATE_TITLE: _intermediate,
    Route.REGISTERED: _registered,
    Route.KEY_INDUSTRY: _key_industry,
    Route.LAWYER: _lawyer,
    Route.LAW_PROFESSOR: _law_professor,
}
