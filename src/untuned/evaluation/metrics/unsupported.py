"""How likely something in an answer made elsewhere has no support in its contexts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, failed, unasked
from untuned.rag.check import check_answer
from untuned.rag.verify.support.lexical import ground, read, sentences_of
from untuned.rag.verify.support.support import measured_kind
from untuned.rag.verify.support.weights import answer_unsupported, sentence_unsupported, shipped
from untuned.text.instructions import without_instructions


def answer_probability(answer: str, contexts: Sequence[str], *, question: str) -> float | None:
    """The probability in [0, 1] that something in an answer has no support in its contexts; None for kinds where that is near chance.

    It is what `check_answer` shows. That shows none for an answer of one sentence, since no such answer that people labelled was
    unsupported; in a rate these must count, and they do by the same weights, which give them .02 (none of 25 by people).
    """
    if not _may_be_measured(contexts, question=question):
        return None
    checked = check_answer(answer, list(contexts), question=question)
    if checked.unsupported is not None or len(checked.claims) != 1:
        return checked.unsupported
    weights = shipped()
    seen = read(answer, sentences_of(answer), ground(contexts, supplies=(question,)), conditions=False)
    alone = replace(weights, sentences=(1, weights.sentences[1]))
    if not measured_kind(seen, contexts, question=question, weights=alone):
        return None
    return answer_unsupported([sentence_unsupported(each.values, weights) for each in seen], weights)


def _may_be_measured(contexts: Sequence[str], *, question: str) -> bool:
    """False where contexts or question alone tell that no probability is shown: holding the answer against them is dear."""
    anyhow = replace(shipped(), sentences=(0, 0))
    # Without what a context says to a language model, as the check reads it; with it, as an answer of one sentence is read.
    return any(
        measured_kind((), texts, question=question, weights=anyhow)
        for texts in (contexts, [without_instructions(text) for text in contexts])
    )


def _rule(case: Case) -> Finding:
    if case.run.verified:
        return unasked("every claim is verified")
    if not case.contexts:
        return unasked("the texts that it was made from are not known")
    if case.refused:
        return unasked("it says nothing but that it cannot answer")
    found = answer_probability(case.run.text, case.contexts, question=case.question.text)
    if found is None:
        return failed("no probability is shown for answers of this kind: it is measured for answers to short questions in English only")
    return Finding(value=found, detail="by rules, fitted on other answers")


METRIC = Metric(
    name="unsupported",
    version="support/1",
    definition="The estimated probability that something in the answer has no support in its contexts; its mean estimates a rate.",
    range=(0, 1),
    unit="probability",
    higher_is_better=False,
    source="own; weights and what they measure in docs/findings/2026-11-20-imported-answers.md",
    rule=_rule,
    gates=False,
)
"""Its mean over a model's answers was 4 points from the human rate on average, 7 at worst, for models that it was not fitted on. A rate
counts every answer, also one that declines, which `checking.checked` leaves out."""
