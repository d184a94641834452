"""The one form by which any subject is taken through its workflow, and the way it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from blueprints.pages import Form
from blueprints.signing import SigningField, confirm_identity
from models.errors import Refusal
from models.operations.steps import Subject
from models.workflows.machine import Move


@dataclass(frozen=True, slots=True)
class Step:
    """A state on the drawn track. ``status``: done, now, todo, or off where it was given up."""

    label: str
    status: str
    note: str = ""


def track_of(subject: Subject) -> list[Step]:
    """The way of the matter, the present step lit. A state off the track stands in for the one
    it returns to."""
    track = subject.track
    if subject.state not in track:
        aside = subject.workflow.beside.get(subject.state)
        if aside is None:
            return [Step(state.label, "off") for state in track] + [
                Step(subject.state.label, "now")
            ]
        here = track.index(aside)
        note = subject.state.label
    else:
        here, note = track.index(subject.state), ""
    return [
        Step(state.label, _status(place, here), note if place == here else "")
        for place, state in enumerate(track)
    ]


def _status(place: int, here: int) -> str:
    if place == here:
        return "now"
    return "done" if place < here else "todo"


class StepForm(Form):
    """What to do next, and why; with the password again where the step is a signature.

    The workflow offers the choices and the workflow refuses the rest, in a better sentence than
    a form has: hence ``validate_choice=False``. ``seen``: the version that the person read, so that
    nobody signs what was turned back and changed behind an open page.
    """

    action = RadioField(
        "办理结论", validate_choice=False, validators=[InputRequired("请选择办理结论")]
    )
    note = TextAreaField("办理意见", validators=[Length(max=500, message="办理意见不超过500字")])
    password = SigningField("登录密码", description="审签须再次输入登录密码")

    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def __init__(self, moves: Iterable[Move[Any, Any]], subject: Subject | None = None) -> None:
        super().__init__()
        self._version = getattr(subject, "version", None)
        self._read = self.seen.data if self.is_submitted() else self._version
        if self.seen.data is None:
            self.seen.data = self._version
        offered = list(moves)
        self.action.choices = {move.action.value: move.action.label for move in offered}
        onward = [move.action.value for move in offered if move.forward and not move.signed]
        if onward and not self.is_submitted():
            self.action.data = onward[0]  # the usual step is chosen already; a signature never is
        self._signed = {move.action.value for move in offered if move.signed}
        turning = [move.action.label for move in offered if move.needs_note]
        self.note.flags.optional = not turning
        if turning:
            self.note.description = f"{'、'.join(turning)}的，必须写明理由"
        if not self._signed:
            del self.password

    def confirm_signer(self) -> None:
        """Refuse a signature without the signer's password, or under what was not read. Call it
        before the unit of work: the check takes a tenth of a second, and nobody should wait for
        it."""
        if self.action.data in self._signed:
            if self._read != self._version:
                raise Refusal("您打开本页之后内容已有改动，未签署；请重新打开本页，核对后再签")
            confirm_identity(self.password)
