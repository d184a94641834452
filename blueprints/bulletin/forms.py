"""What is asked on the board and when an announcement is written."""

from wtforms import MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from blueprints.pages import Form, Query
from models.operations.announcements import MOST_FILES, Words
from models.queries.bulletin import SORTS
from models.vocabulary import AnnouncementKind

_SORTS = {"": "全部", "announcement": "公告、通知、文件", "notice": "公示", "document": "聘任文件"}


class BoardQuery(Query):
    sort = SelectField("种类", choices=_SORTS)

    def chosen(self) -> str:
        """What is narrowed to; what is no choice narrows nothing."""
        return self.sort.data if self.sort.data in SORTS else ""


class RosterQuery(Query):
    industry = SelectField("行业领域")


class AnnouncementForm(Form):
    kind = RadioField(
        "种类", choices=AnnouncementKind.choices(), validators=[InputRequired("请选择种类")]
    )
    title = StringField(
        "标题", [DataRequired("请填写标题"), Length(max=100, message="标题不超过100字")]
    )
    body = TextAreaField(
        "正文", [DataRequired("请填写正文"), Length(max=20_000, message="正文不超过20000字")],
        description="每行为一段；不要写身份证号和手机号",
    )  # fmt: skip

    def words(self) -> Words:
        return Words(AnnouncementKind(self.kind.data), self.title.data, self.body.data)


class AttachForm(Form):
    of = "attach"
    files = MultipleFileField(
        f"选择附件（最多{MOST_FILES}个）",
        description="PDF、JPG、PNG、DOCX、XLSX，每个不超过10MB；发布后任何人都能下载，不要含身份证号和手机号",
    )
