"""A language model as a judge: every verdict is asked for twice, with the order swapped.

A judge's word is never a gate's only ground, and is shown raw only once people have labelled enough of what it judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from untuned.models.chat.briefing import Inquiry
from untuned.models.chat.budget import Budget
from untuned.models.chat.replies import Reply
from untuned.types.measures import Preference

LEAST_LABELS = 50
"""Human labels of a judge's own items without which its figures are not shown raw."""

Exhibits = tuple[tuple[str, str], ...]
"""(name, text) of what the judge sees, in order."""

YES, NO = "yes", "no"
_BETTER = (
    "Decide which of the two answers serves the asker better: first by what is right, then by what is backed, then by what is clear. "
    "'first': the first. 'second': the second. 'tie': neither."
)


class Judging(Protocol):
    """A chat model that gives verdicts."""

    @property
    def name(self) -> str:
        """As the settings name it."""
        ...

    def budget(self) -> Budget:
        """A fresh budget for what is asked next."""
        ...

    async def judge(self, inquiry: Inquiry, *, budget: Budget) -> Reply:
        """One of the inquiry's labels as the verdict, with the reason as text."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """How a judge compares with people on the same items."""

    labels: int
    """Items that people labelled too."""
    sensitivity: float | None = None
    """The share, in [0, 1], of what people call right that the judge does; None where there is none."""
    specificity: float | None = None
    """The share, in [0, 1], of what people call wrong that the judge does; None where there is none."""


def calibration(judged: Sequence[bool], people: Sequence[bool]) -> Calibration:
    """The judge's verdicts beside people's on the same items.

    Raises:
        ValueError: The lists differ in length.
    """
    if len(judged) != len(people):
        raise ValueError(f"the lists have {len(judged)} and {len(people)} items: give a verdict and a label for each")
    right = [said for said, true in zip(judged, people, strict=True) if true]
    wrong = [not said for said, true in zip(judged, people, strict=True) if not true]
    return Calibration(
        labels=len(people),
        sensitivity=sum(right) / len(right) if right else None,
        specificity=sum(wrong) / len(wrong) if wrong else None,
    )


def may_report_raw(calibration: Calibration | None) -> bool:
    """Whether a judge's own figure may be shown: people labelled at least 50 of its items, of both kinds.

    Otherwise it is shown corrected by the labels there are, or not at all.
    """
    if calibration is None or calibration.labels < LEAST_LABELS:
        return False
    return calibration.sensitivity is not None and calibration.specificity is not None


async def twice(model: Judging, rubric: str, shown: Exhibits, swapped: Exhibits) -> float | None:
    """1 for twice yes, 0 for twice no, .5 where the order decides; None where a verdict cannot be read.

    What is the same in both orders is asked once. Raises `ModelError`.
    """
    found: list[float] = []
    for exhibits in dict.fromkeys((shown, swapped)):
        reply = await model.judge(Inquiry(rubric=rubric, labels=(YES, NO), exhibits=exhibits), budget=model.budget())
        if reply.verdict not in (YES, NO):
            return None
        found.append(1.0 if reply.verdict == YES else 0.0)
    return sum(found) / len(found)


async def judge_pair(question: str, a: str, b: str, *, item: str, names: tuple[str, str], model: Judging) -> Preference | None:
    """Which of two answers the model prefers; a tie where it changes its mind with the order; None where it cannot be read.

    Args:
        question: What both answer.
        a: The first answer.
        b: The second answer.
        item: What raters share, such as the question's id.
        names: Of the two variants.
        model: The judge; it is the `rater`.

    Raises:
        ModelError: The model gave no answer.
    """
    inquiries = [_pair(question, a, b), _pair(question, b, a)]
    verdicts = [(await model.judge(inquiry, budget=model.budget())).verdict for inquiry in inquiries]
    if None in verdicts:
        return None
    preferred: Literal["a", "b", "tie"] = "tie"
    if verdicts == ["first", "second"]:
        preferred = "a"
    elif verdicts == ["second", "first"]:
        preferred = "b"
    return Preference(item=item, rater=model.name, a=names[0], b=names[1], preferred=preferred)


def _pair(question: str, first: str, second: str) -> Inquiry:
    shown = (("question", question), ("first", first), ("second", second))
    return Inquiry(rubric=_BETTER, labels=("first", "second", "tie"), exhibits=shown)
