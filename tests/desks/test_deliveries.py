"""通知发送, as those meet it who keep the channels, and as everybody keeps their own addresses."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from blueprints.outbound import send_due
from models import channels, clock
from models.channels import Channels
from models.db import db, unit_of_work
from models.operations.contacts import keep_contact
from models.operations.notices import tell
from models.rules.delivery_retries import GRACE, MOST_ATTEMPTS
from models.tables import Contact, Delivery, NoticeTemplate
from models.vocabulary import DeliveryChannel, DeliveryState, NoticeKind, Post
from tests.postoffice import MailServer, serving
from tests.test_queries import MOST, counted

ROOT = Path(__file__).parents[2]
MAIL, SMS = DeliveryChannel.EMAIL, DeliveryChannel.SMS


@pytest.fixture
def server(person):
    """A mail server in use; the section wants everything by mail."""
    server = MailServer()
    with serving(server), channels.opened(Channels.of(server.settings)):
        with unit_of_work():
            kinds = {MAIL: list(NoticeKind), SMS: []}
            keep_contact("zhang@example.com", "", kinds, by=person(Post.SECTION))
        yield server


def notify(person, times=1):
    with unit_of_work():
        for number in range(times):
            tell(person(Post.SECTION).account_id, "待办：某件", f"dispatch:{number + 1}")


def give_up(person):
    notify(person)
    with unit_of_work():
        rows()[-1].attempts = MOST_ATTEMPTS
    send_due()


def rows():
    db.session.rollback()
    return list(db.session.scalars(db.select(Delivery).order_by(Delivery.id)))


def test_the_administrator_sees_what_went_out_and_to_whom_but_no_address(browser, person, server):
    notify(person)
    send_due()
    page = browser(Post.SYSADMIN).open("deliveries.index")
    row = page.text("#log tbody tr:has(details)")
    assert "股室承办人z***@example.com" in row
    assert "派遣进展：派遣" in row
    assert "已发送" in row
    assert "zhang@example.com" not in page.response.text
    assert page.texts("#log > ul li")[0] == "邮件：已开通"
    assert page.texts("#log table")[0].endswith("2026年6月1日1100")


def test_a_channel_that_is_shut_is_said_with_the_reason(browser):
    wrong = {"SMTP_HOST": "mail.example.com", "SMTP_FROM": "x"}
    with channels.opened(Channels.of(wrong)):
        said = browser(Post.SYSADMIN).open("deliveries.index").texts("#log > ul li")
    assert said[0].startswith("邮件：没有开通，SMTP_FROM 应为发信地址")
    assert said[1].startswith("短信：没有开通。由维护人员设置环境变量后启用")


def test_one_that_was_given_up_is_sent_again_from_the_log(browser, person, server):
    give_up(person)
    page = browser(Post.OFFICE).open("deliveries.index", status="given_up")
    assert "有1条重试多次仍没有发出" in page.text("#log")
    page = page.submit("form[action$='/1/again']")
    assert page.text(".flash") == "已列入发送，结果见发送记录"
    send_due()
    assert len(server.inbox) == 1


def test_all_that_were_given_up_are_sent_again_at_once(browser, person, server):
    for _ in range(2):
        give_up(person)
    page = browser(Post.OFFICE).open("deliveries.index")
    page = page.submit("form[action='/deliveries/again']")
    assert page.text(".flash") == "2条已列入发送，结果见发送记录"
    send_due()
    assert len(set(server.keys())) == 2


def test_a_channel_that_was_shut_since_is_said_where_one_tries(browser, person, server):
    give_up(person)
    page = browser(Post.SYSADMIN).open("deliveries.index")
    with channels.opened(Channels()):
        page = page.submit("form[action$='/1/again']")
        assert page.status == 422
        assert page.refusals() == ["邮件渠道没有开通，请先由系统管理员设置"]
        page = browser(Post.SYSADMIN).open("deliveries.index")
    assert not page.soup.select("form[action$=again]"), "it is not offered any more"


def test_the_log_is_narrowed_and_nonsense_narrows_nothing(browser, person, server):
    notify(person, times=2)
    desk = browser(Post.OFFICE)

    def shown(**wanted):
        return len(desk.open("deliveries.index", **wanted).soup.select("#log details"))

    assert shown(words="股室承办人", channel="email", kind="dispatch", day="2026-06-01") == 2
    assert shown(status="sent") == shown(channel="sms") == shown(day="2026-05-31") == 0
    assert shown(status="x", channel="y", kind="z", day="wann") == 2


def test_the_log_asks_as_often_however_much_there_is(browser, person, server):
    def asks():
        someone = browser(Post.SYSADMIN)
        with counted() as asked:
            assert someone.open("deliveries.index").status == 200
        return len(asked)

    notify(person)
    before = asks()
    notify(person, times=20)
    assert asks() == before <= MOST


@pytest.mark.parametrize("who", [Post.SECTION, Post.EXPERT, Post.AUDITOR])
def test_nobody_else_sees_the_log_or_the_words(browser, who):
    for endpoint in ("deliveries.index", "deliveries.all_words"):
        assert browser(who).open(endpoint).status == 403
    assert browser(Post.OFFICE).open("deliveries.all_words").status == 403


def test_whoever_is_told_sees_how_it_went_out(browser, person, server):
    notify(person)
    assert "邮件待发送" in browser(Post.SECTION).open("notices.index").text("tbody tr")
    send_due()
    assert "邮件已发送" in browser(Post.SECTION).open("notices.index").text("tbody tr")


def test_the_words_are_tried_before_they_count(browser, person, server):
    admin = browser(Post.SYSADMIN)
    page = admin.open("deliveries.words", kind="dispatch", channel="email")
    new = "{matter}有变化，请到{address}查看"
    tried = page.submit(text=new, look="预览")
    assert "泽应急专派〔2026〕1号有变化" in tried.text("#words .written")
    assert db.session.scalars(db.select(NoticeTemplate)).all() == []
    saved = page.submit(text=new)
    assert saved.text(".flash") == "派遣进展的邮件用语已修改"
    assert saved.texts("tbody th") == ["第1版"]
    notify(person)
    assert rows()[0].text == "派遣有变化，请到单位内网“择贤”系统查看"
    assert rows()[0].edition == 1
    again = saved.submit(text="{matter}又变了")
    assert again.texts("tbody th") == ["第2版", "第1版"]
    assert rows()[0].edition == 1, "what is on its way stays as it is"


def test_words_with_an_unknown_blank_are_refused_and_stay_typed(browser):
    page = browser(Post.SYSADMIN).open("deliveries.words", kind="todo", channel="sms")
    page = page.submit(text="{expert}请办理")
    assert page.status == 422
    [refusal] = page.refusals()
    assert refusal.startswith("没有{expert}这一项，本类通知可以用的是{matter}")
    assert page.text("textarea") == "{expert}请办理"
    assert page.submit(text="{expert}请办理", look="预览").status == 422


def test_words_that_did_not_change_are_not_another_edition(browser):
    page = browser(Post.SYSADMIN).open("deliveries.words", kind="todo", channel="sms").submit()
    assert page.refusals() == ["用语没有变化，不必保存"]


def test_there_are_no_words_for_what_there_is_not(browser):
    admin = browser(Post.SYSADMIN)
    assert admin.open("deliveries.words", kind="todo", channel="fax").status == 404
    assert admin.open("deliveries.words", kind="x", channel="sms").status == 404


def test_everyone_keeps_their_own_addresses_and_choices(browser, person):
    page = browser(Post.HR).open("deliveries.contact")
    assert "还没有开通邮件" in page.text("#contact")
    chosen = {"by_mail": ["todo", "near"], "by_sms": ["near"]}
    page = page.submit(email="li@example.com", mobile="139 0000 0002", **chosen)
    assert page.text(".flash") == "通知方式已保存"
    assert "邮件 l***@example.com；短信 139****0002" in page.text("#contact")
    kept = db.session.get(Contact, person(Post.HR).account_id)
    assert (kept.mobile, kept.kinds) == (
        "13900000002", {"email": ["todo", "near"], "sms": ["near"]},
    )  # fmt: skip
    ticked = [box["value"] for box in page.soup.select("input[name=by_mail][checked]")]
    assert ticked == ["todo", "near"]


def test_a_wrong_address_is_refused_beside_its_field(browser):
    page = browser(Post.HR).open("deliveries.contact").submit(email="li", mobile="1")
    assert page.status == 422
    assert page.refusals() == ["邮箱地址不对，应如 name@example.com"]
    page = browser(Post.HR).open("deliveries.contact").submit(mobile="1")
    assert page.refusals() == ["手机号应为11位数字，以1开头"]
    page = browser(Post.HR).open("deliveries.contact").submit(by_mail="no such kind")
    assert page.status == 422


def test_an_expert_sees_what_the_roster_has(browser):
    page = browser(Post.EXPERT).open("deliveries.contact")
    assert "短信 190****0001" in page.text("#contact")


def worker(app, server):
    environment = os.environ | server.settings | {
        "INSTANCE_DIR": str(app.config["INSTANCE_DIR"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
    }  # fmt: skip
    command = [sys.executable, "-m", "flask", "work"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def until(happened, seconds=60):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_a_worker_killed_in_the_middle_is_followed_by_another_and_no_letter_is_lost_or_doubled(
    app, person, server
):
    server.answers = ["250", "hang"]
    notify(person, times=4)
    first = worker(app, server)
    until(lambda: len(server.inbox) == 2)  # the second letter was taken, and not acknowledged
    first.send_signal(signal.SIGKILL)
    first.wait()
    server.go_on.set()
    assert [(row.status, row.attempts) for row in rows()] == [
        ("sent", 1), ("queued", 1), ("queued", 0), ("queued", 0),
    ]  # fmt: skip
    with unit_of_work():  # as though so much time had gone by
        rows()[1].next_try_at = clock.now() - GRACE - timedelta(minutes=1)
    second = worker(app, server)
    try:
        until(lambda: all(row.status is DeliveryState.SENT for row in rows()))
    finally:
        second.kill()
        second.wait()
    assert len(server.inbox) == 5, "one came twice"
    assert len(set(server.keys())) == 4, "under the same key"
