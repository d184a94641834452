"""聘书, as the office issues them and as anybody checks one."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from models import clock
from models.db import db
from models.queries.certificates import PublicCertificate
from models.tables import Certificate, Expert
from models.vocabulary import Post
from tests.office import EXPERTS

DOCUMENT = "泽应急总指办发〔2026〕5号"


@pytest.fixture
def office(browser):
    return browser(Post.OFFICE)


@pytest.fixture
def anybody(browser):
    return browser(None)


@pytest.fixture
def issued(office):
    office.open("certificates.issue", expert_id=1).submit(document=DOCUMENT)
    return db.session.scalars(db.select(Certificate)).one()


def check(anybody, certificate):
    return anybody.open("certificates.verify", code=certificate.code)


def test_all_are_issued_at_once(office):
    page = office.open("certificates.index")
    assert page.texts(".btn-primary") == [f"为{EXPERTS}名专家颁发", "筛选"]
    form = office.open("certificates.issue_all")
    page = form.submit(document=DOCUMENT)
    assert page.text(".flash") == (
        f"已颁发聘书{EXPERTS}份：泽应急专聘〔2026〕1号至泽应急专聘〔2026〕{EXPERTS}号"
    )
    assert len(page.texts("#list tbody tr")) == EXPERTS
    again = form.submit(document=DOCUMENT)
    assert again.refusals() == ["在聘专家都已有聘书，没有需要颁发的 《管理办法》第六条"]


def test_one_is_issued_from_the_experts_page(office):
    page = office.open("experts.show", expert_id=1)
    assert page.soup.select_one("a[href='/certificates/issue/1']")
    page = office.open("certificates.issue", expert_id=1).submit(document=DOCUMENT)
    assert page.text(".flash") == "已颁发聘书泽应急专聘〔2026〕1号：专家01"
    page = office.open("experts.show", expert_id=1)
    assert "聘0001" in page.text(".facts"), "the number of an older paper"
    assert not page.soup.select_one("a[href='/certificates/issue/1']")


def test_anybody_sees_whose_it_is_and_that_it_holds_good(anybody, issued):
    page = check(anybody, issued)
    assert page.text(".flash") == "这份聘书由泽州县应急管理局颁发，2026年6月1日有效"
    assert page.texts(".facts dd")[:6] == [
        "专家01", "虚构矿业1公司", "高级", "通风与防灭火", "泽应急专聘〔2026〕1号",
        "2025年1月1日至2028年10月20日",
    ]  # fmt: skip


def test_it_says_that_the_term_has_run_out(anybody, issued):
    with clock.held_at(datetime(2028, 10, 21, 1, tzinfo=UTC)):
        assert check(anybody, issued).refusals() == [
            "这份聘书的聘期已于2028年10月20日届满，不再有效"
        ]


def test_it_says_when_and_on_what_ground_it_was_revoked_but_not_the_reason(office, anybody, issued):
    page = office.open("certificates.revoke", certificate_id=issued.id)
    page = page.submit(ground="lost", reason="搬家时丢失")
    assert "搬家时丢失" in page.text(".facts")
    page = check(anybody, issued)
    assert page.refusals() == ["这份聘书已于2026年6月1日撤销，不再有效。事由：聘书遗失"]
    assert "搬家" not in page.response.text


def test_it_says_which_one_replaced_it(office, anybody, issued):
    office.open("certificates.reissue", certificate_id=issued.id).submit(reason="单位变动")
    assert check(anybody, issued).refusals() == [
        "这份聘书已于2026年6月1日换发为泽应急专聘〔2026〕2号，请查验新聘书"
    ]
    assert office.open("certificates.show", certificate_id=issued.id).text(".badge") == "已换发"


def test_a_code_that_was_never_given_out_is_answered_plainly(anybody):
    page = anybody.open("certificates.verify", code="0" * 24)
    assert (page.status, "这份聘书不是本局颁发的" in page.text("main")) == (404, True)


def test_what_the_public_is_told_has_no_place_for_a_number_of_a_person(anybody, issued):
    assert [field.name for field in fields(PublicCertificate)] == [
        "name", "employer", "grade", "specialties", "number", "issued_on", "valid_from",
        "valid_until", "validity", "ended_on", "ground", "successor",
    ]  # fmt: skip
    html = check(anybody, issued).response.text
    expert = db.session.get(Expert, 1)
    for secret in (expert.id_number, expert.mobile, expert.masked_id_number, expert.code):
        assert secret not in html


def test_to_revoke_one_states_a_ground_and_a_reason(office, issued):
    page = office.open("certificates.revoke", certificate_id=issued.id).submit()
    assert page.refusals() == ["请选择撤销事由", "请写明理由"]


def test_the_list_is_narrowed_by_person_and_state(office):
    office.open("certificates.issue_all").submit(document=DOCUMENT)
    office.open("certificates.revoke", certificate_id=3).submit(ground="mistaken", reason="重复")
    assert office.open("certificates.index", state="revoked").texts("tbody th") == ["专家03"]
    assert office.open("certificates.index", words="zhuanjia05").texts("tbody th") == ["专家05"]
    assert len(office.open("certificates.index", state="none").texts("tbody th")) == EXPERTS


def test_a_reader_of_the_roster_reads_and_issues_none(browser, issued):
    reader = browser(Post.SECTION)
    page = reader.open("certificates.show", certificate_id=issued.id)
    assert page.texts(".page-head a") == []
    assert reader.open("certificates.issue_all").status == 403
    assert reader.open("certificates.revoke", certificate_id=issued.id).status == 403
    assert browser(Post.EXPERT).open("certificates.index").status == 403
