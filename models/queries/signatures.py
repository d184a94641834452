"""核对签名 · whether a signed record is as it was signed, and whether the document still says so.

Four things must agree: the record and its Ed25519 signature; the key and its owner; the record and
the register; the document and what the last registered act of its matter left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, and_, cast, func, or_, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from models import editions, pens
from models.rules.expert_draw_bytes import sm3
from models.tables import Event, Signature
from models.vocabulary import SignatureStanding as Standing

_AT_ONCE = 200  # matters
_MADE = "signing_key:make"
RECORD = "record"  # in the facts of the event of a signed step: hex SM3 of the signed record


@dataclass(frozen=True, slots=True)
class Verified:
    """``faults``: a sentence for each thing that does not agree; ``now``: what the document reads
    today, None where it is gone."""

    signature: Signature
    standing: Standing
    faults: tuple[str, ...]
    now: Any

    @property
    def holds(self) -> bool:
        """Whether the document still says what was signed."""
        return self.standing in {Standing.HOLDS, Standing.EARLY}

    @property
    def is_sound(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class _Registered:
    """What the register says: the digest that each matter's last act left of each signed document,
    the digests of signed records by matter, and the keys: account and fingerprint by id."""

    left: dict[str, str]
    records: defaultdict[str, set[str]]
    keys: dict[int, tuple[int | None, str]]


def of_matter(session: Session, matter: str) -> list[Verified]:
    """Every signature in the matter, verified, in the order in which they were given."""
    query = select(Signature).where(Signature.matter == matter).order_by(Signature.id)
    return verified(session, list(session.scalars(query)))


def verified(session: Session, signatures: Sequence[Signature]) -> list[Verified]:
    """In a number of queries that does not grow with the signatures, the documents apart."""
    if not signatures:
        return []
    registered = _registered(session, signatures)
    unclaimed = _unclaimed(signatures, registered)
    now = {
        each: editions.document_now(session, each)
        for each in sorted({each.subject for each in signatures})
    }
    return [_judged(each, now[each.subject], registered, unclaimed) for each in signatures]


def every_fault(session: Session) -> Iterator[str]:
    """A sentence for each fault of each signature that there is or should be, by matter."""
    signed, registered = select(Signature.matter), select(Event.matter).where(_of_a_record())
    matters = sorted({*session.scalars(signed.distinct()), *session.scalars(registered.distinct())})
    for start in range(0, len(matters), _AT_ONCE):
        yield from _faults_in(session, matters[start : start + _AT_ONCE])
        session.expunge_all()


def _faults_in(session: Session, matters: Sequence[str]) -> Iterator[str]:
    query = select(Signature).where(Signature.matter.in_(matters))
    try:
        given = verified(session, list(session.scalars(query.order_by(Signature.id))))
    except (LookupError, ValueError, DataError):  # a code or a moment that somebody altered by hand
        if len(matters) > 1:
            for matter in matters:
                yield from _faults_in(session, [matter])
        else:
            yield f"{matters[0]}：签署记录里有读不懂的内容，已被改动"
        return
    for each in given:
        yield from (f"{_told(each.signature)}：{fault}" for fault in each.faults)
    yield from missing(session, matters)


def _told(signature: Signature) -> str:
    said = f"{signature.signed_name}，{signature.label}"
    return f"{signature.matter} 第{signature.id}号签署（{said}）"


def missing(session: Session, matters: Iterable[str]) -> list[str]:
    """A sentence for each signed step of the register whose record is not there any more."""
    wanted = sorted(set(matters))
    query = select(Signature).where(Signature.matter.in_(wanted))
    there = {sm3(each.record).hex() for each in session.scalars(query)}
    return [
        f"{event.matter} 台账第{event.number}行登记的签署"
        f"（{event.actor_name}，{event.label}）没有对应的签署记录"
        for event in session.scalars(
            select(Event).where(Event.matter.in_(wanted), _of_a_record()).order_by(Event.number)
        )
        if RECORD in event.facts and event.facts[RECORD] not in there
    ]


def _of_a_record() -> Any:
    return cast(Event.facts, Text).contains(f'"{RECORD}": "')


def _registered(session: Session, signatures: Sequence[Signature]) -> _Registered:
    matters = {each.matter for each in signatures}
    keys = {f"signing_key:{each.key_id}": each.key_id for each in signatures if each.key_id}
    newest = select(func.max(Event.number)).where(Event.matter.in_(matters)).group_by(Event.matter)
    told = and_(Event.matter.in_(matters), or_(Event.number.in_(newest), _of_a_record()))
    made = and_(Event.kind == _MADE, Event.subject.in_(keys))
    query = select(Event.kind, Event.matter, Event.subject, Event.account_id, Event.facts)
    registered = _Registered({}, defaultdict(set), {})
    for kind, matter, subject, account_id, facts in session.execute(
        query.where(or_(told, made)).order_by(Event.number)
    ):
        if kind == _MADE:
            registered.keys[keys[subject]] = (account_id, facts["key"])
        else:
            registered.left.update(facts.get(editions.FACT, {}))
            registered.records[matter].update({facts[RECORD]} if RECORD in facts else ())
    return registered


def _unclaimed(signatures: Sequence[Signature], registered: _Registered) -> frozenset[str]:
    """The matters in which the register has a signed record that no row gives: a row was stripped
    of its key or altered."""
    there = {sm3(each.record).hex() for each in signatures}
    return frozenset(
        matter for matter, records in registered.records.items() if not records <= there
    )


def _judged(
    signature: Signature, now: Any, registered: _Registered, unclaimed: frozenset[str]
) -> Verified:
    is_early = signature.key is None and signature.matter not in unclaimed
    faults = [] if is_early else _faults_of_record(signature, registered)
    digest = editions.digest_of(now)
    left = registered.left.get(signature.subject)
    if left is not None and left != digest:
        faults.append("签署的文稿被改动：现在的内容不是台账登记的办理所留下的")
    return Verified(signature, _standing(signature, digest, is_early, faults), tuple(faults), now)


def _standing(signature: Signature, digest: str, is_early: bool, faults: Sequence[str]) -> Standing:
    if faults:
        return Standing.ALTERED
    is_same = digest == signature.document_digest
    if is_early:
        return Standing.EARLY if is_same else Standing.EARLY_CHANGED
    return Standing.HOLDS if is_same else Standing.MOVED_ON


def _faults_of_record(signature: Signature, registered: _Registered) -> list[str]:
    key = signature.key
    if key is None:
        return ["签署记录被改动：台账登记的是有签名密钥的签署，这里没有"]
    owner, records = (signature.account_id, key.fingerprint), registered.records
    agreed = {
        "签署记录被改动，或者不是这把密钥所签": pens.is_signed(
            signature.record, signature.seal, key.public
        ),
        "签名密钥不是签署人本人的": key.account_id == signature.account_id,
        "签名密钥与台账登记的不符": registered.keys.get(key.id) == owner,
        "所存的签署文稿被改动": (
            editions.digest_of(signature.document) == signature.document_digest
        ),
        "台账没有登记这份签署记录": (sm3(signature.record).hex() in records[signature.matter]),
    }
    return [fault for fault, is_so in agreed.items() if not is_so]
