"""Near-copies of a source's sentence: whether a word that turns it was changed, put in or left out, or any other stands in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.gaps import Copy, Gap, gaps_of
from untuned.rag.verify.agreement.windows import Window
from untuned.rag.verify.shown import is_code, shown_words, together
from untuned.text.closed_words import UNMEASURED, Turn, Turning, Word, tokens, turnings
from untuned.text.figures import Figure, figures, uncounted
from untuned.text.identifiers import Identifier, identifiers
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.stances import dropped_stance, opening_stance
from untuned.text.words import terms
from untuned.types.answers import Flag

ALIKE = 0.75
"""The share of a claim's tokens that must align in order for it to be a near-copy."""
_REPLACED = 3
"""As many words of either side are a change of words; more are another way to say it."""
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
_BINDING = frozenset(("not", "не"))
"""Negations that deny the word that they stand at."""
_REMEMBERED = 4_096
"""Sentences whose figures and codes are remembered: those of some dozens of passages."""
_FEWEST = 4
"""Words of a sentence that may be a near-copy."""
_CYRILLIC = regex("[а-яё]", re.IGNORECASE)
_DIGIT = regex(r"\d")
_DIGITS = regex(r"\d+")


def changed_words(claim: str, known: Evidence) -> tuple[Flag, ...]:
    """What a sentence of a claim that nearly copies a source says otherwise; nothing, as soon as one window carries it without a change."""
    return tuple(
        replace(flag, start=flag.start + start, end=flag.end + start)
        for start, end in sentences(claim)
        for flag in _changed(claim[start:end], known.windows)
    )


def _changed(claim: str, sources: Sequence[Window]) -> tuple[Flag, ...]:
    words = shown_words(claim)
    if len(words) < _FEWEST:
        return ()
    found = _in_the_same_forms(claim, words, sources)
    if found == () or _CYRILLIC.search(claim) is None:
        return found or ()
    other = _in_other_forms(claim, words, sources)
    if found is None:
        return tuple(replace(flag, hard=False) for flag in filter(_turns, other or ()))
    return found if other != () else ()


def _in_other_forms(claim: str, words: list[Word], sources: Sequence[Window]) -> tuple[Flag, ...] | None:
    """As `_in_the_same_forms`, for Russian words that may have other endings: «все отделы работают», «большинство отделов работает»."""
    own, found = frozenset(terms(claim)), list[tuple[Flag, ...]]()
    for window in sources:
        if len(own & window.stems) < ALIKE * len(own):
            continue
        gaps, _ = gaps_of(Copy(claim, words, window), ALIKE * len(words), form=_stem)
        flags = tuple(_flags(gaps)) if gaps is not None else None
        if flags == ():
            return ()
        found += [flags] if flags else []
    return found[0] if found else None


def _turns(flag: Flag) -> bool:
    """True for a flag on words of closed classes: of others, Russian stems such as «котёл» and «котлы» need not be alike."""
    return any(turnings(text, tokens(text)) for text in (flag.says, flag.source))


def _stem(word: str) -> str:
    return next(iter(terms(word)), word)


def _in_the_same_forms(claim: str, words: list[Word], sources: Sequence[Window]) -> tuple[Flag, ...] | None:
    """The flags of the likest window that the claim nearly copies, none where one carries it unchanged; None where it copies none."""
    needed = ALIKE * len(words)
    own = Counter(word.text for word in words)
    # Each word that a window lacks is one that it does not share: counting these first spares counting all.
    least = len(own) - (len(words) - needed)
    near = [at for at, window in enumerate(sources) if len(own.keys() & window.counts.keys()) >= least]
    shared = [(_shared(own, sources[at].counts), at) for at in near]
    found: list[tuple[float, int, tuple[Flag, ...]]] = []
    # The window that shares most words is the likeliest to carry the claim unchanged, and then no other need be looked at.
    for _, at in sorted((each for each in shared if each[0] >= needed), key=lambda each: (-each[0], each[1])):
        gaps, alike = gaps_of(Copy(claim, words, sources[at]), needed)
        if gaps is None:
            continue
        flags = tuple(_flags(gaps))
        if not flags:
            return ()
        found.append((alike, -at, flags))
    return max(found)[2] if found else None


def _shared(own: Mapping[str, int], theirs: Mapping[str, int]) -> int:
    """How many words both have, each as often as both have it."""
    return sum(min(count, theirs[word]) for word, count in own.items() if word in theirs)


def _flags(gaps: Sequence[Gap]) -> Iterator[Flag]:
    close = [gap for gap in gaps if len(gap.claim) <= _REPLACED and len(gap.source) <= _REPLACED]
    for gap in close:
        yield from _opposed(gap)
        yield from _prefixed(gap)
        yield from _unmeasured(gap)
        yield from _renumbered(gap)
        yield from _bounded(gap)
        yield from _replaced(gap)
        yield from _borrowed(gap)
        yield from _widened(gap)
        yield from _done(gap)
    yield from _surer(gaps)
    yield from _unbounded(close)
    yield from _denied(close)


def _denied(gaps: Sequence[Gap]) -> Iterator[Flag]:
    """A negation that was put in or left out, or moved to another word; where it moves freely, as in German, only the first two."""
    differences = [_negations(gap.ours) - _negations(gap.theirs) for gap in gaps]
    turned = [gap for gap, difference in zip(gaps, differences, strict=True) if difference]
    if sum(differences) % 2:
        yield from map(_negated, turned)
    elif (
        len(turned) > 1 and not sum(differences) and all(any(word.text in _BINDING for word in (*gap.claim, *gap.source)) for gap in turned)
    ):
        yield replace(_negated(turned[0]), hard=False, kind="other_word")


def _negations(found: Sequence[Turning]) -> int:
    return sum(any(turn.kind == "negation" for turn in turning.turns) for turning in found)


def _negated(gap: Gap) -> Flag:
    """A flag on the words around a negation that was put in or left out."""
    inside = gap.claim or gap.copy.words[max(0, gap.at - 1) : gap.at + 1]
    return gap.flag(inside, gap.said(gap.source), hard=True)


def _opposed(gap: Gap) -> Iterator[Flag]:
    """Words of the claim whose place in the source is taken by one that says something else."""
    renumbered = any(_DIGIT.search(word.text) for word in (*gap.claim, *gap.source))
    there = {turn for its in gap.theirs for turn in its.turns}
    for mine in gap.ours:
        alike = {(turn.kind, turn.axis) for turn in mine.turns if turn in there}
        for turn in mine.turns:
            if turn.kind == "negation" or (turn.kind == "unit" and renumbered):
                continue
            other = _opposite(turn, gap.theirs)
            if other is not None and (turn.kind, turn.axis) not in alike:
                says, source = gap.copy.claim[mine.start : mine.end], gap.said([other])
                weak = turn.meaning in _WEAK or not UNMEASURED.isdisjoint((says.lower(), source.lower()))
                yield gap.flag([mine], source, hard=not weak)
                break


def _prefixed(gap: Gap) -> Iterator[Flag]:
    """A word whose place is taken by the same word with a prefix that denies it: `possible`, `impossible`."""
    if gap.pair is None:
        return
    mine, its = gap.pair
    short, long = sorted((mine.text, its.text), key=len)
    if len(short) >= _LEAST_STEM and long in {prefix + short for prefix in _DENYING}:
        yield gap.flag([mine], gap.said([its]), hard=True)


def _unmeasured(gap: Gap) -> Iterator[Flag]:
    """A unit after a number whose place is taken by a word that is none: `4 months`, `4 users`."""
    if gap.pair is None or gap.at < 2 or not gap.copy.words[gap.at - 2].text.isdigit():
        return
    mine, its = gap.pair
    measured = any(turn.kind == "unit" for turning in gap.theirs for turn in turning.turns)
    if measured and mine.text.isalpha() and not gap.ours:
        yield gap.flag([mine], gap.said([its]), hard=True)


def _renumbered(gap: Gap) -> Iterator[Flag]:
    """A number, or a term with one such as `2n`, that stands in the place of another, though it may be somewhere else in the sources."""
    if gap.pair is None:
        return
    (mine, its), claim, source = gap.pair, gap.copy.claim, gap.copy.window.text
    if _DIGIT.search(mine.text) is None or _DIGITS.sub("0", mine.text) != _DIGITS.sub("0", its.text):
        return
    coded = not mine.text.isdigit() or any(code.start < mine.start < code.end for code in _identifiers(claim))
    differ = _values_at(claim, mine.start).isdisjoint(_values_at(source, its.start))
    if coded or (differ and not (uncounted(claim, mine.start) or uncounted(source, its.start))):
        yield gap.flag([mine], its.text, hard=True)


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


def _bounded(gap: Gap) -> Iterator[Flag]:
    """`at least` or `more than` put in or left out right before a number that both have."""
    words = gap.copy.words
    if gap.at >= len(words) or not words[gap.at].text.isdigit():
        return
    mine, its, number = _bounds(gap.ours), _bounds(gap.theirs), words[gap.at]
    if bool(mine) != bool(its) and not (mine and _bounded_alike(mine, gap.copy.window)):
        source = f"{gap.said(its[:1])} {number.text}" if its else number.text
        yield gap.flag([*mine[:1], number], source, hard=False)


def _bounded_alike(mine: Sequence[Turning], window: Window) -> bool:
    """True where the window has a word of the same bound elsewhere: `the maximum is 5`, `at most 5`."""
    bounds = {turn for turning in mine for turn in turning.turns if turn.axis == "bound"}
    return any(not bounds.isdisjoint(its.turns) for its in turnings(window.text, list(window.words)))


def _unbounded(gaps: Sequence[Gap]) -> Iterator[Flag]:
    """`maximum` or `at least` left out by a claim that has no such word anywhere."""
    for gap in gaps:
        dropped = [] if gap.beside.text.isdigit() else _bounds(gap.theirs)
        bound = any(turn.axis == "bound" for its in dropped for turn in its.turns)
        if bound and not _bounds(turnings(gap.copy.claim, gap.copy.words)):
            yield gap.flag([gap.beside], f"{gap.said(dropped[:1])} {gap.beside.text}", hard=False, kind="other_word")


def _replaced(gap: Gap) -> Iterator[Flag]:
    """A word of the subject in the place of another: `managers`, `customers`. The two may mean the same, so it is no hard flag."""
    theirs = gap.source[-1:] if gap.opens else gap.source
    if len(gap.claim) != 1 or not 0 < len(theirs) <= _OTHERS or gap.ours or gap.theirs:
        return
    copy, word = gap.copy, gap.claim[0]
    mine, its = _subject(copy.claim, gap.claim), _subject(copy.window.text, theirs)
    swapped = _meet(mine, copy.window.stems) and _meet(its, _subject(copy.claim, copy.words))
    same = word.text in copy.window.counts if is_code(word) else swapped or _meet(mine, its)
    if mine and its and not same:
        yield gap.flag([word], gap.said(theirs), hard=False, kind="other_word")


def _borrowed(gap: Gap) -> Iterator[Flag]:
    """The claim's last word, which stands in the source's next sentence, in the place of the one that ends the first."""
    words, window = gap.copy.words, gap.copy.window
    if gap.claim or gap.at != len(words) - 1 or not gap.source or not gap.source[-1].end <= window.joint:
        return
    its = gap.source[-1]
    if _subject(window.text, [its]) and not any(its.text == other.text for other in words):
        yield gap.flag([words[-1]], gap.said([its]), hard=False, kind="other_word")


def _subject(text: str, words: Sequence[Word]) -> list[str]:
    """The stems of the words that are of the subject, and none of number or little meaning."""
    return [stem for word in words if word.text.isalpha() or is_code(word) for stem in terms(together(text[word.start : word.end]))]


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    """True where a stem of either is akin to one of the other."""
    return any(_akin(one, other) for one in some for other in others)


def _akin(one: str, other: str) -> bool:
    """True for stems that begin alike: most often forms of one word."""
    return one[:_LEAST_STEM] == other[:_LEAST_STEM]


def _widened(gap: Gap) -> Iterator[Flag]:
    """`always`, `all`, `only` put in, or `usually`, `some`, `only` left out: the claim may say more than the source."""
    ours, theirs = _how_far(gap.ours), _how_far(gap.theirs)
    if (gap.ours and gap.theirs) or not (ours or theirs) or (ours and _moved(gap, ours[0])):
        return
    if ours:
        yield gap.flag(ours[:1], "" if gap.opens else gap.said(gap.source), hard=False, kind="other_word")
    else:
        yield gap.flag([gap.beside], f"{gap.said(theirs[:1])} {gap.beside.text}", hard=False, kind="other_word")


def _moved(gap: Gap, word: Turning) -> bool:
    """True where the word came along with the one behind it from another place of the source: `Every spring the ...`."""
    pair = [each.text for each in gap.claim if each.end >= word.end][:2]
    return any([one.text, other.text] == pair for one, other in pairwise(gap.copy.window.words))


def _done(gap: Gap) -> Iterator[Flag]:
    """`can break` told as `breaks`."""
    if len(gap.claim) != 1 or len(gap.source) != 2 or gap.source[0].text not in _ABLE:
        return
    mine, its = gap.claim[0], gap.source[1]
    if mine.text != its.text and _meet(_subject(gap.copy.claim, [mine]), _subject(gap.copy.window.text, [its])):
        yield gap.flag([mine], gap.said(gap.source), hard=False, kind="other_word")


def _surer(gaps: Sequence[Gap]) -> Iterator[Flag]:
    """`failed to`, `said that`, `plans to`, `may` left out: the claim tells as done what the source does not."""
    first, words, theirs = gaps[0], gaps[0].copy.words, gaps[0].copy.window.words
    opening = opening_stance([word.text for word in theirs]) if first.source and not first.claim else ""
    if opening and first.source[-1] in theirs[:_OPENING] and not any(word.text == opening for word in words):
        yield first.flag(words[:1], first.said([theirs[0], first.source[-1]]), hard=False, kind="other_word")
    own = [word.text for gap in gaps for word in gap.claim]
    for gap in gaps:
        if len(gap.claim) > _OTHERS or len(gap.source) > _TAKEN_BACK or _turned(gap.ours):
            continue
        word = dropped_stance([one.text for one in gap.source], own)
        if word:
            beside = gap.claim[0] if gap.claim else gap.beside
            its = next(one for one in gap.source if one.text == word)
            yield gap.flag([beside], f"{gap.said([its, gap.source[-1]])} {beside.text}", hard=False, kind="other_word")


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


def _opposite(turn: Turn, theirs: Sequence[Turning]) -> Turning | None:
    """The first word of the source that shares class and axis with `turn` and means something else."""
    for its in theirs:
        if any(_opposed_meanings(turn, other) for other in its.turns):
            return its
    return None
