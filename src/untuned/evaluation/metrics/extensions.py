"""Scorers of other packages as metrics: what they raise is a failed score, never an end of the measuring."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Protocol

from untuned.errors.foreign import FOREIGN
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, every, failed, unasked
from untuned.types.answers import Answer, Citation, Claim

# Whatever another package's rule may reasonably raise; what is none of these is no fault of an answer and ends the command.


class Scorer(Protocol):
    """Judges an answer by rule."""

    def score(self, question: str, answer: Answer) -> float | None:
        """A number in the scorer's own unit; None where it does not apply."""
        ...


def extension_metrics(scorers: Mapping[str, Scorer]) -> tuple[Metric, ...]:
    """A metric for each scorer, named as the settings name it; higher counts as better.

    A scorer may have a `version`, a `definition` and a `higher_is_better` of its own.
    """
    return tuple(_metric(name, scorer) for name, scorer in sorted(scorers.items()))


def answer_of(case: Case) -> Answer:
    """The answer that a scorer is shown: the whole one where it is at hand; else its claims with their citations, as they are kept."""
    if case.answer is not None:
        return case.answer
    run = case.run
    shown = () if case.refused else run.claims or (run.text,)
    return Answer(
        question=case.question.text,
        state=run.state or ("abstained" if case.refused else "answered"),
        claims=tuple(Claim(text=text, citations=_citations(case, nth, of=len(shown))) for nth, text in enumerate(shown)),
        confidence=0.0,
        language=run.language,
        model=run.model,
        asked_at=run.at,
        stages=run.stages,
        retrieved=run.read,
        notes=run.notes,
    )


def _citations(case: Case, nth: int, *, of: int) -> tuple[Citation, ...]:
    """Of the nth claim: those whose text is there still; of a run that does not tell claims apart, all where there is one claim."""
    if case.cite is None:
        return ()
    own = [one for one in case.run.cited if one.claim == nth or (one.claim is None and of == 1)]
    return tuple(citation for one in own if (citation := case.cite(one)) is not None)


def _metric(name: str, scorer: Scorer) -> Metric:
    def rule(case: Case) -> Finding:
        try:
            value = scorer.score(case.question.text, answer_of(case))
        except FOREIGN as error:
            return failed(f"the scorer failed: {type(error).__name__}: {error}")
        if value is None:
            return unasked("the scorer does not apply")
        try:
            number = float(value)
        except (TypeError, ValueError):
            return failed(f"the scorer gave {value!r}, which is no number")
        return Finding(value=number) if math.isfinite(number) else failed(f"the scorer gave {number}")

    return Metric(
        name=name,
        version=str(getattr(scorer, "version", "1")),
        definition=str(getattr(scorer, "definition", "") or f"What the scorer '{name}' of this project says."),
        range=(-math.inf, math.inf),
        unit="its own",
        higher_is_better=bool(getattr(scorer, "higher_is_better", True)),
        source="extension",
        rule=rule,
        asks=every,
    )
