"""A language model as a judge: every verdict is asked for twice, with the order swapped.

A judge's word is never a gate's only ground, and is shown raw only once people have labelled enough of what it judged.
"""

from __future__ import annotations

from typing import Literal, Protocol

from untuned.models.chat.briefing import Inquiry
from untuned.models.chat.budget import Budget
from untuned.models.chat.replies import Reply
from untuned.types.measures import Preference

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
