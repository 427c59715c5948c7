"""The default reader: picks the sentences that answer, word for word. No model, no network, the same answer every time."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from untuned.models.cues import offers
from untuned.models.question import Question, prepare
from untuned.models.units import Layout, Unit, units
from untuned.text.plain import plain
from untuned.text.words import terms
from untuned.types.answers import Draft, Passage

NAME = "extractive/1"
"""What an answer of this reader records as its model."""

# Hand-set weights of a unit's score. A regression on the same evidence found no better ones; benchmarks/reader.py measures them.
_PARTIAL = 0.5  # a question term with only its first letters found, as in another inflection
_NEAR = 0.25  # found in the sentence before it, or in the line that introduces the list
_HEADING = 0.5  # found in the headings above it
_TITLE = 0.25  # found in the document's title
_PAIRS = 0.2
_CUE = 0.25
_NEW = 0.1  # at least three words that the question has not: an echo of the question answers nothing
_LENGTH = 0.05  # per unit of log length
_ABSENT = 0.3  # the share of the question's names that the whole passage lacks
_RANK = 0.9  # how well the whole passage was ranked
_LANGUAGE = 0.25  # written in the question's language: decides between translations of one page
_CODE = 0.3  # a listing shows, it seldom says
_ASKS = 0.2  # a question answers nothing
_POINTS = 0.1  # it says where to read on
_MARGIN = 0.4
"""How far below the best score a further sentence may be."""

_LONGEST_LISTING = 600

_POINTER = re.compile(
    r"\b(?:you (?:already )?(?:saw|read|learned)|you(?:'ll| will) (?:see|learn|read)"
    r"|read more|learn more|more (?:info|details)|see also|next chapter"
    r"|подробнее|вы (?:уже )?(?:видели|прочитали|узнаете|увидите)|см\. также|следующ\w+ (?:глав|раздел)\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """How well one unit of one passage fits the question. Shares are of the question's weight, in [0, 1]."""

    passage: int
    """Ordinal of the passage."""
    unit: Unit
    exact: float
    """Share of the terms that the unit has."""
    partial: float
    """Share of those of which it has only the first letters."""
    near: float
    """Share of the others that stand in the sentence before it, or in the line that introduces its list."""
    above: float
    """Share of the others in the headings above it."""
    title: float
    """Share of the others in the document's title."""
    pairs: float
    """Share of the question's neighbouring terms that are neighbours in it."""
    names: frozenset[str]
    """The question's names in it, right before it, above it or in the title."""
    cue: bool
    """It has something of the kind that the question asks for."""
    base: float
    """What speaks for it whatever the question: its passage's rank, its language, that it says something new."""
    score: float = field(init=False)

    @property
    def carried(self) -> float:
        """Share of the question that it carries, with what stands before and above it."""
        return self.exact + self.partial + self.near + self.above + self.title

    def __post_init__(self) -> None:
        evidence = self.exact + _PARTIAL * self.partial + _NEAR * self.near + _HEADING * self.above + _TITLE * self.title
        object.__setattr__(self, "score", self.base + evidence + _PAIRS * self.pairs + _CUE * self.cue)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the reader proposes, best first, and how well every unit that it saw fits, best first."""

    question: Question
    drafts: tuple[Draft, ...] = ()
    matches: tuple[Match, ...] = ()

    @property
    def best(self) -> Match | None:
        """The best unit that carries anything of the question; None where nothing does."""
        return next((match for match in self.matches if match.carried > 0), None)


def read(question: str, passages: Sequence[Passage], *, idf: Mapping[str, float], language: str = "", max_sentences: int = 3) -> Reading:
    """The best one to `max_sentences` sentences, list items or table rows as drafts, each quoted word for word.

    `idf` gives the inverse document frequency of the question's terms (`prepare` says which); a term that it lacks counts as much
    as its greatest. Sentences that follow each other become one draft. A sentence that introduces a list or a listing brings what
    it introduces. `language` is the question's; passages in it win over equally good ones in others. No passage has any of
    the question's terms: no drafts.
    """
    prepared = prepare(question, idf=idf, language=language)
    found = sorted(_matches(prepared, passages), key=lambda match: -match.score)
    chosen = _chosen(found, passages, most=max_sentences)
    return Reading(question=prepared, drafts=_drafts(chosen, passages), matches=tuple(found))


def _matches(question: Question, passages: Sequence[Passage]) -> list[Match]:
    best = max((passage.hit.score for passage in passages), default=0.0)
    return [
        match
        for index, passage in enumerate(passages)
        for match in _passage_matches(question, passage, index, rank=passage.hit.score / best if best > 0 else 0.0)
    ]


def _passage_matches(question: Question, passage: Passage, index: int, *, rank: float) -> list[Match]:
    language = passage.hit.chunk.language or passage.version.language
    weights, pairs = question.weights, question.pairs
    title = weights.keys() & terms(passage.version.title, language=language)
    headings = weights.keys() & terms("\n".join(passage.hit.chunk.headings), language=language)
    parts = cut(passage)
    names = question.names
    absent = len(names.difference(title, headings, *(unit.terms for unit in parts))) / len(names) if names else 0.0
    base = _RANK * rank + _LANGUAGE * (language == question.language) - _ABSENT * absent
    found: list[Match] = []
    before, lead, block = frozenset[str](), frozenset[str](), -1
    for unit in parts:
        own = weights.keys() & unit.terms
        loose = question.loose(unit.terms) - own
        near = (lead | before if unit.block == block else lead if unit.kind != "sentence" else before) - own - loose
        above = (headings | (weights.keys() & unit.above)) - own - loose - near
        context = (near, above, title - own - loose - near - above)
        text = passage.text[unit.start : unit.end]
        match = Match(
            passage=index,
            unit=unit,
            exact=question.weight(own),
            partial=question.weight(loose),
            near=question.weight(context[0]),
            above=question.weight(context[1]),
            title=question.weight(context[2]),
            pairs=len(pairs.intersection(pairwise(unit.terms))) / len(pairs) if pairs and own else 0.0,
            names=frozenset(names & (own | loose | near | above | title)) if names else names,
            cue=question.cue is not None and offers(text, kind=question.cue, known=question.words),
            base=base + _own_score(unit, text, own),
        )
        found.append(match)
        before, block = own, unit.block
        lead = own if unit.kind == "sentence" else lead
    return found


def _own_score(unit: Unit, text: str, own: Iterable[str]) -> float:
    """What speaks for a unit whatever the question's terms: that it says something new, briefly, in words, itself."""
    new = min(len(set(unit.terms).difference(own)), 3) / 3
    against = _CODE * (unit.kind == "code") + _ASKS * text.endswith(("?", "？")) + _POINTS * (_POINTER.search(text) is not None)
    return _NEW * new - _LENGTH * math.log1p(len(unit.terms)) - against


def cut(passage: Passage) -> tuple[Unit, ...]:
    """The passage's units, without its own headings where its format does not mark them."""
    chunk, version = passage.hit.chunk, passage.version
    found = units(passage.text, language=chunk.language or version.language, layout=_layout(passage))
    if version.format == "markdown":
        return found
    headings = {version.title, *chunk.headings}
    return tuple(unit for unit in found if passage.text[unit.start : unit.end] not in headings)


def _layout(passage: Passage) -> Layout:
    match passage.version.format:
        case "csv":
            return "csv" if passage.start else "csv with header"
        case "jsonl" | "html" as layout:
            return layout
        case _:
            return "markdown"


def _chosen(found: Sequence[Match], passages: Sequence[Passage], *, most: int) -> list[list[tuple[int, Unit]]]:
    """Runs of units to quote, best first: at most `most` units, each hardly worse than the best and going with it."""
    carrying = [match for match in found if match.carried > 0]
    if not carrying:
        return []
    best = carrying[0]
    runs: list[list[tuple[int, Unit]]] = []
    taken: set[tuple[int, int, int]] = set()
    said: set[frozenset[str]] = set()
    for match in carrying:
        words_of = frozenset(match.unit.terms)
        if match.score < best.score - _MARGIN or len(taken) >= most:
            break
        place = (match.passage, match.unit.start, match.unit.end)
        if not _goes_with(best, match, passages) or place in taken or words_of in said:
            continue
        brought = _introduced(match.unit, passages[match.passage])
        run = [match.unit, *(unit for unit in brought if (match.passage, unit.start, unit.end) not in taken)][: most - len(taken)]
        runs.append([(match.passage, unit) for unit in run])
        taken.update((match.passage, unit.start, unit.end) for unit in run)
        said.add(words_of)
    return runs


def _goes_with(best: Match, other: Match, passages: Sequence[Passage]) -> bool:
    """True for the best unit's own document, and for another in its language that carries the names which the best carries."""
    mine, its = passages[best.passage], passages[other.passage]
    same = mine.version.id == its.version.id
    return same or (best.names <= other.names and mine.hit.chunk.language == its.hit.chunk.language)


def _introduced(unit: Unit, passage: Passage) -> list[Unit]:
    """The items, rows or the listing that follow a sentence ending in a colon."""
    if unit.kind != "sentence" or not passage.text[unit.start : unit.end].rstrip("*_ ").endswith((":", "：")):
        return []
    following = [other for other in cut(passage) if other.start >= unit.end]
    if following and following[0].kind == "code":
        return following[:1] if following[0].end - following[0].start <= _LONGEST_LISTING else []
    kinds = [other.kind for other in following]
    length = next((at for at, kind in enumerate(kinds) if kind not in ("item", "row")), len(kinds))
    return following[:length]


def _drafts(runs: Sequence[Sequence[tuple[int, Unit]]], passages: Sequence[Passage]) -> tuple[Draft, ...]:
    """One draft a run; runs of one paragraph that touch are joined, in the paragraph's order, at the better one's place."""
    joined: list[list[tuple[int, Unit]]] = []
    for run in runs:
        other = next((held for held in joined if _touch(held, run, passages)), None)
        if other is None:
            joined.append(list(run))
        else:
            other.extend(run)
            other.sort(key=lambda part: part[1].start)
    return tuple(_draft(run, passages[run[0][0]]) for run in joined)


def _touch(held: Sequence[tuple[int, Unit]], run: Sequence[tuple[int, Unit]], passages: Sequence[Passage]) -> bool:
    """True when nothing but white space is between the two, in one paragraph or item of one passage."""
    (index, unit), text = run[0], passages[run[0][0]].text
    return any(
        index == other_index and unit.block == other.block and not text[min(unit.end, other.end) : max(unit.start, other.start)].strip()
        for other_index, other in held
    )


def _draft(run: Sequence[tuple[int, Unit]], passage: Passage) -> Draft:
    """The run's units as one claim, with one quote for each paragraph, item, row or listing."""
    spans: list[tuple[int, int, Unit]] = []
    for _, unit in run:
        if spans and spans[-1][2].block == unit.block:
            spans[-1] = (spans[-1][0], unit.end, unit)
        else:
            spans.append((unit.start, unit.end, unit))
    parts = [passage.text[start:end] for start, end, _ in spans]
    shown = [part if unit.kind == "code" else plain(part) for part, (_, _, unit) in zip(parts, spans, strict=True)]
    return Draft(text="\n".join(shown), quotes=tuple((passage.version.id, part) for part in parts))
