"""会议通知、签到表、会议纪要: what each says, and when there is one."""

from models import clock
from models.vocabulary import Post
from tests import meetings
from tests.documents.reading import A4


def test_the_notice_says_when_where_who_chairs_and_what_about(paper):
    meeting = meetings.convened()
    sheet = paper(Post.SECTION, "meetings.notice", meeting_id=meeting.id)
    assert set(sheet.sizes) == {A4}
    assert not sheet.lacks(
        (
            "关于召开煤矿2026年第二季度会商研判工作会议", "各有关专家：", "第十四条",
            "分管领导召集", "2026年6月10日 09:00", "县应急管理局三楼会议室", "专家01",
            meetings.MATTER, "泽州县应急管理局", "2026年6月1日", "参会专家名单", "专家02",
            "虚构矿业2公司",
        )
    )  # fmt: skip


def test_the_list_to_sign_has_every_invited_expert(paper):
    meeting = meetings.convened()
    sheet = paper(Post.SECTION, "meetings.sign_in", meeting_id=meeting.id)
    assert sheet.says("会议签到表", "专家01", "专家05", "当场邀请并写明理由")


def test_the_minutes_say_who_came_what_was_said_and_who_does_what(paper):
    meeting = meetings.minuted()
    with clock.held_at(meetings.HELD):
        sheet = paper(Post.DEPUTY, "meetings.minutes_paper", meeting_id=meeting.id)
    assert not sheet.lacks(
        (
            "会商研判工作会议纪要", "专家01同志主持", meetings.MATTER, "抽采达标是关键",
            "制定瓦斯抽采达标评判办法", "责任股室：煤矿监管股", "2026年6月30日",
            "出席：专家01、专家02、专家03、专家04", "缺席：专家05", "2026年6月10日",
        )
    )  # fmt: skip


def test_there_is_no_paper_before_it_is_signed(browser):
    meeting = meetings.submitted()
    section = browser(Post.SECTION)
    assert section.open("meetings.notice", meeting_id=meeting.id).status == 404


def test_there_are_no_minutes_before_they_are_confirmed(browser):
    meeting = meetings.recorded()
    section = browser(Post.SECTION)
    assert section.open("meetings.minutes_paper", meeting_id=meeting.id).status == 404
