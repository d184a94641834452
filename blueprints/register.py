"""留痕台账 · reading the register, and proving that it is whole. Nobody changes anything here."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from wtforms import DateField, SearchField, SelectField, StringField
from wtforms.validators import Optional

from blueprints.access import requires
from blueprints.pages import Query, of_our_time, page, page_size
from models import chain
from models.db import db
from models.queries import register
from models.queries.register import Filter
from models.queries.register_words import FAMILIES
from models.vocabulary import Permission, Post

bp = Blueprint("register", __name__, url_prefix="/register")


class RegisterQuery(Query):
    first = DateField("起始日期", [Optional(), of_our_time])
    last = DateField("截止日期", [Optional(), of_our_time])
    family = SelectField("类别", choices={"": "全部"} | dict(FAMILIES))
    person = StringField("经办人")
    post = SelectField("岗位", choices={"": "全部"} | Post.choices())
    matter = StringField("事项编号")
    words = SearchField("内容包含")

    def wanted(self) -> Filter:
        """What was asked, leaving out what cannot be understood."""
        asked: dict[str, Any] = {
            entry.name: entry.data.strip() if isinstance(entry.data, str) else entry.data
            for entry in self
            if entry.data and entry.validate(self)
        }
        return Filter(**asked)


@bp.get("/")
@requires(Permission.READ_REGISTER)
def index() -> ResponseReturnValue:
    query, size = RegisterQuery(request.args), page_size()
    below = request.args.get("below", type=int)
    found = register.rows(db.session(), query.wanted(), most=size + 1, below=below)
    shown = found[:size]
    older = {"below": shown[-1].number} if len(found) > size else None
    return page(
        "register/index.html", "events", query=query, events=shown, below=below, older=older,
        head=register.head(db.session()), words=register,
    )  # fmt: skip


@bp.post("/verify")
@requires(Permission.READ_REGISTER)
def verify() -> ResponseReturnValue:
    """Walk the whole register now. It takes a while, so it is asked for, never done unasked."""
    verdict = chain.verify(db.session())
    return page("register/verdict.html", "verdict", verdict=verdict)
