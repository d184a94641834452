"""What is asked about a budget line and a fee standard. Amounts are typed in yuan."""

from wtforms import DateField, IntegerField, MultipleFileField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from blueprints.pages import Form, Query, of_our_time
from models.rules.article_22_budget import MOST_SCANS
from models.tables import Section
from models.vocabulary import FeeUnit, Grade, TaskType

_AMOUNT = "以元为单位，最多两位小数"
_DOCUMENT = "批复预算的文件名称和文号"
_SCANS = f"PDF、JPG或PNG，最多{MOST_SCANS}个，每个不超过10MB"


class LineQuery(Query):
    year = SelectField("年度", coerce=int)
    section = SelectField("股室", coerce=int, validators=[Optional()])

    def offer(self, years: list[int], sections: list[Section]) -> None:
        self.year.choices = {year: f"{year}年" for year in years}
        self.section.choices = {0: "全部"} | {section.id: section.name for section in sections}


class LineForm(Form):
    year = IntegerField(
        "年度",
        [InputRequired("请填写年度"), NumberRange(2023, 2099, "年度应在2023至2099之间")],
    )
    section = SelectField("股室", coerce=int)
    name = StringField(
        "项目名称", [InputRequired("请填写项目名称"), Length(max=60, message="项目名称不超过60字")]
    )
    amount = StringField("预算额", [InputRequired("请填写预算额")], description=_AMOUNT)
    document = StringField(
        "依据文件",
        [InputRequired("请填写预算的依据文件"), Length(max=120, message="依据文件不超过120字")],
        description=_DOCUMENT,
    )
    files = MultipleFileField("文件扫描件", description=f"可不附；{_SCANS}")

    def offer(self, sections: list[Section]) -> None:
        self.section.choices = {section.id: section.name for section in sections}


class ChangeForm(Form):
    amount = StringField("调整后的预算额", [InputRequired("请填写预算额")], description=_AMOUNT)
    document = StringField(
        "依据文件",
        [InputRequired("请填写预算的依据文件"), Length(max=120, message="依据文件不超过120字")],
        description=_DOCUMENT,
    )
    files = MultipleFileField("文件扫描件", description=_SCANS)


class StandardForm(Form):
    grade = SelectField("专家级别", choices={"": "各级"} | Grade.choices())
    task_type = SelectField("任务类型", choices={"": "各类任务"} | TaskType.choices())
    unit = SelectField("计酬单位", choices=FeeUnit.choices())
    amount = StringField("标准", [InputRequired("请填写标准金额")], description=f"税前，{_AMOUNT}")
    hazard_percent = IntegerField(
        "危险作业场所加发（%）",
        [InputRequired("请填写加发比例，不加发的填0")],
        default=0,
        description="到危险作业场所的任务，按比例加发；不加发的填0",
    )
    first_day = DateField("开始日", [InputRequired("请填写开始日"), of_our_time])
    last_day = DateField("截止日", [Optional(), of_our_time], description="没有规定的不填")
    document = StringField(
        "依据文件",
        [InputRequired("请填写标准的依据文件"), Length(max=120, message="依据文件不超过120字")],
        description="规定这项标准的文件名称和文号",
    )


class EndForm(Form):
    last_day = DateField("截止日", [InputRequired("请填写截止日"), of_our_time])
    document = StringField(
        "依据文件",
        [InputRequired("请填写截止的依据文件"), Length(max=120, message="依据文件不超过120字")],
    )
