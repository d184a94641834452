"""聘书 · issuing, one or for everyone; issuing another in place of one; revoking."""

from sqlalchemy import select

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations import numbers
from models.operations.register import register
from models.operations.steps import advance
from models.queries import certificates
from models.rules import article_06_certificate as art6
from models.tables import Certificate, Expert, Holding
from models.vocabulary import RevocationGround
from models.workflows.certificate import Action


def issue(expert: Expert, *, document: str, by: Holding) -> Certificate:
    """A certificate by ``document``. Its number becomes the expert's; the number the expert was
    listed under before stays readable on it."""
    held = certificates.in_force(db.session(), expert)
    if held:
        raise Refusal(
            f"{expert.name}已有聘书{held.number}，需要另发的请办理换发", article=art6.ARTICLE
        )
    [made] = _issue([expert], _given(document), by)
    return made


def issue_to(experts: list[Expert], *, document: str, by: Holding) -> list[Certificate]:
    """One for each of these who holds none, in this order: their numbers follow each other."""
    held = certificates.holders(db.session(), experts)
    without = [expert for expert in experts if expert.id not in held]
    return _issue(without, _given(document), by)


def issue_all(*, document: str, by: Holding) -> list[Certificate]:
    """One for everybody appointed who has none, in the order of the roster."""
    experts = certificates.experts_without(db.session(), clock.today())
    if not experts:
        raise Refusal("在聘专家都已有聘书，没有需要颁发的", article=art6.ARTICLE)
    return _issue(experts, _given(document), by)


def reissue(certificate: Certificate, *, reason: str, document: str, by: Holding) -> Certificate:
    """Another one with what is true now; the old one stays readable and says which replaced it."""
    document = _given(document)
    advance(certificate, Action.REPLACE, by=by, note=reason, number=certificate.number)
    certificate.ended_on, certificate.reason = clock.today(), reason.strip()
    [made] = _issue([certificate.expert], document, by, replaces=certificate)
    return made


def revoke(
    certificate: Certificate,
    ground: RevocationGround,
    *,
    reason: str,
    by: Holding,
    action: Action = Action.REVOKE,
) -> None:
    """Take it back. Whether the expert may be used is another matter (``roster``)."""
    advance(
        certificate, action, by=by, note=reason, number=certificate.number,
        ground=ground.value,
    )  # fmt: skip
    certificate.ended_on, certificate.reason = clock.today(), reason.strip()
    certificate.ground = ground


def revoke_of(expert: Expert, ground: RevocationGround, *, reason: str, by: Holding) -> None:
    """Take back what the expert holds, if anything."""
    held = certificates.in_force(db.session(), expert)
    if held:
        revoke(held, ground, reason=reason, by=by)


def lapse_of(expert: Expert, *, reason: str, by: Holding) -> None:
    """The document that removes the expert takes back what they hold, if anything (Art. 7)."""
    held = certificates.in_force(db.session(), expert)
    if held:
        revoke(held, RevocationGround.LEFT, reason=reason, by=by, action=Action.LAPSE)


def _given(document: str) -> str:
    if not document.strip():
        raise Refusal("请填写聘任文件的文号或名称", article=art6.ARTICLE, field="document")
    return document.strip()


def _issue(
    experts: list[Expert], document: str, by: Holding, replaces: Certificate | None = None
) -> list[Certificate]:
    year, first = numbers.next_of(Certificate.year, Certificate.serial)
    serials = range(first, first + len(experts))
    _refuse_taken([art6.number(year, serial) for serial in serials])
    return [
        _make(expert, (year, serial), document, by, replaces)
        for expert, serial in zip(experts, serials, strict=True)
    ]


def _make(
    expert: Expert,
    number: tuple[int, int],
    document: str,
    by: Holding,
    replaces: Certificate | None,
) -> Certificate:
    first, last = art6.term_of(expert, clock.today())
    made = Certificate(
        year=number[0],
        serial=number[1],
        expert=expert,
        issuer_id=by.account_id,
        name=expert.name,
        employer=expert.employer.name,
        grade=expert.grade,
        specialties=[held.name for held in expert.specialties],
        issued_on=clock.today(),
        valid_from=first,
        valid_until=last,
        document=document,
        former_number=_former_number(expert),
        replaces=replaces,
    )
    db.session.add(made)
    expert.certificate_no = made.number
    register(
        "certificate:issue", "颁发聘书", by=by, subject=made, article=art6.ARTICLE,
        number=made.number, code=expert.code, document=document,
    )  # fmt: skip
    return made


def _former_number(expert: Expert) -> str:
    """What the expert was listed under, unless it is the number of a certificate from here."""
    listed = expert.certificate_no or ""
    ours = {held.number for held in certificates.of_expert(db.session(), expert)}
    return "" if listed in ours else listed


def _refuse_taken(numbers: list[str]) -> None:
    """A number typed into the roster by hand stands in the way of the series."""
    query = select(Expert).where(Expert.certificate_no.in_(numbers)).order_by(Expert.id)
    if taken := db.session.scalars(query).first():
        raise Refusal(
            f"聘书号{taken.certificate_no}已登记在{taken.code} {taken.name}名下，请先在名册中改正",
            article=art6.ARTICLE,
        )
