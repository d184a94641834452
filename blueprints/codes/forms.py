"""What is asked of whoever switches codes on or off."""

from wtforms import StringField
from wtforms.validators import InputRequired

from blueprints.pages import Form
from blueprints.signing import SigningField

_TYPED = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class BeginForm(Form):
    password = SigningField("登录密码", [InputRequired("请输入登录密码")])


class CodeForm(Form):
    code = StringField(
        "动态口令",
        [InputRequired("请输入手机上的动态口令")],
        description="手机上显示的六位数字",
        render_kw=_TYPED,
    )


class RenewForm(BeginForm):
    of = "renew"


class SwitchOffForm(BeginForm):
    of = "off"
