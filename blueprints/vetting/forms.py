"""What is asked of those who receive and vet applications."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import (
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from blueprints.experts.forms import ALL, ReasonForm
from blueprints.pages import Form, Query
from blueprints.steps import StepForm
from models.errors import Refusal
from models.operations.opinions import LONGEST
from models.operations.steps import steps_open_to
from models.operations.vetting import Judgement
from models.queries.vetting import Filter
from models.rules.article_05_checklist import Line
from models.tables import Application, Holding, IntakeCycle, Section, Specialty, VettingLine
from models.workflows.application import State

_LISTED = {state.value: state.label for state in State if state is not State.DRAFT}
HOLDS, FAILS = "holds", "fails"
_VERDICTS = {HOLDS: "属实", FAILS: "不符"}


class ListQuery(Query):
    words = SearchField("姓名、单位、编号")
    cycle = SelectField("申报批次", coerce=str)
    state = SelectField("状态", choices=ALL | _LISTED)
    industry = SelectField("行业领域")
    section = SelectField("牵头股室", coerce=str)
    sort = StringField(widget=HiddenInput())

    def offer(
        self,
        cycles: Iterable[IntakeCycle],
        annex_1: Iterable[Specialty],
        sections: Iterable[Section],
    ) -> None:
        self.cycle.choices = ALL | {str(each.id): each.title for each in cycles}
        self.industry.choices = ALL | {each.industry_code: each.industry_name for each in annex_1}
        self.section.choices = ALL | {str(each.id): each.name for each in sections}

    def chosen(self) -> Filter:
        """What is no choice narrows nothing."""
        self.validate()
        written = {each.name: (each.data or "").strip()[:60] for each in self if not each.errors}
        cycle, section = (int(written.pop(name, "") or 0) for name in ("cycle", "section"))
        return Filter(**written, cycle=cycle, section=section)


def row_number(written: Any) -> int:
    """A number that a row can have."""
    number = int(written)
    if not 0 < number < 2**31:
        raise ValueError(written)
    return number


class SortForm(Form):
    """Several applications, each with the section it goes to under ``to-`` and its number."""

    chosen = SelectMultipleField(
        "申报表",
        [InputRequired("请勾选要分送的申报表")],
        coerce=row_number,
        validate_choice=False,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    def section_of(self, application: Application) -> int:
        """Where it is to go. What is not on this page any more is named above the form."""
        field = self[f"to-{application.id}"]
        if not field.data:
            place = field.name if application.id in self.chosen.choices else None
            raise Refusal(f"请为{application.name}选择牵头股室", article=6, field=place)
        return int(field.data)


def sort_form(
    applications: Iterable[Application],
    sections: Iterable[Section],
    proposed: Mapping[int, Section],
) -> SortForm:
    """``proposed``: the lead section of each application whose industry has one."""
    choices = {"": "请选择"} | {str(each.id): each.name for each in sections}
    fields: dict[str, Any] = {}
    for each in applications:
        lead = proposed.get(each.id)
        fields[f"to-{each.id}"] = SelectField(
            f"{each.name}的牵头股室", choices=choices, default=str(lead.id) if lead else ""
        )
    made: SortForm = type("SortForm", (SortForm,), fields)()
    return made


class SortOneForm(Form):
    of = "sort"
    section = SelectField("牵头股室", [InputRequired("请选择牵头股室")])

    def offer(self, sections: Iterable[Section], proposed: Section | None) -> None:
        self.section.choices = {"": "请选择"} | {str(each.id): each.name for each in sections}
        if proposed and not self.is_submitted():
            self.section.data = str(proposed.id)


class DecisionForm(StepForm):
    """What becomes of the edition that was read."""

    edition = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def __init__(self, application: Application, actor: Holding) -> None:
        super().__init__(steps_open_to(actor, application))
        if not self.is_submitted():
            self.edition.data = application.edition


class LinesForm(Form):
    """核对表: a verdict and a note a line, by the line's key."""

    of = "line"
    edition = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def given(self, *, rest_holds: bool) -> dict[str, Judgement]:
        """What was marked. ``rest_holds``: what was not marked is true as well."""
        judged = {}
        for key in self.keys:
            verdict, note = self[key].data, self[f"{key}-note"].data or ""
            if verdict is None and note.strip() and not rest_holds:
                raise Refusal("写了情况的，请再选属实或不符", article=6, field=key)
            if verdict or rest_holds:
                judged[key] = Judgement(verdict != FAILS, note)
        if not judged:
            raise Refusal("请先逐项选择属实或不符", article=6)
        return judged

    keys: tuple[str, ...] = ()


def lines_form(application: Application) -> LinesForm:
    """Filled with what was judged already."""
    judged = {line.key: line for line in application.vetting}
    fields: dict[str, Any] = {"keys": tuple(line.key for line in application.checklist)}
    for line in application.checklist:
        fields |= _fields_of(line, judged.get(line.key))
    made: LinesForm = type("LinesForm", (LinesForm,), fields)()
    if not made.is_submitted():
        made.edition.data = application.edition
    return made


def _fields_of(line: Line, judged: VettingLine | None) -> dict[str, Any]:
    verdict = None if judged is None else HOLDS if judged.holds else FAILS
    return {
        line.key: RadioField(line.label, [Optional()], choices=_VERDICTS, default=verdict),
        f"{line.key}-note": StringField(
            f"{line.label}：情况说明", default=judged.note if judged else ""
        ),
    }


class AskForm(Form):
    of = "ask"
    section = SelectField("商请股室", [InputRequired("请选择股室")])
    question = TextAreaField(
        "请对方审核什么",
        [InputRequired("请写明请对方审核什么"), Length(max=LONGEST, message=f"不超过{LONGEST}字")],
    )

    def offer(self, sections: Iterable[Section]) -> None:
        self.section.choices = {"": "请选择"} | {str(each.id): each.name for each in sections}


class AnswerForm(Form):
    supports = RadioField(
        "审核结论",
        [InputRequired("请选择支持或不支持")],
        choices={"yes": "支持推荐", "no": "不支持推荐"},
    )
    answer = TextAreaField(
        "审核意见",
        [InputRequired("请写明审核意见"), Length(max=LONGEST, message=f"不超过{LONGEST}字")],
    )


class NumberForm(ReasonForm):
    """Why the whole ID number is looked at."""

    of = "number"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the checklist as the page shows it: what proves it, and what was found."""

    line: Line
    files: list[Any]
    judged: VettingLine | None
