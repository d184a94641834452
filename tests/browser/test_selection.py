"""From an empty intake cycle to a certificate verified by its code, in real browsers: one return
and one objection on the way."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import flask_migrate
import pytest
from PIL import Image

from app import create_app
from models import clock
from models.db import db, unit_of_work
from models.tables import LeadSection, Section
from models.vocabulary import AttachmentKind as K
from tests.applications import FIRST, entries
from tests.browser.conftest import people_at, served
from tests.conftest import NOON
from tests.office import PASSWORD, open_office

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
OWN = "Shanxi#2027"  # the applicant's password
WRITTEN = entries(FIRST, name="池晓䶮", employer="虚构矿山设计院")


class Calendar:
    """The day on the wall of the office; the days of publicity go by at once."""

    def __init__(self) -> None:
        self.now = NOON

    def over(self, application: Callable) -> Callable:
        def answer(environ, start_response):
            with clock.held_at(self.now):
                return application(environ, start_response)

        return answer

    def turn(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def june(chromium, tmp_path):
    """A small office on a Monday in June, nothing of this year's intake begun."""
    app, calendar = create_app({"INSTANCE_DIR": tmp_path, "SECRET_KEY": "test"}), Calendar()
    app.wsgi_app = calendar.over(app.wsgi_app)
    with app.app_context(), clock.held_at(NOON):
        flask_migrate.upgrade()
        open_office()
        with unit_of_work():
            section = db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()
            db.session.add(LeadSection(industry_code="A01", section_id=section.id))
    with served(app) as address, people_at(chromium, address) as arrive:
        yield SimpleNamespace(arrive=arrive, calendar=calendar)


@pytest.fixture
def papers(tmp_path):
    """A portrait with nobody on it, and a page."""
    photo, page = tmp_path / "photo.jpg", tmp_path / "page.pdf"
    Image.new("RGB", (600, 840), (200, 205, 212)).save(photo)
    page.write_bytes(PDF)
    return SimpleNamespace(photo=photo, page=page)


def test_from_an_empty_cycle_to_a_certificate_that_anyone_can_verify(june, papers):
    arrive = june.arrive
    cycle = open_cycle(arrive("office"))
    applicant = apply(arrive(), cycle, papers)
    sort(arrive("hr"))
    send_back(arrive("section"))
    hand_in_again(applicant)
    sort(arrive("hr"))
    vet(arrive("section"))
    recommend(arrive)
    roster = propose(arrive)
    code = object_to(arrive(), roster, arrive("office"))
    june.calendar.turn(days=8)
    clear(arrive("office"), roster)
    follow(arrive(), code)
    decide_and_issue(arrive("leader"), roster)
    address = certify(arrive("office"), roster)
    stranger = arrive(phone=True).open(address)
    stranger.see(WRITTEN["name"])
    stranger.see("有效")
    stranger.look("32-certificate-on-a-phone")
    applicant.sign_in("chi_xiaoyan", OWN)  # who has become an expert, with the same account
    applicant.press("本人登记", within=applicant.page.locator("header"))
    applicant.see(WRITTEN["name"])


def take(someone, step: str, *, note: str = "", signed: bool = False) -> None:
    """Take the step on the matter's page: choose it where there is a choice, and confirm."""
    form = someone.page.locator("form:has(textarea[name=note])").first
    choice = form.get_by_role("radio", name=step, exact=True)
    if choice.count():
        choice.check()
    if note:
        form.locator("textarea[name=note]").fill(note)
    if signed:
        form.get_by_label("登录密码").fill(PASSWORD)
    send(someone, form.locator("button[type=submit]"))


def send(someone, button) -> None:
    """Press it, and wait until the page that answers stands still."""
    page = someone.page
    if isinstance(button, str):
        button = page.locator("main").get_by_role("button", name=button).first
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    page.wait_for_load_state("networkidle")


def open_cycle(office) -> str:
    office.open("/intake/new").look("20-intake")
    send(office, "保存草稿")
    office.see("已存为草稿")
    take(office, "发布申报通知")
    office.see("已发布")
    return re.search(r"/intake/(\d+)", office.page.url)[1]


def apply(someone, cycle: str, papers):
    """A person opens an account on the public page, fills the form in and hands it in."""
    someone.open(f"/intake/{cycle}/invitation").look("21-invitation")
    someone.press("我要申报")
    page = someone.page
    page.get_by_label("姓名").fill(WRITTEN["name"])
    page.get_by_label("用户名").fill("chi_xiaoyan")
    for label in ("密码", "再输一次密码"):
        page.get_by_label(label).first.fill(OWN)
    send(someone, "开立账号")
    someone.see("已开立，请登录后填报")
    someone.sign_in("chi_xiaoyan", OWN)
    send(someone.open("/applications/start"), "开始填写")
    page.locator("#entries").wait_for()
    fill_in(page)
    attach(page, papers)
    someone.look("22-application")
    send(someone, "提交申报表")
    someone.see("已提交，编号")
    return someone


def fill_in(page) -> None:
    for name, value in WRITTEN.items():
        control = page.locator(f"#entries [name={name}]")
        if control.evaluate("each => each.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    for box in page.locator("#entries [name=promised]").all():
        box.check()
    page.locator("#saved").get_by_text("已保存").wait_for()


def attach(page, papers) -> None:
    for kind in (K.PHOTO, K.EDUCATION, K.TITLE, K.QUALIFICATION):
        form = page.locator(f"form[action$='/attachments/{kind.value}']")
        file = papers.photo if kind is K.PHOTO else papers.page
        form.locator("input[type=file]").set_input_files(file)
        form.locator("button[type=submit]").click()
        page.locator(".paper", has_text=kind.label).locator(".paper-held").wait_for()
    page.get_by_text("内容齐全，可以提交").wait_for()


def sort(hr) -> None:
    hr.open("/vetting/sort?all=1").look("23-sort")
    send(hr, "受理并分送所勾选的")
    hr.see("没有待受理的申报表")


def send_back(section) -> None:
    section.open("/vetting/").press("开始初审")
    section.look("24-vetting")
    take(section, "退回补正", note="工作简历请写明各段工作的起止年月")
    section.see("已退回")


def hand_in_again(applicant) -> None:
    applicant.open("/applications/").page.locator("tbody a").first.click()
    applicant.see("工作简历请写明各段工作的起止年月")
    applicant.look("25-returned")
    applicant.page.locator("[name=resume]").fill("2005年7月至今，从事煤矿通风和瓦斯防治技术管理")
    send(applicant, "提交申报表")
    applicant.see("已提交，编号")


def vet(section) -> None:
    """By keyboard: the button that fills the rest, then the verdict."""
    section.open("/vetting/").press("开始初审")
    section.page.get_by_role("button", name="其余全部属实").press("Enter")
    section.page.locator(".missing").wait_for(state="detached")
    take(section, "初审通过", note="材料真实，符合高级专家条件，同意推荐")
    section.see("初审通过，待列入汇总表")


def recommend(arrive) -> None:
    section = arrive("section")
    send(section.open("/sheets/new"), "编制汇总表")
    section.see("编制中")
    number = re.search(r"/sheets/(\d+)", section.page.url)[1]
    take(section, "承办人签字", signed=True)
    section.see("待股室负责人签字")
    for login, step in (("section_head", "股室负责人签字"), ("deputy", "分管领导签字")):
        someone = arrive(login).open(f"/sheets/{number}")
        if login == "deputy":
            someone.look("26-sheet")
        take(someone, step, signed=True)
        someone.see(f"已办理：{step}")
    take(section.open(f"/sheets/{number}"), "送达专家办")
    office = arrive("office").open(f"/sheets/{number}/check")
    office.page.get_by_label("自动检查没有发现问题").check()
    send(office, "保存审查结论")
    take(office.open(f"/sheets/{number}"), "形式审查完毕")
    office.see("已办理：形式审查完毕")


def propose(arrive) -> str:
    office = arrive("office")
    send(office.open("/proposals/new"), "编制名单")
    office.see("编制中")
    number = re.search(r"/proposals/(\d+)", office.page.url)[1]
    office.look("27-proposed-roster")
    take(office, "提交领导小组")
    for login in ("executive_deputy", "deputy"):
        member = arrive(login).open(f"/proposals/{number}")
        member.page.get_by_role("radio", name="同意", exact=True).check()
        send(member, "提交本人意见")
        member.see("意见")
    leader = arrive("leader").open(f"/proposals/{number}")
    leader.look("28-approval")
    take(leader, "批准拟定名单", signed=True)
    leader.see("领导小组已批准")
    send(office.open(f"/proposals/{number}/notice"), "发布公示")
    office.page.wait_for_url(f"**/proposals/{number}")
    return number


def object_to(stranger, roster: str, office) -> str:
    stranger.open("/publicity/").page.locator("tbody a").first.click()
    stranger.look("29-notice")
    stranger.press("提出异议")
    stranger.page.get_by_label("异议内容").fill("请核实其工作年限是否满十年")
    send(stranger, "提交异议")
    code = stranger.page.locator(".case-code").inner_text()
    office.open("/objections/").page.locator("tbody a").first.click()
    take(office, "受理")
    office.see("调查核实中")
    take(office, "异议不成立", note="经查社保缴费记录，从业年限属实")
    office.see("异议不成立")
    return code


def clear(office, roster: str) -> None:
    send(office.open(f"/proposals/{roster}"), "公示完毕")
    office.see("待局长办公会审定")


def follow(stranger, code: str) -> None:
    stranger.open("/publicity/follow").page.get_by_label("编码").fill(code)
    send(stranger, "查询")
    stranger.see("经查社保缴费记录")


def decide_and_issue(leader, roster: str) -> None:
    leader.open(f"/proposals/{roster}").press("记录局长办公会审定结果")
    page = leader.page
    page.get_by_label("会议日期").fill("2026-06-09")
    page.get_by_label("会议纪要编号").fill("泽应急局长办公会纪要〔2026〕6号")
    leader.look("30-meeting")
    page.get_by_label("登录密码").fill(PASSWORD)
    send(leader, "签署审定结果")
    leader.see("待印发文件")
    leader.press("印发聘任文件")
    page.get_by_label("登录密码").fill(PASSWORD)
    send(leader, "签署并印发")
    leader.see("待颁发聘书")


def certify(office, roster: str) -> str:
    """The address that the QR code of the new certificate carries."""
    send(office.open(f"/proposals/{roster}"), "颁发聘书")
    office.see("已颁发聘书1份")
    office.look("31-certified")
    row = office.open("/certificates/").page.locator("tbody tr", has_text=WRITTEN["name"])
    row.locator("td a").first.click()
    link = office.page.locator("a:has-text('公开查验页面')").first
    return re.sub(r"^https?://[^/]+", "", link.get_attribute("href"))
