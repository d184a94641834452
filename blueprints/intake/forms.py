"""What is asked about an intake cycle, and of whoever opens an account to apply."""

from wtforms import DateField, IntegerField, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from blueprints.pages import Form, of_our_time
from models.operations.intakes import Terms


class CycleForm(Form):
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    title = StringField(
        "名称", [DataRequired("请填写名称"), Length(max=60, message="名称不超过60字")]
    )
    opens_on = DateField("申报开始日", [InputRequired("请填写申报开始日"), of_our_time])
    closes_on = DateField(
        "申报截止日", [InputRequired("请填写申报截止日"), of_our_time], description="当天仍可提交"
    )
    invitation = TextAreaField(
        "通知正文",
        [DataRequired("请填写通知正文"), Length(max=5000, message="正文不超过5000字")],
        description="每行为一段。条件、申报方式和应交材料由系统列在正文之后，不必重写",
    )
    reason = TextAreaField(
        "增补的理由",
        [Length(max=500, message="理由不超过500字")],
        description="每年一次的申报不填；在其他时间增补专家的，写明理由",
    )

    def terms(self) -> Terms:
        return Terms(
            title=self.title.data,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            invitation=self.invitation.data,
            reason=self.reason.data or "",
        )


class ExtendForm(Form):
    closes_on = DateField("新的截止日", [InputRequired("请填写新的截止日"), of_our_time])
    reason = TextAreaField(
        "延期的理由",
        [DataRequired("请写明延期的理由"), Length(max=500, message="理由不超过500字")],
        description="会通知股室、推荐单位和所有正在填报的人",
    )


class AccountForm(Form):
    name = StringField("姓名", [DataRequired("请填写姓名")], render_kw={"autocomplete": "name"})
    login = StringField(
        "用户名",
        [DataRequired("请填写用户名")],
        description="2至32位小写字母、数字或 _ . -，登录时使用；不要用身份证号",
        render_kw={"autocomplete": "username"},
    )
    new = PasswordField(
        "密码",
        [DataRequired("请填写密码")],
        description="8至64位，含大写字母、小写字母、数字、符号中的至少三类",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "再输一次密码",
        [DataRequired("请再输一次密码")],
        render_kw={"autocomplete": "new-password"},
    )
