"""Errors of what untuned does: asking models, measuring, and what somebody may not do."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from untuned.errors.given import UntunedError


class ModelError(UntunedError):
    """A chat model gave no usable answer."""

    def __init__(self, model: str, *, reason: str, remedy: str = "") -> None:
        super().__init__(f"model '{model}': {reason}", remedy=remedy)
        self.model, self.reason = model, reason


class UnknownModel(ModelError):
    """The model string names nothing that can be asked."""


class ModelUnavailable(ModelError):
    """The endpoint refused, failed or was not reached."""


class UnusableOutput(ModelUnavailable):
    """The model answered, and none of its outputs had the form that was asked for."""


class ModelTooSlow(ModelError):
    """No answer before the deadline."""


class OverBudget(ModelError):
    """The next request would pass the limit of tokens or money."""


class MeasureError(UntunedError):
    """Something cannot be measured as it was asked."""


class UnknownQuestion(MeasureError):
    """No such question."""

    def __init__(self, id: str) -> None:
        super().__init__(f"question '{id}' is unknown", remedy="see 'untuned questions list'")
        self.id = id


class UnreadableQuestions(MeasureError):
    """A file of questions, answers or ratings cannot be used; `place` is its path, with a line where there is one."""

    def __init__(self, place: str, *, reason: str, remedy: str = "") -> None:
        super().__init__(f"{place}: {reason}", remedy=remedy)
        self.place, self.reason = place, reason


class UnknownVariant(MeasureError):
    """No such variant."""

    exit_code = 2

    def __init__(self, name: str, *, known: Sequence[str]) -> None:
        near = difflib.get_close_matches(name, known, n=1)
        remedy = f"did you mean '{near[0]}'? " if near else ""
        super().__init__(f"variant '{name}' is unknown", remedy=f"{remedy}see 'untuned variants'")
        self.name = name


class BadVariant(MeasureError):
    """A variant that cannot answer."""

    exit_code = 2

    def __init__(self, name: str, *, reason: str, remedy: str, key: str = "") -> None:
        super().__init__(f"variant '{name}': {reason}", remedy=remedy)
        self.name, self.reason = name, reason
        self.key = key
        """What of the variant's table the reason is about; "" for more than one key."""


class UnknownMeasurement(MeasureError):
    """No such measurement."""

    def __init__(self, id: str) -> None:
        message, remedy = f"measurement '{id}' is unknown", "see 'untuned runs list'"
        if not id:
            message, remedy = "nothing was measured yet", "begin with 'untuned eval default'"
        super().__init__(message, remedy=remedy)
        self.id = id


class UnknownClimb(MeasureError):
    """No such climb."""

    def __init__(self, id: str) -> None:
        super().__init__(f"climb '{id}' is unknown", remedy="see 'untuned climb --list'")
        self.id = id


class Refused(MeasureError):
    """Stopped before anything was paid."""


class UnknownMetric(Refused):
    """No such metric, or no value to hold one to: nothing was asked."""

    exit_code = 2


class EmptyQuestion(UntunedError):
    """A question of no character but white space: nothing is asked, and nothing recorded."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__("the question is empty", remedy="write what you want to know")


class BadFilter(UntunedError):
    """A filter that names no field, or whose value does not fit."""

    exit_code = 2

    def __init__(self, typed: str, *, reason: str, remedy: str) -> None:
        super().__init__(f"filter '{typed}': {reason}", remedy=remedy)
        self.typed, self.reason = typed, reason


class NotAllowed(UntunedError):
    """Only the owner may do this: it reads or changes the project as a whole."""

    def __init__(self, action: str) -> None:
        super().__init__(f"only the owner may {action}", remedy="leave '--as-group' away, or open the project as its owner")
        self.action = action


class MissingExtra(UntunedError):
    """A part that is installed apart, with the command that installs it."""

    def __init__(self, part: str, *, extra: str) -> None:
        super().__init__(f"{part} is not installed", remedy=f"pip install 'untuned[{extra}]'")
        self.part, self.extra = part, extra
