"""库外专家 · entering somebody from outside the roster for one dispatch (Art. 11(1)3)."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from models import pinyin, policy
from models.db import db
from models.errors import Refusal
from models.operations.files import Upload, keep
from models.operations.register import register
from models.operations.roster import next_code
from models.operations.units import unit_named
from models.rules import article_11_off_roster as art11
from models.rules.annex_3_line import MOBILE_FORM
from models.rules.gb_11643 import IdNumber
from models.sealed import keyring
from models.tables import Dispatch, Expert, Holding, Outsider
from models.vocabulary import Permission, SelectionWay, Standing
from models.workflows.dispatch import State

# While it is still to be said, or said again, who goes.
OPEN = frozenset({State.DRAFT, State.RESERVED, State.ISSUED, State.UNDERWAY})


@dataclass(frozen=True, slots=True)
class Person:
    """What the section writes of them."""

    name: str
    id_number: IdNumber
    employer: str
    title: str
    mobile: str
    reason: str


def engage(
    dispatch: Dispatch, person: Person, *, proof: Upload | None, folder: Path, by: Holding
) -> Outsider:
    """For this dispatch alone; the deputy's signature on it is the approval. Refused without a
    senior title and its proof, and for whoever is, or was, on the roster."""
    if no := policy.refusal(by, Permission.NAME_EXPERTS, dispatch):
        raise no
    _check_open(dispatch)
    _check(person)
    grade = art11.grade_of(person.title)
    if proof is None:
        raise Refusal("请上传高级职称的证明材料", article=art11.ARTICLE, field="proof")
    expert = _row_of(person)
    if any(each.expert is expert for each in dispatch.outsiders):
        raise Refusal(f"{expert.name}已在本派遣单登记", article=art11.ARTICLE, field="id_number")
    expert.grade = grade
    _write(expert, person)
    outsider = Outsider(
        dispatch=dispatch, expert=expert, account_id=by.account_id, title=person.title.strip(),
        employer=expert.employer.name, reason=person.reason.strip(),
        proof=keep(proof, folder, by=by),
    )  # fmt: skip
    db.session.add(outsider)
    register(
        "outsider:enter", "登记库外专家", by=by, subject=outsider, article=art11.ARTICLE,
        code=expert.code, note=outsider.reason,
    )  # fmt: skip
    return outsider


def strike(outsider: Outsider, *, by: Holding) -> None:
    """Take out somebody entered by mistake; whoever was once named for the dispatch stays on it."""
    dispatch = outsider.dispatch
    if no := policy.refusal(by, Permission.NAME_EXPERTS, dispatch):
        raise no
    _check_open(dispatch)
    if any(part.expert_id == outsider.expert_id for part in dispatch.assignments):
        raise Refusal(f"{outsider.expert.name}已经选定过，登记不能删除", article=art11.ARTICLE)
    register(
        "outsider:strike", "删除库外专家登记", by=by, subject=outsider, article=art11.ARTICLE,
        code=outsider.expert.code,
    )  # fmt: skip
    dispatch.outsiders.remove(outsider)


def _check_open(dispatch: Dispatch) -> None:
    if dispatch.way is not SelectionWay.OFF_ROSTER:
        raise Refusal(
            f"本派遣单的选取方式是“{dispatch.way.label}”，不能登记库外专家", article=art11.ARTICLE
        )
    if dispatch.state not in OPEN:
        raise Refusal(
            f"现在是“{dispatch.state.label}”，不能再登记库外专家；请先报分管领导作废本次选取",
            article=art11.ARTICLE,
        )


def _check(person: Person) -> None:
    entries = {"name": "姓名", "employer": "工作单位", "title": "职称", "reason": "聘请理由"}
    for field, label in entries.items():
        if not getattr(person, field).strip():
            raise Refusal(f"请填写{label}", article=art11.ARTICLE, field=field)
    if not MOBILE_FORM.fullmatch(person.mobile.strip()):
        raise Refusal("移动电话应为一个以1开头的11位手机号", article=art11.ARTICLE, field="mobile")


def _row_of(person: Person) -> Expert:
    """The same person may be engaged again; the row is theirs for good."""
    lookup = keyring().lookup(person.id_number.text)
    known = db.session.scalar(select(Expert).where(Expert.id_number_lookup == lookup))
    if known is None:
        expert = Expert(code=next_code(), id_number_lookup=lookup, standing=Standing.OFF_ROSTER)
        expert.id_number = person.id_number.text
        return expert
    art11.refuse_known(known.code, known.name, known.standing)
    if known.name != person.name.strip():
        raise Refusal(
            f"这个身份证号此前登记为{known.name}，请核对姓名和号码",
            article=art11.ARTICLE,
            field="id_number",
        )
    return known


def _write(expert: Expert, person: Person) -> None:
    expert.name = person.name.strip()
    expert.name_key = pinyin.full(expert.name)[:120]
    expert.name_initials = pinyin.initials(expert.name)
    expert.birth_date, expert.sex = person.id_number.birth_date, person.id_number.sex
    expert.title, expert.mobile = person.title.strip(), person.mobile.strip()
    expert.employer = unit_named(person.employer)
    db.session.add(expert)
    db.session.flush()
