"""What is asked while a sheet is compiled and checked."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from blueprints.pages import Form, Query
from models.operations.sheet_steps import Conclusion
from models.operations.sheets import by_name
from models.queries.sheet_lists import Filter, Place
from models.tables import Application, IntakeCycle, RecommendationSheet, Section, SheetLine
from models.workflows.sheet import State

_PASSED, _FAILED = "passed", "failed"
_OPENED = InputRequired("请重新打开本页再改")


class SheetQuery(Query):
    section = SelectField("股室")
    intake = SelectField("申报批次")
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def offer(self, sections: Iterable[Section], cycles: Iterable[IntakeCycle]) -> None:
        self.section.choices = {"": "全部"} | {str(each.id): each.name for each in sections}
        self.intake.choices = {"": "全部"} | {str(each.id): each.title for each in cycles}

    def chosen(self) -> Filter:
        """What is narrowed to; what is no choice narrows nothing."""
        state = self.state.data or ""
        return Filter(
            state=state if state in State.choices() else "",
            section_id=_number(self.section),
            intake_id=_number(self.intake),
        )


def _number(field: SelectField) -> int | None:
    return int(field.data) if field.data and field.data in field.choices else None


class OpenForm(Form):
    place = RadioField("股室和申报批次", [InputRequired("请选择股室和申报批次")])

    def offer(self, places: Iterable[Place], preferred: int | None) -> None:
        self._places = {each.key: each for each in places}
        self.place.choices = {key: each.label for key, each in self._places.items()}
        of_section = [key for key, each in self._places.items() if each.section_id == preferred]
        if not self.is_submitted():
            self.place.data = next(iter(of_section or self._places), None)

    def chosen(self) -> Place:
        return self._places[self.place.data]


class ComposeForm(Form):
    """Who stands on the sheet, and where: a box and a place for every candidate."""

    by_name = BooleanField("按姓名拼音重新排序", description="选中的，不看上面填的顺序号")

    def candidates(self) -> list[Application]:
        return self._candidates  # type: ignore[no-any-return]

    def is_on(self, application: Application) -> BooleanField:
        return self[f"in_{application.id}"]

    def place_of(self, application: Application) -> IntegerField:
        return self[f"place_{application.id}"]

    def chosen(self) -> list[Application]:
        """The ticked ones in the order of their places; those without a place stand last."""
        ticked = [each for each in self.candidates() if self.is_on(each).data]
        if self.by_name.data:
            return by_name(ticked)
        return sorted(ticked, key=lambda each: self.place_of(each).data or len(ticked) + 1000)


def compose_form(sheet: RecommendationSheet, waiting: Iterable[Application]) -> ComposeForm:
    """Those on the sheet, ticked and in their places; then whoever waits to be listed."""
    places = {line.application: line.order for line in sheet.lines}
    candidates = [*places, *(each for each in by_name(waiting) if each not in places)]
    seen = IntegerField(widget=HiddenInput(), default=sheet.version, validators=[_OPENED])
    fields: dict[str, Any] = {"_candidates": candidates, "seen": seen}
    for each in candidates:
        fields[f"in_{each.id}"] = BooleanField(f"列入{each.name}", default=each in places)
        fields[f"place_{each.id}"] = IntegerField(
            f"{each.name}的顺序号",
            [Optional(), NumberRange(1, 999, message="顺序号应在1至999之间")],
            default=places.get(each),
        )
    return type("ComposeForm", (ComposeForm,), fields)()  # type: ignore[no-any-return]


class CheckForm(Form):
    """A conclusion and a finding for every line."""

    rest = BooleanField("自动检查没有发现问题、还没有选结论的，全部通过")

    def verdict_on(self, line: SheetLine) -> RadioField:
        return self[f"verdict_{line.id}"]

    def finding_on(self, line: SheetLine) -> StringField:
        return self[f"finding_{line.id}"]

    def conclusions(
        self, lines: Iterable[SheetLine], findings: Mapping[int, list[str]]
    ) -> dict[int, Conclusion]:
        """``findings``: what the system found, by line."""
        return {line.id: self._conclusion(line, line.id in findings) for line in lines}

    def _conclusion(self, line: SheetLine, has_findings: bool) -> Conclusion:
        verdict, finding = self.verdict_on(line).data, self.finding_on(line).data or ""
        if not verdict and self.rest.data and not has_findings:
            verdict = _PASSED
        return Conclusion(verdict == _PASSED if verdict else None, finding)


def check_form(sheet: RecommendationSheet) -> CheckForm:
    """As it stands: what was saved already is filled in."""
    fields: dict[str, Any] = {}
    for line in sheet.lines:
        saved = {None: None, True: _PASSED, False: _FAILED}[line.passed]
        fields[f"verdict_{line.id}"] = RadioField(
            "结论", [Optional()], choices={_PASSED: "通过", _FAILED: "不通过"}, default=saved
        )
        fields[f"finding_{line.id}"] = StringField(
            "审查意见", [Length(max=120, message="不超过120字")], default=line.finding
        )
    return type("CheckForm", (CheckForm,), fields)()  # type: ignore[no-any-return]
