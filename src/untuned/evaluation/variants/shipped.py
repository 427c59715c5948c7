"""The variants that come with untuned, each a few choices over the project's own settings.

`closed_book` and `zero_shot` both read nothing. The first is given the question alone, as a person would type it into a chat: what the
model says of its own accord. The second is told how to answer, in a few plain sentences, and to say so when it does not know: what an
instruction is worth. `few_shot` and `chain_of_thought` are the second with examples, and with thinking.
"""

from __future__ import annotations

from collections.abc import Mapping

from untuned.types.methods import ALL_STEPS, Step
from untuned.types.settings import VariantSettings

DEFAULT_NAME = "default"
"""The project as its settings say: what every other variant is a change of."""


def _variant(
    name: str, description: str, overrides: Mapping[str, object] | None = None, *, extends: str = DEFAULT_NAME, **method: object
) -> VariantSettings:
    return VariantSettings(
        name=name,
        extends=extends,
        description=description,
        method=tuple(sorted(method.items())),
        overrides=tuple(sorted((overrides or {}).items())),
    )


def _without(step: Step) -> tuple[Step, ...]:
    return tuple(one for one in ALL_STEPS if one != step)


BY_WORDS: Mapping[str, object] = {
    "meaning.embedder": "",
    "meaning.reranker": "",
    "extensions.embedder": "",
    "extensions.reranker": "",
}
"""Nothing is found or ordered by what it means."""
_NAIVE: Mapping[str, object] = {
    "chunks.strategy": "fixed",
    "chunks.max_tokens": 500,
    "chunks.overlap_tokens": 0,
    "index.titles": False,
    "search.gram_weight": 0.0,
    "search.rerank": False,
    "search.prefer_language": False,
    "search.spelling": False,
    "search.rewrite": "off",
    "search.widen": False,
    "search.opening": False,
    "search.filters": False,
    "search.references": False,
    "search.passages": 5,
    "search.budget_tokens": 2_500,  # all five
    "answer.conflicts": False,
    **BY_WORDS,
}
_SEARCHED: Mapping[str, object] = {
    **BY_WORDS,
    "search.rerank": False,
    "search.references": False,
    "search.widen": False,
    "search.opening": False,
    "search.passages": 5,
    "search.budget_tokens": 2_500,  # as naive has it
    "answer.conflicts": False,
}

SHIPPED: tuple[VariantSettings, ...] = (
    _variant(DEFAULT_NAME, "the project as untuned.toml sets it up"),
    _variant("closed_book", "the question alone: no documents, no instructions", context="none", wording="text", instructed=False),
    _variant("zero_shot", "no documents; told to answer briefly, or that it does not know", context="none", wording="text"),
    _variant("few_shot_1", "zero_shot after one solved question", extends="zero_shot", shots=1),
    _variant("few_shot_2", "zero_shot after two solved questions", extends="zero_shot", shots=2),
    _variant("few_shot", "zero_shot after four solved questions, the same ones each time", extends="zero_shot", shots=4),
    _variant("few_shot_8", "zero_shot after eight solved questions", extends="zero_shot", shots=8),
    _variant("few_shot_nearest", "zero_shot after the four solved questions most like it", extends="few_shot", shot_choice="nearest"),
    _variant("chain_of_thought", "zero_shot, reasoning step by step first", extends="zero_shot", thinking=True),
    _variant("naive", "the five best of fixed 500-token chunks, answered in plain text that nobody verifies", _NAIVE, wording="text"),
    _variant("naive_quoted", "naive, answered in verified claims", extends="naive", wording="claims"),
    _variant("chunked", "naive on the project's own chunks, with titles, filters and parts of words", _SEARCHED, wording="text"),
    _variant("default_text", "default, answered in plain text that nobody verifies", wording="text"),
    _variant("prompted", "default, its claims asked for in words rather than by a schema that binds", {"model.output": "prompted"}),
    _variant("oracle", "reads the question's own evidence in place of what search finds", context="oracle"),
    _variant("oracle_text", "oracle, answered in plain text", extends="oracle", wording="text"),
    _variant("self_correction", "the model looks its answer over once and corrects it", corrections=1),
    _variant("no_rerank", "what was found stays in the order of the search", {"search.rerank": False}),
    _variant("no_grams", "whole words alone are searched for, no parts of them", {"search.gram_weight": 0.0}),
    _variant("no_titles", "chunks are indexed without title and headings", {"index.titles": False}),
    _variant("no_stems", "words are indexed as they are written", {"index.stem": False}),
    _variant("no_language", "passages in every language count alike", {"search.prefer_language": False}),
    _variant("no_widening", "passages are read without what stands around them", {"search.widen": False}),
    _variant("no_spelling", "words that no text has are searched for as they are written", {"search.spelling": False}),
    _variant("no_rewrite", "questions of a conversation are searched for as they were asked", {"search.rewrite": "off"}),
    _variant("no_references", "what passages refer to is read only where it is found", {"search.references": False}),
    _variant("no_opening", "a document's opening is read only where it is found", {"search.opening": False}),
    _variant("no_filters", "what a question says of a product, a code or a day does not narrow its search", {"search.filters": False}),
    _variant("no_scope", "quotes may be about something else than the question names", steps=_without("scope")),
    _variant("no_agreement", "claims may say other figures, names and conditions than their quotes", steps=_without("agreement")),
    _variant("no_leaning", "what quotes refer to and nobody read is not looked for", steps=_without("leaning")),
    _variant("no_conflicts", "one side is shown where sources contradict each other", {"answer.conflicts": False}),
    _variant("routed", "each question answered by the variant that [router] names for its kind", routed=True),
    _variant("no_repair", "the model is not told which quotes failed", {"model.repair": False}),
)
"""In the order that they are listed in: from the cheapest way to answer on, then one switch at a time."""
