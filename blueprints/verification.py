"""自己验证 · open to anyone: hold a draw again, and ask whether the register knows its digest."""

import io
import zipfile
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import InputRequired

from blueprints.access import public
from blueprints.pages import Query, page
from models.db import db
from models.queries.dispatches import digest_in_register, draw_numbered
from models.workflows.draw import State

bp = Blueprint("verification", __name__, url_prefix="/verify")

_SCRIPTS = ("draw_verifier.js", "verify_page.js")


class DigestQuery(Query):
    number = StringField("抽取编号", [InputRequired("请填写抽取编号")])
    digest = StringField("校验码")


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    query = DigestQuery(request.args)
    if request.args and query.validate():
        digest = "".join((query.digest.data or "").split()).lower()
        number = query.number.data.strip().upper()
        return redirect(url_for(".show", number=number, digest=digest or None), 303)
    return page("verification/index.html", "verify", query=query)


@bp.get("/<number>")
@public
def show(number: str) -> ResponseReturnValue:
    """What the QR on the printed record opens: whether the register knows this digest. No name is
    told here."""
    draw = draw_numbered(db.session(), number)
    if draw is None or draw.state not in {State.PUBLISHED, State.VOIDED}:
        abort(404, "没有这个编号的抽取，或者它还没有经分管领导审签公布")
    registered = digest_in_register(db.session(), draw)
    asked = request.args.get("digest", "")
    return page("verification/show.html", "draw", draw=draw, registered=registered, asked=asked)


@bp.get("/kit.zip")
@public
def kit() -> ResponseReturnValue:
    """Everything a stranger needs, to keep: the page and its scripts, and the Python file."""
    root = Path(current_app.root_path)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("verify.html", render_template("verification/kit.html"))
        for name in _SCRIPTS:
            archive.write(root / "static" / "js" / name, name)
        archive.write(root / "script" / "verify_draw.py", "verify_draw.py")
    answer = Response(package.getvalue(), mimetype="application/zip")
    answer.headers["Content-Disposition"] = "attachment; filename=verify-draw.zip"
    return answer
