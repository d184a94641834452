"""专家申报, as the person who applies and those who apply for others meet it."""

import io
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from models import clock
from models.db import db, unit_of_work
from models.operations import sorting, vetting
from models.tables import Application, Attachment, StoredFile
from models.vocabulary import AttachmentKind, Channel, Post
from models.workflows.application import State
from tests.applications import application, open_cycle
from tests.intakes import PDF, begin, bring, complete, filled, hand_in, picture, upload
from tests.office import id_number

K = AttachmentKind
JULY = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cycle(app):
    return open_cycle()


def only() -> Application:
    return db.session.scalars(db.select(Application)).one()


def give_back(person, made, reason="职称证书不清楚"):
    with unit_of_work():
        vetting.take(made, "return", edition=made.edition, by=person(Post.HR), note=reason)


# 填写


def test_an_applicant_begins_fills_in_and_hands_in(browser):
    page = complete(begin(browser))
    assert "内容齐全，可以提交" in page.response.text
    page = hand_in(page)
    assert page.text(".flash") == "已提交，编号S2026-001。请留意办理进度"
    made = only()
    assert (made.state, made.name, made.edition) == (State.SUBMITTED, "申报500", 1)
    assert made.promises.keys() == {"discipline", "ethics", "service", "integrity"}
    told = browser(Post.HR).open("notices.index").response.text
    assert "待受理：申报500的专家申报（S2026-001）" in told


def test_what_is_typed_is_kept_as_it_was_typed_and_shown_again(browser):
    page = begin(browser).submit("#entries", resume=" 第一行\n第二行 ", id_number="99010")
    assert page.text(".flash") == "已保存 12:00"
    assert only().entries["id_number"] == "99010"
    assert page.soup.select_one("#resume").text.strip("\r\n") == " 第一行\n第二行 "


def test_a_moment_after_a_change_the_form_keeps_itself_and_says_when(browser):
    page = begin(browser).submit("#entries", htmx=True, name="申报500")
    assert page.is_fragment()
    assert page.text("#saved").startswith("已保存 2026年6月1日 12:00")
    assert "还没有填写：" in page.text("#progress .missing")
    assert only().name == "申报500"


def test_of_two_windows_the_one_behind_is_told_and_overwrites_nothing(browser):
    first = begin(browser)
    behind = browser("applicant").open("applications.fill", application_id=only().id)
    first.submit("#entries", htmx=True, name="申报500")
    for as_htmx in (True, False):
        page = behind.submit("#entries", htmx=as_htmx, name="另一个")
        assert page.status == 422
        assert "在另一个窗口保存过，本窗口的改动没有保存" in page.refusals()[0]
    assert only().name == "申报500"


def test_one_window_saves_again_and_again(browser):
    page = begin(browser)
    version = page.submit("#entries", htmx=True, name="申").soup.select_one("[name=version]")
    assert page.submit("#entries", htmx=True, name="申报", version=version["value"]).status == 200


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"resume": "长" * 5001}, "工作简历不超过5000字，现在5001字"),
        ({"employer": "长" * 121}, "单位全称不超过120字，现在121字"),
        ({"name": "长" * 31}, "姓名不超过30字，现在31字"),
    ],
)
def test_what_is_too_long_is_refused_beside_its_entry(browser, wrong, answer):
    page = begin(browser).submit("#entries", **wrong)
    assert (page.status, page.refusals()) == (422, [answer])


@pytest.mark.parametrize("wrong", [{"primary": "Z9999"}, {"route": "friend"}])
def test_a_code_that_nobody_offered_is_refused(browser, wrong):
    assert begin(browser).submit("#entries", **wrong).status == 422


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"id_number": "99010019700101500"}, "身份证号应为18位，现在是17位"),
        ({"id_number": "990100199902305009"}, "身份证号第7至14位不是真实的出生日期"),
        ({"safety_years": "45"}, "与身份证号上的出生日期"),
        ({"mobile": "0356-1"}, "移动电话应为一个以1开头的11位手机号"),
    ],
)
def test_a_mistake_is_said_beside_its_entry_and_nothing_typed_is_lost(browser, wrong, answer):
    page = hand_in(complete(begin(browser), **wrong))
    name, typed = next(iter(wrong.items()))
    field = page.soup.select_one(f"#{name}-error")
    assert page.status == 422
    assert answer in field.text
    assert page.soup.select_one(f"#{name}")["value"] == typed
    assert only().state is State.DRAFT


@pytest.mark.parametrize(
    ("other", "lack"),
    [
        ({"resume": ""}, "还没有填写：工作简历"),
        ({"title": "工程师"}, "“职务（职称）”中没有副高级以上职称"),
        ({"safety_years": "9"}, "从事本专业安全生产和应急管理工作9年，不到10年"),
        ({"safety_years": "9", "relaxation": "经验非常丰富"}, "还没有上传：放宽条件的依据"),
    ],
)
def test_what_is_missing_is_listed_and_keeps_the_form_from_being_handed_in(browser, other, lack):
    page = hand_in(complete(begin(browser), **other))
    assert page.refusals()[0].startswith("内容已保存，还不能提交")
    assert lack in page.text(".missing")


def test_a_title_without_its_certificate_is_not_handed_in(browser):
    page = begin(browser).submit("#entries", **filled())
    page = bring(page, K.PHOTO, upload("照片.jpg", picture()))
    page = hand_in(bring(page, K.EDUCATION, upload("毕业证.pdf", PDF)))
    assert (page.status, only().state) == (422, State.DRAFT)
    assert "还没有上传：职称证书" in page.text(".missing")


def test_commitments_are_asked_for_one_by_one(browser):
    page = complete(begin(browser))
    page = hand_in(page, promised=["discipline", "service"])
    assert "“职业道德”还没有承诺“廉政建设”还没有承诺" in page.text(".missing")


def test_after_the_window_nothing_is_handed_in_or_begun(browser):
    page = complete(begin(browser))
    with clock.held_at(JULY):
        refused = hand_in(page)
        assert "的申报期是2026年6月1日至2026年6月30日，现在不能提交" in refused.text(".missing")
        start = browser("applicant").open("applications.start")
        assert "现在没有正在接受申报的批次" in start.response.text


def test_somebody_on_the_roster_does_not_apply_again(browser):
    page = hand_in(complete(begin(browser), id_number=id_number(3)))
    assert "申报500已在专家名册中（ZZ0003），不必申报" in page.refusals()[0]
    assert only().state is State.DRAFT


def test_one_person_is_not_put_forward_twice_in_a_cycle(browser):
    application(500, owner="unit")
    page = hand_in(complete(begin(browser)))
    assert "这个身份证号在本批次已有一份申报（S2026-500，个人自荐）" in page.refusals()[0]


def test_handing_in_twice_makes_one_edition(browser):
    page = complete(begin(browser))
    hand_in(page)
    again = hand_in(page)
    assert again.text(".flash") == "这份申报表已经提交，不用重复提交"
    assert only().edition == 1


# 照片和附件


def photo_of(browser, name, data):
    return bring(begin(browser), K.PHOTO, upload(name, data))


def test_a_photograph_is_cut_to_the_box_and_loses_what_it_tells_besides(browser, app):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    page = photo_of(browser, "我.jpg", picture(1200, 1000, exif=exif))
    assert page.text(".flash") == "已上传一寸免冠照片1个文件"
    stored = only().attachments[0].file
    with Image.open(app.extensions["instance"].uploads / stored.path) as kept:
        assert (kept.size, kept.format, dict(kept.getexif())) == ((295, 413), "JPEG", {})
    shown = browser("applicant").open(
        "applications.file", application_id=only().id, file_id=stored.id
    )
    assert shown.response.mimetype == "image/jpeg"


def test_a_transparent_picture_stands_on_white(browser, app):
    content = io.BytesIO()
    Image.new("RGBA", (300, 420), (0, 0, 0, 0)).save(content, "PNG")
    photo_of(browser, "我.png", content.getvalue())
    path = app.extensions["instance"].uploads / only().attachments[0].file.path
    with Image.open(path) as kept:
        assert kept.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("照片.jpg", PDF, "“照片.jpg”是PDF文件，不是照片；请上传JPG或PNG格式的照片"),
        ("照片.jpg", b"nothing", "“照片.jpg”不能作为照片打开；请上传JPG或PNG格式的照片"),
        ("照片.jpg", picture(200, 280), "照片太小（200×280像素）"),
    ],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_in_words(browser, name, data, answer):
    page = photo_of(browser, name, data)
    assert page.status == 422
    assert page.refusals()[0].startswith(answer)
    assert not only().attachments


def test_a_new_photograph_takes_the_place_of_the_old_one(browser):
    page = photo_of(browser, "一.jpg", picture())
    bring(page, K.PHOTO, upload("二.jpg", picture()))
    assert [each.file.name for each in only().attachments] == ["二.jpg"]


def test_a_scan_of_forty_megabytes_is_refused_beside_its_field(browser):
    big = upload("毕业证.pdf", PDF + b"0" * 40 * 1024 * 1024)
    page = bring(begin(browser), K.EDUCATION, big)
    assert (page.status, page.refusals()) == (422, ["“毕业证.pdf”超过10MB，请压缩或拆分后再上传"])


def test_what_is_too_large_for_any_answer_meets_a_page_in_chinese(browser, app):
    page = begin(browser)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    page = bring(page, K.EDUCATION, upload("毕业证.pdf", b"0" * 2000))
    assert (page.status, page.text("h1")) == (413, "文件太大")


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        ([], "请先选择文件"),
        ([("毕业证.exe", b"MZ")], "“毕业证.exe”不是可用的文件"),
        ([("毕业证.pdf", b"")], "“毕业证.pdf”是空文件，请重新选择"),
        ([(f"{number}.pdf", PDF) for number in range(21)], "学历证明最多20个文件"),
    ],
)
def test_a_paper_that_cannot_be_taken_is_refused_beside_its_kind(browser, files, answer):
    page = bring(begin(browser), K.EDUCATION, *(upload(*each) for each in files))
    assert page.status == 422
    assert answer in page.refusals()[0]
    assert not db.session.scalars(db.select(StoredFile)).all()


def test_several_papers_are_brought_at_once_and_one_is_taken_out(browser):
    page = bring(begin(browser), K.PAPERS, upload("一.pdf", PDF), upload("二.pdf", PDF), htmx=True)
    assert page.is_fragment()
    assert page.texts(".paper-held a") == ["一.pdf", "二.pdf"]
    page = page.submit(".paper-held form")
    assert page.text(".flash") == "已移除“一.pdf”"
    assert [each.file.name for each in only().attachments] == ["二.pdf"]


def test_nothing_is_brought_once_the_form_was_handed_in(browser):
    page = complete(begin(browser))
    hand_in(page)
    page = bring(page, K.PAPERS, upload("一.pdf", PDF))
    assert "不能再修改" in page.refusals()[0]


# 退回、补正、撤回


def test_a_returned_form_says_why_is_corrected_and_handed_in_again(browser, person):
    hand_in(complete(begin(browser)))
    give_back(person, only())
    page = browser("applicant").open("applications.fill", application_id=only().id)
    assert "职称证书不清楚" in page.text(".missing")
    assert page.soup.select_one("#name")["value"] == "申报500"
    with clock.held_at(JULY):  # the window is over, the correction is not
        page = hand_in(page, name="申报五百")
        assert page.text(".flash").startswith("已提交，编号S2026-001")
    mine = browser("applicant")
    old = mine.open("applications.edition", application_id=only().id, number=1)
    assert "申报500" in old.text("dl.facts")
    assert "职称证书不清楚" in old.response.text
    assert mine.open("applications.edition", application_id=only().id, number=3).status == 404


def test_files_of_an_earlier_edition_stay_readable(browser, person):
    hand_in(complete(begin(browser)))
    first = only().attachments[-1].file_id
    give_back(person, only())
    mine = browser("applicant")
    mine.open("applications.fill", application_id=only().id).submit(
        f"form[action$='/attachments/{only().attachments[-1].id}/remove']"
    )
    assert mine.open("applications.file", application_id=only().id, file_id=first).status == 200


def test_the_applicant_reads_the_way_without_what_the_reviewers_wrote(browser, person, mines):
    hand_in(complete(begin(browser)))
    made = only()
    with unit_of_work():
        sorting.sort(made, mines, by=person(Post.HR))
    with unit_of_work():
        holds = {line.key: vetting.Judgement(True, "电话核实过") for line in made.checklist}
        vetting.judge(made, holds, edition=1, by=person(Post.SECTION))
        vetting.take(made, "pass", edition=1, by=person(Post.SECTION), note="内部意见")
    page = browser("applicant").open("applications.show", application_id=made.id)
    assert page.texts(".timeline-what") == [
        "开始填写申报表",
        "提交申报表",
        "受理并分送",
        "初审通过",
    ]
    assert not {"内部意见", "电话核实过", "股室承办人"} & set(page.texts("blockquote"))
    assert "初审已通过，等待列入推荐汇总表" in page.response.text


def test_an_application_is_taken_back_with_a_reason(browser):
    hand_in(complete(begin(browser)))
    page = browser("applicant").open("applications.withdraw", application_id=only().id)
    assert page.submit(reason="").refusals() == ["请写明撤回的理由"]
    assert "已撤回" in page.submit(reason="工作调动").text(".flash")
    assert "申报500的专家申报已由申报人撤回" in browser(Post.HR).open("notices.index").response.text
    begin(browser)  # and may begin anew
    assert len(db.session.scalars(db.select(Application)).all()) == 2


# 谁能看、谁能填


@pytest.mark.parametrize(
    "endpoint", ["applications.show", "applications.fill", "applications.withdraw"]
)
def test_other_peoples_applications_do_not_exist(browser, endpoint):
    begin(browser)
    assert browser(Post.UNIT).open(endpoint, application_id=only().id).status == 404
    assert browser(Post.HR).open(endpoint, application_id=only().id).status == 404


def test_other_peoples_files_do_not_exist(browser):
    photo_of(browser, "照片.jpg", picture())
    file_id = db.session.scalars(db.select(Attachment.file_id)).one()
    stranger = application(501, State.DRAFT, owner="unit")
    unit = browser(Post.UNIT)
    for number in (only_of("applicant").id, stranger.id):
        page = unit.open("applications.file", application_id=number, file_id=file_id)
        assert page.status == 404


def only_of(login: str) -> Application:
    query = db.select(Application).where(Application.owner.has(login=login))
    return db.session.scalars(query).one()


def test_one_form_cannot_lose_the_paper_of_another(browser):
    photo_of(browser, "照片.jpg", picture())
    other = application(501, State.DRAFT, owner="unit")
    attachment = only_of("applicant").attachments[0].id
    page = browser(Post.UNIT).send(f"/applications/{other.id}/attachments/{attachment}/remove", {})
    assert page.status in {400, 404}
    assert only_of("applicant").attachments


def test_an_applicant_has_one_form_in_a_cycle(browser):
    begin(browser)
    page = begin(browser)
    assert page.refusals() == ["您在这个批次已有一份申报表，请接着填写 《管理办法》第六条"]


@pytest.mark.parametrize(
    ("post", "channel"), [(Post.UNIT, Channel.UNIT), (Post.SECTION, Channel.SECTION)]
)
def test_a_unit_or_section_applies_for_a_person_with_the_signed_paper(browser, post, channel):
    refused = begin(browser, post)
    assert "请填写推荐的单位或者股室" in refused.refusals()[0]
    page = hand_in(complete(begin(browser, post, recommender="虚构设计院")))
    assert "还没有上传：本人签字的申报表扫描件" in page.text(".missing")
    page = bring(page, K.SIGNED_FORM, upload("申报表.pdf", PDF))
    hand_in(page)
    assert (only().state, only().channel) == (State.SUBMITTED, channel)


def test_hr_enters_paper_that_arrived_by_any_channel(browser):
    page = begin(browser, Post.HR, channel="unit", recommender="虚构设计院")
    assert "单位推荐" in page.text(".lead")
    assert "个人自荐" in begin(browser, Post.HR, channel="self").text(".lead")


def test_forms_to_go_on_with_wait_on_their_owners_desk(browser, person):
    application(500, State.DRAFT)
    made = application(501, State.RETURNED)
    desk = browser("applicant").open("desk.index")
    assert {"继续填写：申报500的专家申报", "补正：申报501的专家申报"} == set(
        desk.texts(".todo a.btn")
    )
    with clock.held_at(JULY):
        desk = browser("applicant").open("desk.index")
        assert desk.texts(".todo a.btn") == ["补正：申报501的专家申报"]
    assert made.intake.closes_on == date(2026, 6, 30)


def test_my_list_says_what_to_do_next(browser):
    application(500, State.RETURNED)
    application(501, State.SUBMITTED)
    page = browser("applicant").open("applications.mine")
    assert "请按退回的理由改正，再次提交" in page.response.text
    assert "人事教育培训股正在受理，不用办理" in page.response.text
