"""岗位 · giving and withdrawing posts, unlocking, and the table of what each post may do."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.accounts.forms import AccountQuery
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.posts.forms import PostForm
from models import policy
from models.db import db, unit_of_work
from models.operations import accounts, authenticators
from models.operations.units import unit_named
from models.queries.accounts import listed
from models.queries.authenticators import of_account
from models.queries.sections import in_use
from models.tables import Account, Holding, Section
from models.vocabulary import Permission, Post

bp = Blueprint("posts", __name__, url_prefix="/posts")


@bp.get("/")
@requires(Permission.ASSIGN_POSTS)
def index() -> ResponseReturnValue:
    query = AccountQuery(request.args)
    wanted = listed(query.words.data or "", query.condition.data or "")
    found = db.paginate(wanted, per_page=page_size())
    return page("posts/index.html", "people", query=query, people=found)


@bp.route("/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.ASSIGN_POSTS)
def show(account_id: int) -> ResponseReturnValue:
    """One person's posts; the form gives another, or other sections in one already held."""
    account = load(Account, account_id, Permission.ASSIGN_POSTS)
    sections = in_use(db.session())
    form = PostForm(sections)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                chosen = [section for section in sections if section.id in form.sections.data]
                _assign(account, Post(form.post.data), chosen, form)
            flash(f"已为{account.name}分配岗位：{Post(form.post.data).label}")
            return redirect(url_for(".show", account_id=account_id), 303)
    code = of_account(db.session(), account_id)
    return page("posts/show.html", "posts", account=account, form=form, code=code)


def _assign(account: Account, post: Post, sections: list[Section], form: PostForm) -> None:
    """An expert's post comes with the row of the roster it belongs to, that of another unit with
    the unit."""
    if post is Post.EXPERT:
        accounts.link_expert(account, form.expert_code.data or "", by=me())
    name = (form.unit.data or "").strip() if post is Post.UNIT else ""
    unit = unit_named(name) if name else None
    accounts.assign_post(account, post, sections, by=me(), unit=unit)


@bp.post("/holdings/<int:holding_id>/withdraw")
@requires(Permission.ASSIGN_POSTS)
def withdraw(holding_id: int) -> ResponseReturnValue:
    holding = load(Holding, holding_id, Permission.ASSIGN_POSTS)
    account, post = holding.account, holding.post
    with unit_of_work():
        accounts.withdraw_post(holding, by=me())
    flash(f"已取消{account.name}的岗位：{post.label}")
    return redirect(url_for(".show", account_id=account.id), 303)


@bp.post("/<int:account_id>/unlock")
@requires(Permission.ASSIGN_POSTS)
def unlock(account_id: int) -> ResponseReturnValue:
    account = load(Account, account_id, Permission.ASSIGN_POSTS)
    with unit_of_work():
        accounts.unlock(account, by=me())
    flash(f"{account.name}的账号已解锁")
    return redirect(url_for(".show", account_id=account_id), 303)


@bp.post("/<int:account_id>/sign-out")
@requires(Permission.ASSIGN_POSTS)
def sign_out(account_id: int) -> ResponseReturnValue:
    account = load(Account, account_id, Permission.ASSIGN_POSTS)
    with unit_of_work():
        accounts.sign_out_everywhere(account, by=me())
    flash(f"{account.name}已在所有设备上退出")
    return redirect(url_for(".show", account_id=account_id), 303)


@bp.post("/<int:account_id>/code/reset")
@requires(Permission.ASSIGN_POSTS)
def reset_code(account_id: int) -> ResponseReturnValue:
    account = load(Account, account_id, Permission.ASSIGN_POSTS)
    with unit_of_work():
        authenticators.reset(account, by=me())
    flash(f"{account.name}的动态口令已重置，登录全部退出")
    return redirect(url_for(".show", account_id=account_id), 303)


@bp.get("/permissions")
@requires(Permission.USE_DESK)
def permissions() -> ResponseReturnValue:
    """岗位与权限: read off the same table that the guard enforces."""
    grants = {
        post: {scope: _labels(post, scope) for scope in policy.Scope} for post in policy.GRANTS
    }
    return page("posts/permissions.html", "permissions", grants=grants, policy=policy)


def _labels(post: Post, scope: policy.Scope) -> list[str]:
    return [permission.label for permission, reach in policy.GRANTS[post].items() if reach is scope]
