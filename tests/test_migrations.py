"""The database grows with the program: what an office already holds stays as it was."""

from datetime import UTC, date, datetime

import flask_migrate
import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Integer, MetaData, Table, select
from sqlalchemy.orm import Session

from app import create_app
from models.db import db
from models.queries import briefings
from models.tables import Assignment, Dispatch, Expert, StoredFile
from models.vocabulary import Provider
from tests.conftest import settings_for
from tests.office import id_number

BEFORE = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def release(copies, tmp_path):
    """``release("0002")``: an empty database as that revision made it."""
    url = copies.empty(tmp_path)
    app = create_app(settings_for(tmp_path, url))
    with app.app_context():

        def made(revision: str):
            flask_migrate.upgrade(revision=revision)
            return db.engine

        yield made
        db.session.remove()
        db.engine.dispose()
    copies.drop(url)


@pytest.fixture
def first_release(release):
    return release("0002")


def fill(engine) -> None:
    """A file of an account, and an expert to whom other rows refer."""
    tables = MetaData()
    tables.reflect(engine)
    with Session(engine) as session:

        def insert(table: str, /, **row: object) -> None:
            session.execute(tables.tables[table].insert().values(**row))

        insert(
            "account", id=1, version=1, login="a", name="甲", password_hash="", failures=0,
            password_changed_at=BEFORE, must_change_password=False, session_epoch=0,
            is_enabled=True, created_at=BEFORE,
        )  # fmt: skip
        insert("unit", id=1, name="虚构单位", town="", address="")
        texts = (
            "work_phone email department title school degree major qualification field "
            "resume publications awards achievements age_relaxation"
        )
        insert(
            "expert", id=1, version=1, code="ZZ0001", name="专家甲", name_key="", name_initials="",
            sex="male", birth_date=date(1970, 1, 1), id_number=id_number(1), id_number_lookup="x",
            mobile="x", employment="serving", employer_id=1, grade="SENIOR", standing="active",
            created_at=BEFORE, **dict.fromkeys(texts.split(), "原文"),
        )  # fmt: skip
        insert("expert_specialty", id=1, expert_id=1, rank=1, code="A0103", name="瓦斯")
        insert(
            "stored_file", id=1, at=BEFORE, account_id=1, name="报告.pdf",
            media_type="application/pdf", size=1, digest="", path="p",
        )  # fmt: skip
        session.commit()


def test_an_office_of_the_first_release_is_brought_up_to_date_with_what_it_holds(first_release):
    fill(first_release)
    flask_migrate.upgrade()
    flask_migrate.check()  # nothing of the tables is missing
    code, fax, title = db.session.execute(
        select(Expert.code, Expert.fax, Expert.title).where(Expert.id == 1)
    ).one()
    assert (code, fax, title) == ("ZZ0001", "", "原文")
    assert db.session.get(Expert, 1).specialty_codes == ("A0103",)
    assert db.session.get(StoredFile, 1).name == "报告.pdf"


_BLANK = {Boolean: False, Integer: 0, DateTime: BEFORE, Date: BEFORE.date(), JSON: []}


def blank(table: Table) -> dict[str, object]:
    """Something in every column that must hold something."""
    return {
        column.name: next(
            (value for kind, value in _BLANK.items() if isinstance(column.type, kind)), ""
        )
        for column in table.columns
        if not column.nullable and not column.primary_key
    }


def test_what_was_told_and_worn_before_stays_what_it_was(release):
    """Of a dispatch whose experts were on site, and of another that is still to go."""
    engine = release("0004")
    tables = MetaData()
    tables.reflect(engine)
    told = {"briefing_version": 1, "briefed_at": BEFORE}
    rows = [
        ("event", {"number": 1, "at": BEFORE}),
        ("specialty", {"id": 1}),
        ("section", {"id": 1}),
        ("account", {"id": 1}),
        ("unit", {"id": 1}),
        ("expert", {"id": 1, "employer_id": 1, "sex": "male", "grade": "SENIOR",
                    "standing": "active", "employment": "serving"}),
        *(
            ("dispatch", {"id": number, "section_id": 1, "handler_id": 1, "version": 1,
                          "task_type": "other", "state": "issued", "is_hazardous": True,
                          "protection_by": "target"})
            for number in (1, 2)
        ),
        *(
            ("seat", {"id": number, "dispatch_id": number, "min_grade": "SENIOR"})
            for number in (1, 2)
        ),
        *(
            ("draw", {"id": number, "dispatch_id": number, "number": str(number),
                      "frozen_by_id": 1, "state": "published"})
            for number in (1, 2)
        ),
        *(
            ("assignment", {"id": number, "dispatch_id": number, "seat_id": number,
                            "draw_id": number, "expert_id": 1, "version": 1, "grade": "SENIOR",
                            "state": "briefed", **told, "arrived_at": arrived})
            for number, arrived in ((1, BEFORE), (2, None))
        ),
    ]  # fmt: skip
    with Session(engine) as session:
        for name, row in rows:
            session.execute(
                tables.tables[name].insert().values(**(blank(tables.tables[name]) | row))
            )
        session.commit()
    flask_migrate.upgrade()
    first, second = db.session.scalars(select(Assignment).order_by(Assignment.id))
    assert [text.version for text in briefings.told(db.session(), first)] == [1, 1, 1, 1]
    assert (first.fitted_at, second.fitted_at) == (BEFORE, None)
    items = [
        item for dispatch in db.session.scalars(select(Dispatch)) for item in dispatch.protection
    ]
    assert {item.provided_by for item in items} == {Provider.TARGET}
    assert len(items) == 2
