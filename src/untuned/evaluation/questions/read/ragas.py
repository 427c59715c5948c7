"""Ragas: rows of a test set or of an evaluation, in its older and its newer names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from untuned.evaluation.questions.read.build import Asked, built
from untuned.evaluation.questions.read.fields import Values, first, items, text, texts
from untuned.evaluation.questions.read.messages import conversation, is_conversation
from untuned.evaluation.questions.read.parsed import Parsed, Wanted
from untuned.evaluation.questions.read.rows import Row

_GOLD = ("reference_contexts", "ground_truth_contexts")
_CONTEXTS = ("contexts", "retrieved_contexts")
_NAMES = ("user_input", "reference_contexts", "retrieved_contexts", "ground_truths", "ground_truth", "evolution_type", "synthesizer_name")


def fits(values: Values) -> bool:
    """True for a row that has a question and one of the names that only Ragas uses, or `contexts`."""
    named = any(name in values for name in _NAMES) or "contexts" in values
    return named and first(values, "user_input", "question") is not None


def read(row: Row) -> Iterator[Parsed]:
    """The row's question, with the contexts that were given as its evidence.

    `contexts` beside an answer of a system are what that system retrieved: the reference is looked for in them, and nothing is
    missing where it is not there.
    """
    values = row.values
    asked = items(values.get("user_input"), "user_input")
    said = conversation(asked) if is_conversation(asked) else None
    answers = texts(first(values, "reference", "ground_truth", "ground_truths"), "reference")
    gold, seen = texts(first(values, *_GOLD), "reference_contexts"), texts(first(values, *_CONTEXTS), "contexts")
    answered = first(values, "response", "answer") is not None or "retrieved_contexts" in values
    made = Asked(
        text=said.question if said is not None else text(first(values, "user_input", "question"), "question"),
        history=said.history if said is not None else (),
        answers=answers,
        kind="multi_hop" if _many_hops(values) else None,
        wanted=_wanted(answers, gold, seen, answered=answered),
    )
    yield built(row, made)


def _wanted(answers: Sequence[str], gold: Sequence[str], seen: Sequence[str], *, answered: bool) -> tuple[Wanted, ...]:
    named = gold or (() if answered else seen)
    if named:
        return tuple(Wanted(texts=(one,), kind="quote") for one in named)
    if seen and answers:
        return (Wanted(texts=tuple(answers), kind="answer", around="\n\n".join(seen), optional=True),)
    return (Wanted(texts=tuple(answers), kind="answer", optional=True),) if answers else ()


def _many_hops(values: Values) -> bool:
    said = f"{values.get('evolution_type') or ''} {values.get('synthesizer_name') or ''}".lower()
    return "multi" in said
