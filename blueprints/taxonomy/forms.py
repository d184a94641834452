"""What is asked when Annex 1 is changed: always with the reason."""

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from blueprints.pages import Form


class ReasonForm(Form):
    note = TextAreaField(
        "修订原因",
        [InputRequired("请填写修订原因"), Length(max=500, message="修订原因不超过500字")],
    )


class SpecialtyForm(Form):
    name = StringField("专业名称", [InputRequired("请填写专业名称")])
    soft_minimum = IntegerField(
        "建议人数",
        [InputRequired("请填写建议人数"), NumberRange(0, 50, "建议人数应在0至50之间")],
        description="不足时只提醒，不限制",
    )
    note = TextAreaField(
        "修订原因",
        [InputRequired("请填写修订原因"), Length(max=500, message="修订原因不超过500字")],
    )


class IndustryForm(Form):
    name = StringField("行业领域名称", [InputRequired("请填写行业领域名称")])
    quota = IntegerField(
        "名额", [InputRequired("请填写名额"), NumberRange(0, 999, "名额应在0至999之间")]
    )
    note = TextAreaField(
        "修订原因",
        [InputRequired("请填写修订原因"), Length(max=500, message="修订原因不超过500字")],
    )


class ConfirmForm(Form):
    against = StringField(
        "核对所据文件",
        [InputRequired("请填写核对所据的文件"), Length(max=120, message="不超过120字")],
        description="正式印发的附件1的文件名称和文号",
    )
