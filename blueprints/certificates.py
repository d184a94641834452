"""聘书 · issuing, printing, reissuing and revoking; and the page that anyone can check one on."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from blueprints import certificate_papers, documents
from blueprints.access import load, me, public, requires
from blueprints.jobs import certificates as printing
from blueprints.jobs import hand_over
from blueprints.pages import Form, Query, page, page_size, refusals_shown_on
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import certificates as operations
from models.queries import certificates, register
from models.tables import Certificate, Expert
from models.vocabulary import Permission, RevocationGround
from models.workflows.certificate import State

P = Permission

MOST_AT_ONCE = 10  # certificates that a reader waits for; more are a job

bp = Blueprint("certificates", __name__, url_prefix="/certificates")


class FilterForm(Query):
    words = StringField("姓名、拼音、编号")
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def chosen(self) -> certificates.Filter:
        """A choice that does not exist narrows nothing."""
        self.validate()
        state = "" if self.state.errors else self.state.data
        return certificates.Filter((self.words.data or "").strip()[:60], state)


class IssueForm(Form):
    document = StringField(
        "聘任文件",
        [DataRequired("请填写聘任文件的文号或名称"), Length(max=100, message="不超过100字")],
        description="颁发聘书所依据的文件，如 泽应急总指办发〔2026〕5号",
    )


class ReissueForm(IssueForm):
    reason = TextAreaField(
        "换发理由", [DataRequired("请写明理由"), Length(max=500, message="理由不超过500字")]
    )


class RevokeForm(Form):
    ground = RadioField(
        "撤销事由", choices=RevocationGround.choices(),
        validators=[InputRequired("请选择撤销事由")], description="查验聘书的人能看到",
    )  # fmt: skip
    reason = TextAreaField(
        "理由", [DataRequired("请写明理由"), Length(max=500, message="理由不超过500字")],
        description="只在单位内部可见",
    )  # fmt: skip


@bp.get("/")
@requires(P.READ_ROSTER)
def index() -> ResponseReturnValue:
    form = FilterForm(request.args)
    found = db.paginate(certificates.listed(form.chosen()), per_page=page_size())
    return page(
        "certificates/index.html", "list", filters=form, found=found, today=clock.today(),
        may_issue=_may_issue(), without=certificates.count_without(db.session(), clock.today()),
    )  # fmt: skip


def _may_issue() -> bool:
    return policy.may(me(), P.ISSUE_CERTIFICATES)


@bp.get("/<code>")
@public
def verify(code: str) -> ResponseReturnValue:
    """What the QR on the paper opens."""
    certificate = certificates.public(db.session(), code, clock.today())
    if certificate is None:
        abort(404, "没有这份聘书：请核对网址，仍不对的，这份聘书不是本局颁发的")
    return page(
        "certificates/verify.html", "certificate", certificate=certificate, today=clock.today()
    )


@bp.get("/<int:certificate_id>/record")
@requires(P.READ_ROSTER)
def show(certificate_id: int) -> ResponseReturnValue:
    certificate = load(Certificate, certificate_id, P.READ_ROSTER, *certificates.WHOLE)
    return page(
        "certificates/show.html", "certificate", certificate=certificate, today=clock.today(),
        entries=register.of_matter(db.session(), f"certificate:{certificate_id}"),
        may_issue=_may_issue(),
    )  # fmt: skip


@bp.route("/issue", methods=["GET", "POST"])
@requires(P.ISSUE_CERTIFICATES)
def issue_all() -> ResponseReturnValue:
    """One for everybody appointed who has none."""
    form = IssueForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.issue_all(document=form.document.data, by=me())
            flash(f"已颁发聘书{len(made)}份：{made[0].number}至{made[-1].number}")
            return redirect(url_for(".index"), 303)
    experts = certificates.experts_without(db.session(), clock.today())
    return page("certificates/issue_all.html", "issue", form=form, experts=experts)


@bp.route("/issue/<int:expert_id>", methods=["GET", "POST"])
@requires(P.ISSUE_CERTIFICATES)
def issue(expert_id: int) -> ResponseReturnValue:
    expert = load(Expert, expert_id, P.ISSUE_CERTIFICATES)
    form = IssueForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.issue(expert, document=form.document.data, by=me())
            flash(f"已颁发聘书{made.number}：{made.name}")
            return redirect(url_for(".show", certificate_id=made.id), 303)
    return page("certificates/issue.html", "issue", form=form, expert=expert)


@bp.route("/<int:certificate_id>/reissue", methods=["GET", "POST"])
@requires(P.ISSUE_CERTIFICATES)
def reissue(certificate_id: int) -> ResponseReturnValue:
    certificate = load(Certificate, certificate_id, P.ISSUE_CERTIFICATES)
    form = ReissueForm(document=certificate.document)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.reissue(
                    certificate, reason=form.reason.data, document=form.document.data, by=me()
                )
            flash(f"已换发聘书{made.number}：{made.name}")
            return redirect(url_for(".show", certificate_id=made.id), 303)
    return page("certificates/reissue.html", "reissue", form=form, certificate=certificate)


@bp.route("/<int:certificate_id>/revoke", methods=["GET", "POST"])
@requires(P.ISSUE_CERTIFICATES)
def revoke(certificate_id: int) -> ResponseReturnValue:
    certificate = load(Certificate, certificate_id, P.ISSUE_CERTIFICATES)
    form = RevokeForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                ground = RevocationGround(form.ground.data)
                operations.revoke(certificate, ground, reason=form.reason.data, by=me())
            flash(f"已撤销聘书{certificate.number}：{certificate.name}")
            return redirect(url_for(".show", certificate_id=certificate_id), 303)
    return page("certificates/revoke.html", "revoke", form=form, certificate=certificate)


@bp.get("/<int:certificate_id>/certificate.pdf")
@requires(P.ISSUE_CERTIFICATES)
def paper(certificate_id: int) -> Response:
    certificate = load(Certificate, certificate_id, P.ISSUE_CERTIFICATES)
    return _paper([certificate], f"聘书 {certificate.number} {certificate.name}")


@bp.get("/papers.pdf")
@requires(P.ISSUE_CERTIFICATES)
def papers() -> ResponseReturnValue:
    """All that the list shows as it is filtered, as far as they are in force, in one file; where
    that takes long, the page that asks for it as a job."""
    found = _listed_in_force()
    if len(found) > MOST_AT_ONCE:
        return page("certificates/print.html", "print", form=Form(), count=len(found))
    return _paper(found, f"聘书 {len(found)}份")


@bp.post("/papers.pdf")
@requires(P.ISSUE_CERTIFICATES)
def ask_for_papers() -> ResponseReturnValue:
    form = Form()
    if form.validate_on_submit():
        with unit_of_work():
            job = printing.ask(_listed_in_force())
        return hand_over(job)
    return page("certificates/print.html", "print", form=form, count=len(_listed_in_force()))


def _listed_in_force() -> list[Certificate]:
    wanted = certificates.listed(FilterForm(request.args).chosen())
    found = list(db.session.scalars(wanted.where(Certificate._state == State.IN_FORCE)))
    if not found:
        abort(404, "所列聘书中没有有效的，没有可打印的")
    return found


def _paper(found: list[Certificate], name: str) -> Response:
    content = certificate_papers.content(found, request.url_root)
    return documents.answer(content, f"{name}.pdf")
