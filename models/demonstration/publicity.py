"""公告与聘书 · what the office of the year publishes, and the certificates it hands out."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.office import Office
from models.operations import announcements, certificates
from models.operations.announcements import Words
from models.queries.certificates import in_force
from models.tables import Expert
from models.vocabulary import AnnouncementKind
from models.workflows.announcement import Action

_DOCUMENT = "演示聘任文件1号"
_LOST, _LOST_ON = 30, 60  # the expert, by place on the roster, and the working day


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement of one working day of the year; ``regretted``: withdrawn so many days later,
    for a reason."""

    day: int
    words: Words
    regretted: int = 0
    reason: str = ""


_POSTS = (
    Announced(
        1,
        Words(
            AnnouncementKind.DOCUMENT,
            "关于聘任安全生产和应急管理专家的通知",
            "各镇人民政府，县直各单位，各位专家：\n"
            "经公示和县应急管理局局长办公会审定，现聘任一批安全生产和应急管理专家，名单见本栏“在聘专家名单”。\n"
            "县应急管理局按照本文件颁发聘书。收到聘书的单位和个人，可扫描聘书上的二维码查验是否有效。\n"
            "各单位需要使用专家的，按照《泽州县安全生产和应急管理专家使用管理办法》提出申请。（演示数据）",
        ),
    ),
    Announced(
        40,
        Words(
            AnnouncementKind.NOTICE,
            "关于及时提交书面报告的通知",
            "各位专家，各业务股室：\n"
            "任务结束后，请专家及时提交任务执行情况的书面报告，请业务股室及时填写服务质量登记表并送人事教育培训股备案。\n"
            "对报告的格式有疑问的，请与派遣股室联系。（演示数据）",
        ),
    ),
    Announced(
        120,
        Words(
            AnnouncementKind.ANNOUNCEMENT,
            "关于专家抽取结果可以公开验证的公告",
            "县应急管理局随机抽取专家的每一次结果，都可以在“自己验证”页面重新计算核对，不需要登录。\n"
            "发现有违规使用专家情形的，请拨打24小时举报电话反映。（演示数据）",
        ),
    ),
    Announced(
        150,
        Words(
            AnnouncementKind.NOTICE,
            "关于调整专家培训时间的通知",
            "各位专家：\n原定本月的专家培训另行安排时间。（演示数据）",
        ),
        regretted=3,
        reason="培训时间没有变化，通知有误",
    ),
)  # fmt: skip


def hand_out_certificates(office: Office) -> None:
    """To everyone on the roster, on the first morning."""
    certificates.issue_all(document=_DOCUMENT, by=office.others["office"])


def publicity(experts: list[Expert], world: World) -> Iterator[Steps]:
    """A life for each announcement, and for the certificate that is lost."""
    for post in _POSTS:
        yield _publish(post, world)
    yield _lose(experts[_LOST], world)


def _publish(post: Announced, world: World) -> Steps:
    by = world.office.others["office"]
    yield post.day * DAY + HOUR
    announcement = announcements.draft(post.words, by=by)
    yield post.day * DAY + 3 * HOUR
    announcements.take(announcement, Action.PUBLISH, by=by, note="")
    if post.regretted:
        yield (post.day + post.regretted) * DAY + HOUR
        announcements.take(announcement, Action.WITHDRAW, by=by, note=post.reason)


def _lose(expert: Expert, world: World) -> Steps:
    yield _LOST_ON * DAY + 2 * HOUR
    held = in_force(db.session(), expert)
    if held:
        by = world.office.others["office"]
        certificates.reissue(held, reason="本人声明原聘书遗失", document=_DOCUMENT, by=by)
