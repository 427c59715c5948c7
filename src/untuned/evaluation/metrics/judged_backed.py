"""How much of an answer is backed by what was read, by a language model's word."""

from __future__ import annotations

import math

from untuned.errors import ModelError
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.judge import NO, YES, Exhibits, Judging, twice
from untuned.evaluation.metrics.metric import Finding, Metric, failed, unasked
from untuned.text.sentences import sentences
from untuned.types.measures import Score

_RUBRIC = (
    "Decide whether the claim is backed by the texts: everything it says must be said there, or follow from them without further "
    f"knowledge. '{YES}': it is. '{NO}': something of it is not, or they say otherwise."
)


async def judge_backed(case: Case, *, model: Judging) -> Score:
    """The share, in [0, 1], of the claims that what was read backs; half for a claim that the judge is of two minds about.

    The texts are shown in order and in reverse. A failure of the model is a failed score.
    """
    claims, texts = _claims(case), list(case.contexts)
    if case.run.status == "error" or not claims or not texts:
        return METRIC.of(case)
    try:
        found = [await twice(model, _RUBRIC, _shown(claim, texts), _shown(claim, texts[::-1])) for claim in claims]
    except ModelError as error:
        return METRIC.score(failed(str(error)))
    told = [value for value in found if value is not None]
    if len(told) < len(found):
        return METRIC.score(failed(f"no verdict could be read on {len(found) - len(told)} of {len(found)} claims"))
    doubted = [claim for value, claim in zip(told, claims, strict=True) if value < 1]
    return METRIC.score(Finding(value=math.fsum(told) / len(told), detail="; ".join(doubted[:3])))


def _claims(case: Case) -> list[str]:
    """What was verified claim by claim is judged so; plain text by its sentences."""
    if case.refused:
        return []
    text = case.run.text
    return list(case.run.claims) if case.run.verified else [text[start:end] for start, end in sentences(text)]


def _shown(claim: str, texts: list[str]) -> Exhibits:
    return (*(("text", text) for text in texts), ("claim", claim))


def _rule(case: Case) -> Finding:
    """Without a judge there is no value."""
    return unasked("no judge was asked" if _claims(case) and case.contexts else "there is no claim, or nothing says what was read")


METRIC = Metric(
    name="judged_backed",
    definition="The share of the claims that a judge, asked in both orders of the texts, finds backed by what was read.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Min et al. 2023, FActScore; swapped orders: Zheng et al. 2023, MT-Bench",
    rule=_rule,
    tier=2,
    gates=False,
)
