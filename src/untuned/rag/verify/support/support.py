"""How far quotes carry a claim, and sources an answer: bands by rules, a calibrated probability where it is worth something.

Nothing here proves anything: the quotes do. A hard flag makes a sentence red whatever the probability says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from untuned.rag.verify.support.lexical import Sentence, ground, read, sentences_of
from untuned.rag.verify.support.weights import Weights, answer_unsupported, sentence_unsupported, shipped
from untuned.text.words import script, words
from untuned.types.answers import Band, Support

LEAST_AUROC = 0.65
"""A probability that tells supported from unsupported worse than this is not shown."""
RULES = "rules"
_IN_ORDER = 0.62
"""What a green sentence must have in order in one sentence of a source, or in two side by side."""
_ABSENT = 2
"""Distinct words of a green sentence that may be nowhere in the sources."""
_ABSENT_SHARE = 0.2
"""The share of its words that these may be: in a short sentence one other word is another statement."""

Combine = Literal["mean", "replace"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A claim and what is quoted for it, or the sources of the answer that it is a sentence of."""

    claim: str
    quotes: tuple[str, ...]


class SupportScorer(Protocol):
    """A local model that says how far quotes carry a claim. It never overrules a failed quote or a hard flag."""

    @property
    def name(self) -> str:
        """What is shown beside its figures."""
        ...

    def score(self, pairs: Sequence[Pair]) -> list[float]:
        """The probability in [0, 1] that each claim is supported, in order; called once for all sentences of an answer."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A sentence or list item of an answer, [start, end) of it, and how far the sources carry it."""

    start: int
    end: int
    support: Support


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerSupport:
    """How far sources carry an answer, by sentence, as a whole, and by words."""

    sentences: tuple[Judged, ...] = ()
    unsupported: float | None = None
    """Calibrated probability in [0, 1] that something in the answer is unsupported; None where that measures too near to chance."""
    doubted: bool | None = None
    """True from the shipped threshold on; None as `unsupported`."""
    marked: tuple[tuple[int, int], ...] = ()
    """[start, end) of the parts of the answer that are most likely unsupported, in order; empty where nothing is estimated."""
    scorer: str = RULES


def support_of(
    claim: str, quotes: Sequence[str], *, supplies: Sequence[str] = (), scorer: SupportScorer | None = None, combine: Combine = "mean"
) -> Support:
    """The band and the flags of a claim against its own quotes.

    The rules' probability is not shown here: on claims with cited evidence they measure between .80 and .59 (AUROC, by data set),
    and nothing tells one kind from the other. With a `scorer`, its probability is, never above one half where a flag is hard.

    Args:
        claim: One sentence or a few.
        quotes: The whole sentences that are quoted for it.
        supplies: What may bring names and numbers too: the question, titles, canonical facts, computed values.
        scorer: A local model that was measured to be worth showing.
        combine: Whether the model's probability takes the rules' place, or the mean of the two is shown.
    """
    known = ground(quotes, supplies=supplies)
    seen = read(claim, [(0, len(claim))], known, conditions=True)[0]
    spans = sentences_of(claim)
    parts = read(claim, spans, known, conditions=False) if len(spans) > 1 else [seen]
    carried = min((share for share in map(_share, parts) if share is not None), default=None)
    if scorer is None:
        return Support(band=_band(seen), flags=seen.flags, carried=carried)
    own = 1 - sentence_unsupported(seen.values, shipped())
    scored = scorer.score([Pair(claim=claim, quotes=tuple(quotes))])[0]
    return replace(_scored(seen, own, scored, name=scorer.name, combine=combine), carried=carried)


def judge(
    answer: str, sources: Sequence[str], *, question: str = "", scorer: SupportScorer | None = None, combine: Combine = "mean"
) -> AnswerSupport:
    """How far the sources carry an answer that was made from them.

    Probabilities are shown for the kind of task on which they were measured to be worth it, and nothing else: an answer of several
    sentences to a short question, in English, from passages of ordinary length (see `measured_kind`).

    Args:
        answer: Plain text, or Markdown with its marks masked.
        sources: The texts it was made from.
        question: What was asked; it may supply names and numbers. "" when nothing was, as for a summary.
        scorer: A local model that was measured to be worth showing.
        combine: Whether the model's probability takes the rules' place, or the mean of the two is shown.
    """
    weights = shipped()
    seen = read(answer, sentences_of(answer), ground(sources, supplies=(question,) if question else ()), conditions=False)
    doubts = [sentence_unsupported(each.values, weights) for each in seen]
    if not seen:
        return AnswerSupport()
    if scorer is not None:
        return _by_scorer(answer, sources, seen, doubts, _Model(scorer, combine))
    if not measured_kind(seen, sources, question=question, weights=weights):
        return AnswerSupport(
            sentences=tuple(Judged(start=each.start, end=each.end, support=Support(band=_band(each), flags=each.flags)) for each in seen)
        )
    supports = [Support(band=_band(each), flags=each.flags, probability=1 - doubt) for each, doubt in zip(seen, doubts, strict=True)]
    return _whole(answer, seen, supports, doubts, scorer=RULES)


def measured_kind(seen: Sequence[Sentence], sources: Sequence[str], *, question: str, weights: Weights) -> bool:
    """True for what is of the kind that the shipped weights were measured on, and measured well enough.

    Elsewhere the same weights are near chance: single claims with cited web pages (ExpertQA), summaries without a question (FaithBench).
    """
    asked, told = len(words(question)), sum(len(source.split()) for source in sources)
    return (
        weights.auroc >= LEAST_AUROC
        and _inside(asked, weights.question_words)
        and _inside(told, weights.source_words)
        and _inside(len(seen), weights.sentences)
        and all(script(text) == "latin" for text in (question, *sources))
    )


def _inside(count: int, limits: tuple[int, int]) -> bool:
    return limits[0] <= count <= limits[1]


def _share(seen: Sentence) -> float | None:
    """The share of a sentence's distinct terms that stand in its sources; what supplies names and numbers carries nothing.

    Nor does a word such as `all` or `must` that they have too: any text may have it. One that they lack counts as lacking.
    """
    count = seen.carried + seen.absent - seen.turning
    return (seen.quoted - seen.turning) / count if count else None


def _band(seen: Sentence) -> Band:
    """The band by rules alone."""
    if any(flag.hard for flag in seen.flags):
        return "red"
    share = seen.absent / (seen.carried + seen.absent or 1)
    green = not seen.flags and seen.carried > 0 and seen.absent <= _ABSENT and share <= _ABSENT_SHARE and seen.in_order >= _IN_ORDER
    return "green" if green else "undecided"


@dataclass(frozen=True, slots=True)
class _Model:
    scorer: SupportScorer
    combine: Combine


def _by_scorer(answer: str, sources: Sequence[str], seen: Sequence[Sentence], doubts: Sequence[float], model: _Model) -> AnswerSupport:
    """The answer by a model's probabilities, in one batch, under the rules' flags."""
    pairs = [Pair(claim=answer[each.start : each.end], quotes=tuple(sources)) for each in seen]
    scores = model.scorer.score(pairs)
    supports = [
        _scored(each, 1 - doubt, score, name=model.scorer.name, combine=model.combine)
        for each, doubt, score in zip(seen, doubts, scores, strict=True)
    ]
    return _whole(answer, seen, supports, [1 - (support.probability or 0.0) for support in supports], scorer=model.scorer.name)


def _scored(seen: Sentence, own: float, scored: float, *, name: str, combine: Combine) -> Support:
    probability = min(max(scored, 0.0), 1.0)
    probability = (probability + own) / 2 if combine == "mean" else probability
    if any(flag.hard for flag in seen.flags):
        probability = min(probability, own, 0.5)
    return Support(band=_band(seen), flags=seen.flags, probability=probability, scorer=name, carried=_share(seen))


def _whole(answer: str, seen: Sequence[Sentence], supports: Sequence[Support], doubts: Sequence[float], *, scorer: str) -> AnswerSupport:
    weights = shipped()
    whole = answer_unsupported(doubts, weights)
    marked: list[tuple[int, int]] = []
    for each, doubt in zip(seen, doubts, strict=True):
        if doubt < weights.marks:
            continue
        joins = bool(marked) and not answer[marked[-1][1] : each.start].strip()
        marked[-1:] = [(marked[-1][0], each.end)] if joins else [*marked[-1:], (each.start, each.end)]
    return AnswerSupport(
        sentences=tuple(Judged(start=each.start, end=each.end, support=support) for each, support in zip(seen, supports, strict=True)),
        unsupported=whole,
        doubted=whole >= weights.threshold,
        marked=tuple(marked),
        scorer=scorer,
    )
