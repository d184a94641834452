"""《管理办法》· readable and linkable article by article."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from blueprints.access import public
from blueprints.pages import page
from models.rules.articles import ARTICLES

bp = Blueprint("regulation", __name__, url_prefix="/regulation")


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    return page("regulation/index.html", "content", articles=ARTICLES.values())


@bp.get("/<int:number>")
@public
def article(number: int) -> ResponseReturnValue:
    if number not in ARTICLES:
        abort(404)
    neighbours = [ARTICLES.get(number - 1), ARTICLES.get(number + 1)]
    return page(
        "regulation/article.html", "content", article=ARTICLES[number], neighbours=neighbours
    )
