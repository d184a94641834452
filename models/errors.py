"""What the office says no with. Every message is written for the person who reads it."""


class Refusal(Exception):
    """An act the rules do not permit.

    ``article`` names the rule, so that a page can cite it. ``field`` names the entry of the form
    beside which the sentence belongs; None where it concerns the whole act.
    """

    def __init__(
        self, message: str, *, article: int | None = None, field: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.article = article
        self.field = field


class NotPermitted(Refusal):
    """The actor lacks the permission, whatever the state of the subject."""


class IllegalMove(Refusal):
    """The subject is not in a state from which this action starts."""
