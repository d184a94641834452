"""信用评级 · the formula as it is published, the list, and one rating with every source."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from blueprints.access import load, me, requires
from blueprints.assessments.blueprint import bp, source_of, tabs
from blueprints.assessments.forms import RatingQuery
from blueprints.oneself import own_entry
from blueprints.pages import page, page_size, settings
from blueprints.workbooks import workbook_answer
from models import clock, policy
from models.db import db
from models.queries import assessments, conduct, credit_list
from models.queries.sections import in_use
from models.rules.article_18_credit import POINT, Outcome
from models.settings import CREDIT_EFFECT, PARAMETERS
from models.spreadsheets import Value, workbook
from models.tables import Expert
from models.vocabulary import ConductFact, CreditRating, Permission

P = Permission
_HEADER = (
    "编号", "姓名", "单位", "级别", "信用评级", "得分", "评价次数", "逾期报告", "不能接受委派",
    "举报查实", "培训学时",
)  # fmt: skip
_WIDTHS = (10, 10, 30, 8, 10, 8, 10, 10, 14, 10, 10)
_COUNTED = (ConductFact.SERVICE, ConductFact.LATE, ConductFact.DECLINE, ConductFact.UPHELD)


@bp.get("/formula")
@requires(P.USE_DESK)
def formula() -> ResponseReturnValue:
    """What everybody is rated by; readable by everybody."""
    effect = PARAMETERS[CREDIT_EFFECT.key].show(settings()[CREDIT_EFFECT.key])
    weights = conduct.formula(settings())
    return page("assessments/formula.html", "formula", formula=weights, effect=effect, tabs=tabs())


@bp.get("/ratings")
@requires(P.READ_ROSTER)
def ratings() -> ResponseReturnValue:
    query = _query()
    rated = conduct.ratings(db.session())
    found = db.paginate(_listed(query, rated), per_page=page_size())
    counts = [(each, sum(one.rating is each for one in rated.values())) for each in CreditRating]
    return page(
        "assessments/ratings.html", "list", query=query, found=found, rated=rated, counts=counts,
        tabs=tabs(), kinds=_COUNTED, exports=policy.may(me(), P.EXPORT_ROSTER),
    )  # fmt: skip


@bp.get("/ratings.xlsx")
@requires(P.EXPORT_ROSTER)
def ratings_workbook() -> Response:
    """What the list shows, every page of it."""
    query, rated = _query(), conduct.ratings(db.session())
    experts = db.session.scalars(_listed(query, rated))
    since, today = conduct.rating_since(), clock.today()
    above = [f"{since:%Y-%m-%d}至{today:%Y-%m-%d}的记录，按公布的公式计算"]
    rows = (_row(expert, rated[expert.id]) for expert in experts)
    return workbook_answer(
        workbook("专家信用评级", _HEADER, rows, _WIDTHS, above=above), "专家信用评级"
    )


def _row(expert: Expert, rated: Outcome) -> tuple[Value, ...]:
    return (
        expert.code, expert.name, expert.employer.name, expert.grade.label, rated.rating.label,
        rated.score / POINT, *(rated.count(kind) for kind in _COUNTED), _hours(rated),
    )  # fmt: skip


def _hours(rated: Outcome) -> float:
    trained = (fact.figure for fact in rated.facts if fact.kind is ConductFact.TRAINING)
    return sum(trained) / 2


def _query() -> RatingQuery:
    query = RatingQuery(request.args)
    query.offer(in_use(db.session()))
    query.validate()
    return query


def _listed(query: RatingQuery, rated: dict[int, Outcome]) -> Select[Expert]:
    wanted = query.rating.data or ""
    ids = [number for number, each in rated.items() if not wanted or each.rating == wanted]
    return credit_list.listed(ids, query.words.data or "", query.section.data or 0)


@bp.get("/ratings/<int:expert_id>")
@requires(P.READ_ROSTER)
def rating(expert_id: int) -> ResponseReturnValue:
    return _rating(load(Expert, expert_id, P.READ_ROSTER))


@bp.get("/ratings/<int:expert_id>/card")
@requires(P.READ_ROSTER)
def card(expert_id: int) -> ResponseReturnValue:
    """The rating alone, for the page of the expert, which has enough to ask for."""
    return _rating(load(Expert, expert_id, P.READ_ROSTER), block="card")


@bp.get("/mine")
@requires(P.READ_OWN_RECORD)
def mine() -> ResponseReturnValue:
    """One's own rating and the years of which one was told."""
    return _rating(own_entry())


def _rating(expert: Expert, block: str = "rating") -> ResponseReturnValue:
    session = db.session()
    return page(
        "assessments/rating.html", block, expert=expert, tabs=tabs(),
        rated=conduct.rating_of(session, expert.id), since=conduct.rating_since(),
        today=clock.today(), told=assessments.told_to(session, expert.id), source_of=source_of,
        is_mine=expert.owner_account_id == me().account_id,
    )  # fmt: skip
