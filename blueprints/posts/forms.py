"""What is asked when a post is given."""

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.pages import Form
from models.tables import Section
from models.vocabulary import Post


class PostForm(Form):
    post = SelectField(
        "岗位", [InputRequired("请选择岗位")], choices={"": "请选择"} | Post.choices()
    )
    sections = SelectMultipleField(
        "股室",
        coerce=int,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        description="承办人、股室负责人选所在的一个股室，分管领导选分管的各股室，其他岗位不选",
    )

    expert_code = StringField(
        "专家编号", description="岗位为专家时填写名册上的编号，如 ZZ0001；其他岗位不填"
    )

    unit = StringField(
        "所代表的单位",
        [Length(max=120, message="不超过120字")],
        description="岗位为外单位经办人时填写单位全称；其他岗位不填",
    )

    def __init__(self, sections: list[Section]) -> None:
        super().__init__()
        self.sections.choices = {section.id: section.name for section in sections}
