"""What is asked when a parameter or the calendar is changed."""

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.pages import Form
from models.settings import Parameter


class ParameterForm(Form):
    value = StringField("新值")
    reason = TextAreaField(
        "修改原因",
        [InputRequired("请填写修改原因"), Length(max=500, message="修改原因不超过500字")],
    )


class ChoiceForm(ParameterForm):
    value = RadioField("新值", validate_choice=False)


def form_for(parameter: Parameter, value: object) -> ParameterForm:
    """The form in which this kind of parameter is typed, filled with what is in force."""
    if parameter.kind != "choice":
        return ParameterForm(data={"value": parameter.typed(value)})
    form = ChoiceForm(data={"value": value})
    form.value.choices = dict(parameter.choices)
    return form


class DayForm(Form):
    day = DateField("日期", [InputRequired("请填写日期")])
    kind = RadioField(
        "安排", [InputRequired("请选择放假或上班")], choices={"off": "放假", "on": "调休上班"}
    )
    name = StringField("节日", [InputRequired("请填写节日名称")])


class YearForm(Form):
    document = StringField(
        "通知文号",
        [InputRequired("请填写国务院办公厅通知的文号"), Length(max=60, message="不超过60字")],
        description="如 国办发明电〔2025〕7号",
    )
