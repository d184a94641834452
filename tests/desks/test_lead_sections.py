"""牵头股室, as the office names them and the others meet them."""

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.lead_sections import assign
from models.operations.sections import retire_section
from models.queries import lead_sections
from models.tables import Event, Section
from models.vocabulary import Post


def section(name="危化监管股"):
    return db.session.scalars(db.select(Section).filter_by(name=name)).one()


def test_the_office_names_the_lead_sections_on_one_page(browser, mines):
    page = browser(Post.OFFICE).open("taxonomy.leads")
    shown = page.submit(A01=str(mines.id), A02=str(section().id))
    assert shown.text(".flash") == "牵头股室已保存"
    assert "牵头股室：煤矿监管股" in shown.text("#taxonomy")
    assert {
        code: each.name for code, each in lead_sections.of_industries(db.session()).items()
    } == {
        "A01": "煤矿监管股",
        "A02": "危化监管股",
    }


def test_each_change_is_registered_and_an_unchanged_one_is_not(browser, mines):
    office = browser(Post.OFFICE)
    office.open("taxonomy.leads").submit(A01=str(mines.id))
    office.open("taxonomy.leads").submit(A01=str(section().id))
    office.open("taxonomy.leads").submit()
    facts = db.session.scalars(db.select(Event).filter_by(kind="taxonomy:lead")).all()
    assert [(each.facts["before"], each.facts["after"]) for each in facts] == [
        ("", "煤矿监管股"),
        ("煤矿监管股", "危化监管股"),
    ]


def test_the_lead_section_of_a_specialty_is_that_of_its_industry(person, mines):
    with unit_of_work():
        assign("A01", mines, by=person(Post.OFFICE))
    assert lead_sections.lead_section_of(db.session(), "A0103") is mines
    assert lead_sections.lead_section_of(db.session(), "A0201") is None


def test_a_retired_section_leads_nothing(person, mines):
    chemistry = section()
    chemistry.is_active = False
    with pytest.raises(Refusal, match="危化监管股已停用"):
        assign("A01", chemistry, by=person(Post.OFFICE))


def test_a_section_that_leads_an_industry_is_not_retired(person):
    with unit_of_work():
        spare = Section(name="备用股")
        db.session.add(spare)
        assign("A01", spare, by=person(Post.OFFICE))
    with pytest.raises(Refusal, match="还牵头A01"):
        retire_section(spare, by=person(Post.SYSADMIN))
