"""Near-copies of a source's sentence: whether a word that turns it was changed, put in or left out, or any other stands in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from untuned.rag.verify.agreement.alignment import common
from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.windows import Window
from untuned.rag.verify.shown import is_code, shown_words, together
from untuned.text.closed_words import Turn, Turning, Word, turnings
from untuned.text.figures import Figure, figures, uncounted
from untuned.text.identifiers import Identifier, identifiers
from untuned.text.sentences import sentences
from untuned.text.stances import dropped_stance, opening_stance
from untuned.text.words import terms
from untuned.types.answers import Flag, FlagKind

ALIKE = 0.75
"""The share of a claim's tokens that must align in order for it to be a near-copy."""
_REPLACED = 3
"""As many words of either side are a change of words; more are another way to say it."""
_BEFORE = 3
"""Words before the copied part that still turn it."""
_LOOSEST = 2.0
"""How many times as long as the claim the copied part may be."""
_WEAK = frozenset(("can",))
"""Meanings that are also changed without harm: `it can be done`, `it will be done`."""
_DENYING = ("un", "in", "im", "il", "ir", "non", "dis", "не", "без", "бес")
_LEAST_STEM = 4
_OTHERS = 2
"""Words of a source in whose place one word of a claim may stand."""
_TAKEN_BACK = 6
"""Words of a source among which one that takes back what follows may be left out: `The old neighbour claimed that`."""
_OPENING = 14
"""Words within which a sentence tells whom it only reports."""
_HOW_FAR = frozenset(
    [
        *(("how_often", meaning) for meaning in ("always", "usually", "sometimes", "rarely")),
        *(("how_many", meaning) for meaning in ("all", "most", "some", "few")),
        ("alone", "only"),
    ]
)
"""Axes and meanings of words that say for how much a sentence holds."""
_ABLE = frozenset(("can", "could", "would"))
"""Words by which a verb tells what is possible, and not that it happens."""
_REMEMBERED = 4_096
"""Sentences whose figures and codes are remembered: those of some dozens of passages."""
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands in the claim, and in the source in its place, between aligned words; `at` is the claim's word behind it."""

    claim: list[Word]
    source: list[Word]
    at: int

    @property
    def opens(self) -> bool:
        """True for the one before all aligned words, where what stands farther before in the source is in no word's place."""
        return self.at == len(self.claim)


def changed_words(claim: str, known: Evidence) -> tuple[Flag, ...]:
    """What a sentence of a claim that nearly copies a source says otherwise; nothing, as soon as one window carries it without a change."""
    return tuple(
        replace(flag, start=flag.start + start, end=flag.end + start)
        for start, end in sentences(claim)
        for flag in _changed(claim[start:end], known.windows)
    )


def _changed(claim: str, sources: Sequence[Window]) -> tuple[Flag, ...]:
    words = shown_words(claim)
    if len(words) < 4:
        return ()
    needed = ALIKE * len(words)
    own = Counter(word.text for word in words)
    # Each word that a window lacks is one that it does not share: counting these first spares counting all.
    least = len(own) - (len(words) - needed)
    near = [at for at, window in enumerate(sources) if len(own.keys() & window.counts.keys()) >= least]
    shared = [(_shared(own, sources[at].counts), at) for at in near]
    found: list[tuple[float, int, tuple[Flag, ...]]] = []
    # The window that shares most words is the likeliest to carry the claim unchanged, and then no other need be looked at.
    for _, at in sorted((each for each in shared if each[0] >= needed), key=lambda each: (-each[0], each[1])):
        gaps, alike = _gaps(words, sources[at], needed)
        if gaps is None:
            continue
        flags = tuple(_flags(claim, words, sources[at], gaps))
        if not flags:
            return ()
        found.append((alike, -at, flags))
    return max(found)[2] if found else ()


def _shared(own: Mapping[str, int], theirs: Mapping[str, int]) -> int:
    """How many words both have, each as often as both have it."""
    return sum(min(count, theirs[word]) for word, count in own.items() if word in theirs)


def _gaps(words: list[Word], window: Window, needed: float) -> tuple[list[_Gap] | None, float]:
    """Where the claim and the window differ, and how many words align; None where it is no near-copy of it."""
    blocks = common(words, window.words)
    aligned = sum(end - start for start, end, _, _ in blocks)
    if aligned < needed or blocks[-1][3] - blocks[0][2] > _LOOSEST * len(words) + 4:
        return None, 0.0
    first, begin = blocks[0][0], blocks[0][2]
    gaps = [_Gap(words[:first], list(window.words[max(0, begin - max(first, _BEFORE)) : begin]), first)]
    for (_, end, _, their_end), (start, _, their_start, _) in pairwise(blocks):
        gaps.append(_Gap(words[end:start], list(window.words[their_end:their_start]), start))
    _, last, _, their_last = blocks[-1]
    tail = words[last:]
    gaps.append(_Gap(tail, list(window.words[their_last : their_last + len(tail)]), last))
    return gaps, float(aligned)


def _flags(claim: str, words: list[Word], window: Window, gaps: list[_Gap]) -> Iterator[Flag]:
    negated = 0
    places: list[Flag] = []
    for gap in gaps:
        ours, theirs = turnings(claim, gap.claim), turnings(window.text, gap.source)
        if len(gap.claim) > _REPLACED or len(gap.source) > _REPLACED:
            continue
        difference = _count(ours) - _count(theirs)
        negated += difference
        if difference:
            places.append(_negation(claim, words, window, gap))
        yield from _changes(claim, window, gap, ours, theirs)
        yield from _prefixed(claim, window, gap)
        yield from _unmeasured(claim, words, window, gap)
        yield from _renumbered(claim, window, gap)
        yield from _bounded(claim, words, window, gap, (ours, theirs))
        yield from _replaced(claim, words, window, gap, (ours, theirs))
        yield from _borrowed(claim, words, window, gap)
        yield from _widened(claim, words, window, gap, (ours, theirs))
        yield from _done(claim, window, gap)
    yield from _surer(claim, words, window, gaps)
    if negated % 2:
        yield from places


def _flag(claim: str, start: int, end: int, *, source: str, hard: bool, kind: FlagKind = "changed_word") -> Flag:
    """A flag on [start, end) of the claim; `source` is what the window has there."""
    told = " ".join(together(source).split())
    return Flag(kind=kind, hard=hard, start=start, end=end, says=claim[start:end], source=told)


def _count(found: Sequence[Turning]) -> int:
    return sum(any(turn.kind == "negation" for turn in turning.turns) for turning in found)


def _negation(claim: str, words: list[Word], window: Window, gap: _Gap) -> Flag:
    """A flag on the words around a negation that was put in or left out."""
    inside = gap.claim or words[max(0, gap.at - 1) : gap.at + 1]
    start, end = inside[0].start, inside[-1].end
    around = gap.source or ()
    source = window.text[around[0].start : around[-1].end] if around else ""
    return _flag(claim, start, end, source=source, hard=True)


def _changes(claim: str, window: Window, gap: _Gap, ours: Sequence[Turning], theirs: Sequence[Turning]) -> Iterator[Flag]:
    """Words of the claim whose place in the source is taken by one that says something else."""
    renumbered = any(_DIGIT.search(word.text) for word in (*gap.claim, *gap.source))
    for mine in ours:
        for turn in mine.turns:
            if turn.kind == "negation" or (turn.kind == "unit" and renumbered):
                continue
            other = _opposed(turn, theirs)
            if other is not None and not any(turn in its.turns for its in theirs):
                source = window.text[other.start : other.end]
                yield _flag(claim, mine.start, mine.end, source=source, hard=turn.meaning not in _WEAK)
                break


def _prefixed(claim: str, window: Window, gap: _Gap) -> Iterator[Flag]:
    """A word whose place is taken by the same word with a prefix that denies it: `possible`, `impossible`."""
    if len(gap.claim) != 1 or len(gap.source) != 1:
        return
    short, long = sorted((gap.claim[0].text, gap.source[0].text), key=len)
    if len(short) >= _LEAST_STEM and long in {prefix + short for prefix in _DENYING}:
        mine, its = gap.claim[0], gap.source[0]
        source = window.text[its.start : its.end]
        yield _flag(claim, mine.start, mine.end, source=source, hard=True)


def _unmeasured(claim: str, words: list[Word], window: Window, gap: _Gap) -> Iterator[Flag]:
    """A unit after a number whose place is taken by a word that is none: `4 months`, `4 users`."""
    if len(gap.claim) != 1 or len(gap.source) != 1 or not gap.at or gap.at < 2 or not words[gap.at - 2].text.isdigit():
        return
    mine, its = gap.claim[0], gap.source[0]
    measured = any(turn.kind == "unit" for turning in turnings(window.text, [its]) for turn in turning.turns)
    if measured and mine.text.isalpha() and not turnings(claim, [mine]):
        source = window.text[its.start : its.end]
        yield _flag(claim, mine.start, mine.end, source=source, hard=True)


def _renumbered(claim: str, window: Window, gap: _Gap) -> Iterator[Flag]:
    """A number, or a term with one such as `2n`, that stands in the place of another, though it may be somewhere else in the sources."""
    if len(gap.claim) != 1 or len(gap.source) != 1:
        return
    mine, its = gap.claim[0], gap.source[0]
    if _DIGIT.search(mine.text) is None or _DIGITS.sub("0", mine.text) != _DIGITS.sub("0", its.text):
        return
    values, theirs = _values_at(claim, mine.start), _values_at(window.text, its.start)
    coded = not mine.text.isdigit() or any(code.start < mine.start < code.end for code in _identifiers(claim))
    if coded or (values.isdisjoint(theirs) and not (uncounted(claim, mine.start) or uncounted(window.text, its.start))):
        yield _flag(claim, mine.start, mine.end, source=its.text, hard=True)


def _values_at(text: str, at: int) -> set[float]:
    """What the figure that stands there may be worth."""
    return {value for figure in _figures(text) if figure.start <= at < figure.end for value in figure.values}


@lru_cache(maxsize=_REMEMBERED)
def _figures(text: str) -> tuple[Figure, ...]:
    """The figures of a sentence; remembered, since a claim is held against window after window, and a window against claim after claim."""
    return tuple(figures(text))


@lru_cache(maxsize=_REMEMBERED)
def _identifiers(text: str) -> tuple[Identifier, ...]:
    return tuple(identifiers(text))


def _bounded(
    claim: str, words: list[Word], window: Window, gap: _Gap, turned: tuple[Sequence[Turning], Sequence[Turning]]
) -> Iterator[Flag]:
    """`at least` or `more than` put in or left out right before a number that both have."""
    if gap.at >= len(words) or not words[gap.at].text.isdigit():
        return
    mine, its = _bounds(turned[0]), _bounds(turned[1])
    if bool(mine) == bool(its):
        return
    number = words[gap.at]
    start = mine[0].start if mine else number.start
    source = f"{window.text[its[0].start : its[0].end]} {number.text}" if its else number.text
    yield _flag(claim, start, number.end, source=source, hard=False)


def _replaced(
    claim: str, words: list[Word], window: Window, gap: _Gap, turned: tuple[Sequence[Turning], Sequence[Turning]]
) -> Iterator[Flag]:
    """A word of the subject in the place of another: `managers`, `customers`. The two may mean the same, so it is no hard flag."""
    theirs = gap.source[-1:] if gap.opens else gap.source
    if len(gap.claim) != 1 or not 0 < len(theirs) <= _OTHERS or any(turned):
        return
    mine, its = _subject(claim, gap.claim), _subject(window.text, theirs)
    word = gap.claim[0]
    swapped = _meet(mine, window.stems) and _meet(its, _subject(claim, words))
    same = word.text in window.counts if is_code(word) else swapped or _meet(mine, its)
    if mine and its and not same:
        source = window.text[theirs[0].start : theirs[-1].end]
        yield _flag(claim, word.start, word.end, source=source, hard=False, kind="other_word")


def _borrowed(claim: str, words: list[Word], window: Window, gap: _Gap) -> Iterator[Flag]:
    """The claim's last word, which stands in the source's next sentence, in the place of the one that ends the first."""
    if gap.claim or gap.at != len(words) - 1 or not gap.source or not gap.source[-1].end <= window.joint:
        return
    word, its = words[-1], gap.source[-1]
    if _subject(window.text, [its]) and not any(its.text == other.text for other in words):
        source = window.text[its.start : its.end]
        yield _flag(claim, word.start, word.end, source=source, hard=False, kind="other_word")


def _subject(text: str, words: Sequence[Word]) -> list[str]:
    """The stems of the words that are of the subject, and none of number or little meaning."""
    return [stem for word in words if word.text.isalpha() or is_code(word) for stem in terms(together(text[word.start : word.end]))]


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    """True where a stem of either is akin to one of the other."""
    return any(_akin(one, other) for one in some for other in others)


def _akin(one: str, other: str) -> bool:
    """True for stems that begin alike: most often forms of one word."""
    return one[:_LEAST_STEM] == other[:_LEAST_STEM]


def _widened(
    claim: str, words: list[Word], window: Window, gap: _Gap, turned: tuple[Sequence[Turning], Sequence[Turning]]
) -> Iterator[Flag]:
    """`always`, `all`, `only` put in, or `usually`, `some`, `only` left out: the claim may say more than the source."""
    ours, theirs = (_how_far(found) for found in turned)
    if all(turned) or not (ours or theirs) or (ours and _moved(gap, window, ours[0])):
        return
    if ours:
        start, end = ours[0].start, ours[0].end
        source = window.text[gap.source[0].start : gap.source[-1].end] if gap.source and not gap.opens else ""
    else:
        beside = words[min(gap.at, len(words) - 1)]
        start, end = beside.start, beside.end
        source = f"{window.text[theirs[0].start : theirs[0].end]} {beside.text}"
    yield _flag(claim, start, end, source=source, hard=False, kind="other_word")


def _moved(gap: _Gap, window: Window, word: Turning) -> bool:
    """True where the word came along with the one behind it from another place of the source: `Every spring the ...`."""
    pair = [each.text for each in gap.claim if each.end >= word.end][:2]
    return any([one.text, other.text] == pair for one, other in pairwise(window.words))


def _surer(claim: str, words: list[Word], window: Window, gaps: list[_Gap]) -> Iterator[Flag]:
    """`failed to`, `said that`, `plans to`, `may` left out: the claim tells as done what the source does not."""
    own = [word.text for gap in gaps for word in gap.claim]
    first = gaps[0].source
    opening = opening_stance([word.text for word in window.words]) if first and not gaps[0].claim else ""
    if opening and first[-1] in window.words[:_OPENING] and not any(word.text == opening for word in words):
        source = window.text[window.words[0].start : first[-1].end]
        yield _flag(claim, words[0].start, words[0].end, source=source, hard=False, kind="other_word")
    for gap in gaps:
        if len(gap.claim) > _OTHERS or len(gap.source) > _TAKEN_BACK or _turned(turnings(claim, gap.claim)):
            continue
        word = dropped_stance([one.text for one in gap.source], own)
        if word:
            beside = gap.claim[0] if gap.claim else words[min(gap.at, len(words) - 1)]
            its = next(one for one in gap.source if one.text == word)
            source = window.text[its.start : gap.source[-1].end]
            yield _flag(claim, beside.start, beside.end, source=f"{source} {beside.text}", hard=False, kind="other_word")


def _done(claim: str, window: Window, gap: _Gap) -> Iterator[Flag]:
    """`can break` told as `breaks`."""
    if len(gap.claim) != 1 or len(gap.source) != 2 or gap.source[0].text not in _ABLE:
        return
    mine, its = gap.claim[0], gap.source[1]
    if mine.text != its.text and _meet(_subject(claim, [mine]), _subject(window.text, [its])):
        source = window.text[gap.source[0].start : its.end]
        yield _flag(claim, mine.start, mine.end, source=source, hard=False, kind="other_word")


def _turned(found: Sequence[Turning]) -> bool:
    """True for words that turn the claim; `reduces` does not, it only tells what happens."""
    return any(turn.axis != "move" for turning in found for turn in turning.turns)


def _how_far(found: Sequence[Turning]) -> list[Turning]:
    return [turning for turning in found if any((turn.axis, turn.meaning) in _HOW_FAR for turn in turning.turns)]


def _bounds(found: Sequence[Turning]) -> list[Turning]:
    return [turning for turning in found if any(turn.axis in ("bound", "amount") for turn in turning.turns)]


def _opposed_meanings(turn: Turn, other: Turn) -> bool:
    if turn.kind != other.kind or turn.axis != other.axis or turn.meaning == other.meaning:
        return False
    return {turn.meaning, other.meaning} != {"can", "may"}


def _opposed(turn: Turn, theirs: Sequence[Turning]) -> Turning | None:
    """The first word of the source that shares class and axis with `turn` and means something else."""
    for its in theirs:
        if any(_opposed_meanings(turn, other) for other in its.turns):
            return its
    return None
