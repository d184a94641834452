"""What is asked about notices that go outside."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    DateField,
    EmailField,
    SearchField,
    SelectField,
    StringField,
    SubmitField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Optional

from blueprints.elections.forms import Checkboxes
from blueprints.pages import Form, Query, of_our_time
from models.queries.deliveries import Filter
from models.rules.notice_words import Words
from models.tables import Contact
from models.vocabulary import DeliveryChannel, DeliveryState, NoticeKind


class DeliveryQuery(Query):
    words = SearchField("收件人或文号")
    status = SelectField("状态", choices={"": "全部"} | DeliveryState.choices())
    channel = SelectField("渠道", choices={"": "全部"} | DeliveryChannel.choices())
    kind = SelectField("种类", choices={"": "全部"} | NoticeKind.choices())
    day = DateField("日期", [Optional(), of_our_time])

    def wanted(self) -> Filter:
        """What was asked, leaving out what cannot be understood."""
        asked: dict[str, Any] = {
            entry.name: entry.data.strip() if isinstance(entry.data, str) else entry.data
            for entry in self
            if entry.data and entry.validate(self)
        }
        return Filter(**asked)


class ContactForm(Form):
    email = EmailField("邮箱", [Optional()])
    mobile = TelField("手机号", [Optional()])
    by_mail = Checkboxes("发邮件的通知", choices=NoticeKind.choices())
    by_sms = Checkboxes("发短信的通知", choices=NoticeKind.choices())

    def kinds(self) -> dict[DeliveryChannel, list[str]]:
        mail, sms = self.by_mail.data or [], self.by_sms.data or []
        return {DeliveryChannel.EMAIL: mail, DeliveryChannel.SMS: sms}

    def start_with(
        self, own: Contact | None, mail: Iterable[NoticeKind], sms: Iterable[NoticeKind]
    ) -> None:
        """What stands in it before anybody has typed."""
        self.email.data, self.mobile.data = (own.email, own.mobile) if own else (None, None)
        self.by_mail.data = [kind.value for kind in mail]
        self.by_sms.data = [kind.value for kind in sms]


class WordsForm(Form):
    subject = StringField("邮件标题")
    text = TextAreaField("正文")
    look = SubmitField("预览")

    def words(self) -> Words:
        subject = (self.subject.data or "").strip() if "subject" in self else ""
        return Words(subject, (self.text.data or "").replace("\r\n", "\n"))
