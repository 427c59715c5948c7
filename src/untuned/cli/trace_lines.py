"""How an answer came about: stages, what was retrieved and read, what verification dropped, and what a model cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from untuned.cli.answer_lines import flat, milliseconds, usage_facts
from untuned.cli.narrowing_lines import narrowing_lines
from untuned.cli.output import EMPTY, Line, Part, line
from untuned.cli.reasons import DROPPED
from untuned.types.answers import Answer, AnswerState, Dropped, Usage
from untuned.types.documents import Span, Version, contains, page_of, place_told

if TYPE_CHECKING:
    from untuned.project import Project

_EXCERPT = 100
"""Characters of a passage that are shown of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StageTime:
    """A stage and its wall time."""

    name: str
    milliseconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class TracedPassage:
    """A passage that was retrieved, [start, end) of its version."""

    source: str | None
    """`path:line` or `path, page 3`; None where it may not be shown."""
    version: int
    start: int
    end: int
    rank: int | None
    """In the search, 1 for the first; None for a document's opening that was read beside what was found."""
    score: float | None
    """After reranking."""
    read: bool
    """False where the budget left it out."""
    text: str | None
    referred: str | None = None
    """The words that name it, and where: why it was read. None for what was found itself, and where that may not be shown."""
    withheld: str = ""
    """Why source and text are not shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TracedDrop:
    """A draft that verification refused."""

    claim: str
    quotes: tuple[str, ...]
    reason: str
    sentence: str
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """An answer's trace, its addresses resolved as far as its reader may read."""

    answer: str
    question: str
    state: AnswerState
    confidence: float
    model: str
    asked_at: datetime
    conversation: str | None
    gone: str
    """Why stages and passages are not there any more; "" while they are kept."""
    stages: tuple[StageTime, ...]
    filters: tuple[tuple[str, str, str], ...]
    """(`given`, `inferred`, `relaxed` or `latest`; the filter as it is typed; the question's words that made it)."""
    passages: tuple[TracedPassage, ...]
    """Best first by their scores after reranking; openings last."""
    dropped: tuple[TracedDrop, ...]
    prompts: tuple[str, ...]
    """Name, version and hash of every prompt that a model was given."""
    notes: tuple[str, ...]
    usage: Usage | None


def trace_of(project: Project, id: str, *, now: datetime) -> Trace:
    """The trace of an answer, read as the project's principal. Raises `UnknownAnswer`."""
    answer, kept = project.answer(id), project.trace(id)
    stages = cast("Mapping[str, float]", kept.get("stages", {}))
    return Trace(
        answer=answer.id,
        question=answer.question,
        state=answer.state,
        confidence=answer.confidence,
        model=answer.model,
        asked_at=answer.asked_at,
        conversation=answer.conversation,
        gone="" if kept else _gone(answer, project, now=now),
        stages=tuple(StageTime(name=name, milliseconds=spent) for name, spent in stages.items()),
        filters=tuple((how, typed, words) for how, typed, words in cast("list[list[str]]", kept.get("filters", []))),
        passages=tuple(_passages(project, kept)),
        dropped=tuple(_drop(dropped) for dropped in answer.dropped),
        prompts=tuple(cast("list[str]", kept.get("prompts", []))),
        notes=answer.notes,
        usage=answer.usage,
    )


def _gone(answer: Answer, project: Project, *, now: datetime) -> str:
    days = project.settings.retention.traces_days
    if days is not None and answer.asked_at < now - timedelta(days=days):
        return f"it was forgotten: retention.traces_days keeps traces for {days} days"
    return "it went when a version that it touched was purged" if answer.purged else "it was forgotten, or went with a purge"


def _passages(project: Project, kept: Mapping[str, object]) -> Iterator[TracedPassage]:
    """What was found, then what was read beside it."""
    hits = [(_span(hit[:3]), hit[3], hit[4]) for hit in cast("list[list[int]]", kept.get("hits", []))]
    read = [_span(place) for place in cast("list[list[int]]", kept.get("read", []))]
    found = [place for place, _, _ in hits]
    named = {_span(one[:3]): _span(one[3:]) for one in cast("list[list[int]]", kept.get("referenced", []))}
    held = project.documents.whole({place.version for place in (*found, *read, *named.values())}, principal=project.principal)
    withheld = "purged" if project.principal.owner else "purged, or not open to you"
    for place, rank, score in [*hits, *((place, None, None) for place in read if not any(contains(place, one) for one in found))]:
        known = held.get(place.version)
        yield TracedPassage(
            source=None if known is None else source_of(*known, place.start),
            version=place.version,
            start=place.start,
            end=place.end,
            rank=rank,
            score=score,
            read=any(contains(one, place) for one in read),
            text=None if known is None else known[1][place.start : place.end],
            referred=_naming(named.get(place), held),
            withheld=withheld if known is None else "",
        )


def _span(place: Sequence[int]) -> Span:
    version, start, end = place
    return Span(version=version, start=start, end=end)


def _naming(place: Span | None, held: Mapping[int, tuple[Version, str]]) -> str | None:
    """The words that name a passage, and where they stand."""
    if place is None or place.version not in held:
        return None
    version, text = held[place.version]
    return f"{_excerpt(text[place.start : place.end])} ({source_of(version, text, place.start)})"


def source_of(version: Version, text: str, start: int) -> str:
    """Where an offset of a version stands, as a citation tells it: `path:line`, or the path and the page."""
    from untuned.text.lines import line_of

    return place_told(version.path, line=line_of(text, start, version.lines), page=page_of(start, version.pages))


def _drop(dropped: Dropped) -> TracedDrop:
    return TracedDrop(
        claim=dropped.draft.text,
        quotes=tuple(quote for _, quote in dropped.draft.quotes),
        reason=dropped.reason,
        sentence=DROPPED.get(dropped.reason, dropped.reason.replace("_", " ")),
        detail=dropped.detail,
    )


def trace_lines(trace: Trace) -> Iterator[Line]:
    """A trace for people."""
    yield line(trace.question, "strong")
    facts = [trace.state, f"confidence {trace.confidence:.2f}", f"asked {trace.asked_at:%Y-%m-%d %H:%M} UTC", trace.answer]
    yield line("  ·  ".join([*facts, *([trace.conversation] if trace.conversation is not None else [])]), "faint")
    yield EMPTY
    if trace.gone:
        yield (Part("No trace: ", "warning"), Part(f"{trace.gone}."))
    else:
        yield from _stage_lines(trace.stages)
        yield EMPTY
        yield from narrowing_lines(trace.filters)
        yield from _passage_lines(trace.passages)
    yield EMPTY
    yield from _drop_lines(trace.dropped)
    yield EMPTY
    yield from _model_lines(trace)


def _stage_lines(stages: Sequence[StageTime]) -> Iterator[Line]:
    yield line("Stages, milliseconds", "strong")
    for stage in stages:
        yield line(f"  {milliseconds(stage.milliseconds):>6}  {stage.name}")
    yield line(f"  {milliseconds(sum(stage.milliseconds for stage in stages)):>6}  together", "faint")


def _passage_lines(passages: Sequence[TracedPassage]) -> Iterator[Line]:
    read = sum(passage.read for passage in passages)
    count = f"{len(passages)} passage{'' if len(passages) == 1 else 's'}"
    yield (
        Part("Retrieved", "strong"),
        Part(f"  {count}: {read} read, {len(passages) - read} left out by the budget", "faint"),
    )
    for nth, passage in enumerate(passages, start=1):
        where = Part(f"({passage.withheld})", "warning") if passage.source is None else Part(passage.source, "source")
        found = "opening of the document" if passage.rank is None else f"search {passage.rank}  score {passage.score:.3f}"
        yield (
            Part(f"  {nth:>2}. "),
            where,
            Part(f"  {found if passage.referred is None else 'referred to'}  ", "faint"),
            Part("read", "good") if passage.read else Part("left out", "faint"),
        )
        if passage.referred is not None:
            yield line(f"      named by {passage.referred}", "faint")
        if passage.text is not None:
            yield line(f"      {_excerpt(passage.text)}", "quote")


def _excerpt(text: str) -> str:
    shown = flat(text)
    return shown if len(shown) <= _EXCERPT else f"{shown[: _EXCERPT - 1].rstrip()}…"


def _drop_lines(dropped: Sequence[TracedDrop]) -> Iterator[Line]:
    if not dropped:
        yield line("Verification dropped nothing.")
        return
    yield (Part("Dropped by verification", "strong"), Part(f"  {len(dropped)}", "faint"))
    for one in dropped:
        yield line(f"  {flat(one.claim)}")
        yield from (line(f"    “{flat(quote)}”", "quote") for quote in one.quotes if flat(quote) != flat(one.claim))
        yield (Part(f"    {one.sentence}", "warning"), Part(f": {one.detail}" if one.detail else ""), Part(f"  ({one.reason})", "faint"))


def _model_lines(trace: Trace) -> Iterator[Line]:
    yield (Part("Model", "strong"), Part(f"  {trace.model}"))
    if trace.usage is None:
        yield line("  no chat model was asked: no tokens, no cost", "faint")
    else:
        requests = f"{trace.usage.requests:,} request{'' if trace.usage.requests == 1 else 's'}"
        yield line(f"  {'  ·  '.join([requests, *usage_facts(trace.usage)])}")
    yield from (line(f"  prompt {prompt}", "faint") for prompt in trace.prompts)
    yield from ((Part("  note: ", "faint"), Part(note, "warning")) for note in trace.notes)
