"""What is asked of whoever may stay unnamed: files, and how to reach them if they say who they
are."""

import secrets

from wtforms import HiddenField, MultipleFileField, RadioField, StringField
from wtforms.validators import Length

from blueprints.pages import Form
from models.operations.unnamed import MOST_FILES

_NAMED = {"anonymous": "匿名提出", "named": "实名提出"}
SHORT = Length(max=100, message="不超过100字")


class UnnamedForm(Form):
    """``ticket`` tells one form from another, so that one sent twice is one matter."""

    files = MultipleFileField(
        f"附件（最多{MOST_FILES}个）", description="PDF、JPG、PNG、DOCX、XLSX，每个不超过10MB"
    )
    named = RadioField("提出方式", choices=_NAMED, default="anonymous")
    name = StringField("姓名（实名的填写）", [SHORT])
    contact = StringField(
        "联系方式（实名的填写）", [SHORT], description="电话、地址或邮箱，便于核实和答复"
    )
    ticket = HiddenField(default=lambda: secrets.token_hex(16))

    @property
    def is_named(self) -> bool:
        return bool(self.named.data == "named")
