"""What is asked about an account or a section."""

from wtforms import SearchField, SelectField, StringField, TelField
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form, Query
from models.queries.accounts import Condition


class AccountQuery(Query):
    words = SearchField("用户名或姓名")
    condition = SelectField("状态", choices={"": "全部"} | Condition.choices())


class AccountForm(Form):
    login = StringField(
        "用户名",
        [InputRequired("请填写用户名")],
        description="2至32位字母、数字或 _ . -，登录时使用，开立后不能修改",
    )
    name = StringField("姓名", [InputRequired("请填写姓名")])


class SectionForm(Form):
    name = StringField("股室名称", [InputRequired("请填写股室名称")])
    phone = TelField("电话", [Length(max=30, message="电话不超过30个字")])
