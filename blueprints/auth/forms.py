"""What is asked of whoever signs in."""

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired

from blueprints.pages import Form
from models.rules import passwords


class SignInForm(Form):
    login = StringField("用户名", [InputRequired("请填写用户名")])
    password = PasswordField("密码", [InputRequired("请填写密码")])


class PasswordForm(Form):
    old = PasswordField("原密码", [InputRequired("请填写原密码")])
    new = PasswordField(
        "新密码",
        [InputRequired("请填写新密码")],
        description=f"{passwords.SHORTEST}至{passwords.LONGEST}位，含大写字母、小写字母、数字、符号中的三类",
    )
    again = PasswordField("再输一次", [EqualTo("new", "两次输入的新密码不一致")])
