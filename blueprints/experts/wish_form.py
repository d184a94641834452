"""What is asked about how much an expert can take on."""

from wtforms import IntegerField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.pages import Form

_WEEK = {day: f"星期{name}" for day, name in enumerate("一二三四五六日")}


class WishForm(Form):
    most_a_month = IntegerField(
        "每月最多几次", [Optional(), NumberRange(1, 31, message="应为1至31的整数；不限的不填")]
    )
    weekdays = SelectMultipleField(
        "星期几不便",
        choices=_WEEK,
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = StringField("其他说明", [Length(max=100, message="不超过100字")])
