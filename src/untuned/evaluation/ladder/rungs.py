"""The rungs of a project's ladder, in the order of what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from untuned.evaluation.variants.shipped import DEFAULT_NAME, SHIPPED
from untuned.types.ladder import Rung, RungKind
from untuned.types.settings import Settings, VariantSettings

SHOTS = (1, 2, 4, 8)
"""The points of the curve over examples; the variant without any is the point at 0."""

_MEMORY = (
    Rung(name="closed book", variants=("closed_book",), kind="memory", reads=False, description="the question alone"),
    Rung(name="zero-shot", variants=("zero_shot",), kind="prompt", reads=False, description="told how to answer"),
    Rung(
        name="few-shot",
        variants=("few_shot_1", "few_shot_2", "few_shot", "few_shot_8"),
        kind="shots",
        reads=False,
        zero="zero_shot",
        description="after 1, 2, 4 and 8 solved questions",
    ),
    Rung(name="chain of thought", variants=("chain_of_thought",), kind="thinking", reads=False, description="reasoning step by step first"),
)
_DOCUMENTS = (
    Rung(name="naive retrieval", variants=("naive",), kind="retrieval", description="the five best of fixed chunks"),
    Rung(
        name="chunking, metadata, 4-grams",
        variants=("chunked",),
        kind="retrieval",
        description="chunks along headings and sentences, filters, titles, parts of words",
    ),
    Rung(
        name="rerank and references",
        variants=("default_text",),
        kind="retrieval",
        description="ordered anew, widened, with what passages refer to",
    ),
    Rung(name="verified quotes", variants=("prompted",), kind="verification", description="claims, each with a quote that was found"),
    Rung(name="structured output", variants=(DEFAULT_NAME,), kind="structure", description="claims by a schema that binds the model"),
)
_MEANING = Rung(name="meaning", variants=("default_text",), kind="retrieval", description="found by what it means, beside by its words")
_ON_TOP = (
    Rung(
        name="few-shot on top",
        variants=tuple(f"+shots_{count}" for count in SHOTS),
        kind="shots",
        description="1, 2, 4 and 8 solved questions before it",
    ),
    Rung(name="nearest examples on top", variants=("+nearest_4",), kind="shots", description="the four solved questions most like it"),
    Rung(name="chain of thought on top", variants=("+thinking",), kind="thinking", description="reasoning step by step first"),
)

ON_TOP = frozenset(name for rung in _ON_TOP for name in rung.variants)
"""What is put on the variant that stands."""

_BY_KEY: tuple[tuple[str, RungKind], ...] = (
    ("model.name", "model"),
    ("model.prompts", "prompt"),
    ("shots", "shots"),
    ("shot_choice", "shots"),
    ("thinking", "thinking"),
    ("corrections", "thinking"),
    ("model.output", "structure"),
    ("checker", "verification"),
    ("steps", "verification"),
    ("wording", "verification"),
    ("verify.", "verification"),
    ("model.", "prompt"),
)
"""(start of a choice's key, what kind of rung changes it); the first that fits, and `retrieval` where none does."""


def ladder_of(settings: Settings) -> tuple[Rung, ...]:
    """Every rung that a project could have, the cheapest first; whether each can answer here is for whoever asks.

    A project's own variants stand after the rung that they build on: those with other prompts, and those that `climb.rungs` names;
    those of `climb.tuned` come last.
    """
    every = list(_own(settings))
    own = [(below, one) for below, one in every if one.kind != "tuned"]
    documents = _with_meaning() if _means(settings) else _DOCUMENTS
    base = list((*_MEMORY, *documents) if settings.model.name else _without_a_model(documents))
    found: list[Rung] = []
    for rung in base:
        found += [rung, *(one for below, one in own if below in rung.variants)]
    placed = {name for one in found for name in one.variants}
    rest = [one for _, one in own if not placed.intersection(one.variants)]
    tuned = [one for _, one in every if one.kind == "tuned"]
    return (*found, *rest, *(_ON_TOP if settings.model.name else ()), *tuned)


def _means(settings: Settings) -> bool:
    """Whether texts are found, or ordered, by what they mean."""
    named = (settings.meaning.embedder, settings.meaning.reranker, settings.extensions.embedder, settings.extensions.reranker)
    return any(named)


def _with_meaning() -> tuple[Rung, ...]:
    """Those of documents, first by words alone."""
    found: list[Rung] = []
    for rung in _DOCUMENTS:
        by_words = rung.variants == _MEANING.variants
        found += [replace(rung, variants=tuple(f"{name}+words" for name in rung.variants)), _MEANING] if by_words else [rung]
    return tuple(found)


def _without_a_model(documents: Sequence[Rung]) -> Iterator[Rung]:
    """Those that the extractive reader has: how it is told to write is nothing to it."""
    yield from _MEMORY  # each is named, with why it is passed over
    for rung in documents:
        if rung.kind == "verification":
            yield replace(rung, variants=(DEFAULT_NAME,))
        elif rung.kind != "structure":
            yield rung


def _own(settings: Settings) -> Iterator[tuple[str, Rung]]:
    """(the shipped variant that it builds on, the rung) of each variant of the project that is one."""
    tables = {table.name: table for table in settings.variants}
    known = {table.name: table for table in SHIPPED} | tables
    named = [*(name for name in settings.climb.rungs if name not in settings.climb.tuned), *settings.climb.tuned]
    prompts = [table.name for table in settings.variants if table.name not in named and _keys(table) & {"model.prompts"}]
    for name in dict.fromkeys([*prompts, *named]):
        table = known.get(name)
        below = _below(table, tables) if table is not None else ""
        kind: RungKind = "tuned" if name in settings.climb.tuned else _kind(table)
        told = table.description if table is not None else ""
        yield below, Rung(name=name, variants=(name,), kind=kind, description=told, reads=below not in _BLIND, own=True)


def _below(table: VariantSettings, tables: Mapping[str, VariantSettings]) -> str:
    """The first variant below it that the project does not make itself."""
    seen = {table.name}
    while table.extends in tables and table.extends not in seen:
        table = tables[table.extends]
        seen.add(table.name)
    return table.extends


def _kind(table: VariantSettings | None) -> RungKind:
    keys = _keys(table) if table is not None else set[str]()
    found: RungKind | None = next((kind for start, kind in _BY_KEY if any(key.startswith(start) for key in keys)), None)
    return "retrieval" if found is None else found


def _keys(table: VariantSettings) -> set[str]:
    return {key for key, _ in (*table.method, *table.overrides)}


def _blind(tables: Sequence[VariantSettings]) -> frozenset[str]:
    """The shipped variants that read nothing."""
    by_name = {table.name: table for table in tables}

    def reads_nothing(table: VariantSettings) -> bool:
        context = dict(table.method).get("context")
        if context is not None or table.name == DEFAULT_NAME:
            return context == "none"
        return reads_nothing(by_name[table.extends])

    return frozenset(table.name for table in tables if reads_nothing(table))


_BLIND = _blind(SHIPPED)
