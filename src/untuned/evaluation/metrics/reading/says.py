"""Whether a text says an answer: the same words, or the same values however they are written.

The rules, in order:

1. `yes` and `no` (and `да`, `нет`) must be the text's first word, or its only such word.
2. Numbers and dates of the answer must all be told, in any format and, where both have one, with the same measure; what is left
   of the answer's words must stand in the same sentence.
3. Other answers must stand there word for word, by stems and without stop words; or, where they have two words or more, in one sentence
   in any order, a name's words side by side; of five words or more one in five may be missing.
4. Of an answer of several sentences, half must be said.
5. A negation up to three words before (`not in Paris`) takes the words back, unless the answer has one too or another word turns it
   (`not in London but in Paris`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from untuned.evaluation.metrics.reading.spelling import plain
from untuned.evaluation.metrics.reading.values import Values, carries, carries_date, carries_time, values
from untuned.text.cells import cells_apart
from untuned.text.identifiers import identifiers
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms, words

_YES_NO = {"yes": True, "no": False, "да": True, "нет": False}
_NEGATIONS = frozenset({"not", "never", "neither", "nor", "не", "ни", "никогда"})
_TURNS_TEXT = """
but only just rather instead until before less more fewer later earlier а но только лишь просто до менее более меньше больше ранее позднее
"""
_TURNS = frozenset(_TURNS_TEXT.split())
_LEMMAS_TEXT = """
ден дня дне дни дням днем днях дней
год лет
человек люд
1 one один одна одно одн
"""
_LEMMAS = {form: line.split()[0] for line in _LEMMAS_TEXT.strip().splitlines() for form in line.split()[1:]}
"""Forms that the stemmer keeps apart."""
_BETWEEN = 2
"""Other words, such as `of the`, that may stand among those of a name."""
_REACH = 3
"""So many words a negation reaches."""
_MOST = 0.8
_LONG = 5
"""So many words make an answer long enough that one in five may be said otherwise."""
_WORD = regex(r"[^\W_]+")


def says(text: str, gold: str) -> bool:
    """True when the text says the answer; see the module for the rules."""
    return bool(places(text, gold))


@lru_cache(maxsize=1024)
def places(text: str, gold: str) -> tuple[tuple[int, int], ...]:
    """The sentences, [start, end) of the text, that say the answer; the whole text where only all of it does; empty where none does."""
    polar = _YES_NO.get(gold.strip(" .!,").casefold())
    if polar is not None:
        return ((0, len(text)),) if _polar(text) is polar else ()
    parts = _sentences(gold)
    if len(parts) > 1:
        each = [places(text, gold[slice(*part)]) for part in parts]
        return tuple(sorted({place for one in each for place in one})) if 2 * sum(map(bool, each)) >= len(parts) else ()
    spans = _sentences(text)
    found = tuple(span for span in spans if _sentence_says(text[slice(*span)], gold))
    if found or len(spans) < 2:
        return found
    return ((0, len(text)),) if _all_of_it_says(text, gold) else ()


@lru_cache(maxsize=256)
def told(text: str) -> Values:
    """The values of all sentences of a text; their places count in their own sentence."""
    each = [values(plain(cells_apart(text[slice(*span)]))) for span in _sentences(text)]
    return Values(
        figures=tuple(figure for one in each for figure in one.figures),
        dates=tuple(date for one in each for date in one.dates),
        times=tuple(time for one in each for time in one.times),
        numbers=frozenset(number for one in each for number in one.numbers),
        spans=(),
    )


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Sentences, and lines: a claim stands on a line of its own."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        found += sentences(text, at, at + len(line))
        at += len(line) + 1
    return tuple(found)


def _polar(text: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither, or both."""
    found = [_YES_NO[word] for word in _WORD.findall(text.casefold()) if word in _YES_NO]
    first = _YES_NO.get(next(iter(_WORD.findall(text[:40].casefold())), ""))
    if first is not None:
        return first
    return found[0] if found and len(set(found)) == 1 and len(text.split()) <= _LONG else None


def _sentence_says(sentence: str, gold: str) -> bool:
    gold, sentence = plain(gold), plain(cells_apart(sentence))
    wanted, said = _terms(gold), _terms(sentence)
    if not wanted:
        return False
    codes = identifiers(gold)
    if codes and codes[0].start == 0 and codes[0].end == len(gold):
        return any(code.key == codes[0].key for code in identifiers(sentence)) or _found(wanted, said) is not None
    own = values(gold)
    if own.spans:
        return _tells(values(sentence), own) and _rest_said(said, gold, own) and not _taken_back(sentence, gold)
    at = _found(wanted, said)
    if at is not None:
        return not _taken_back(sentence, gold)
    if len(wanted) < 2 or not _nearly_all(wanted, said):
        return False
    return not _is_name(gold) or _together(wanted, terms(sentence, stop_words=False))


def _is_name(gold: str) -> bool:
    """True where every word that counts has a capital: its parts belong together."""
    return all(word[:1].isupper() for word in _WORD.findall(gold) if terms(word))


def _together(wanted: Sequence[str], said: Sequence[str]) -> bool:
    """True when the words stand side by side in any order, with at most two others among them: `Elyes Cherif Gabel` is `Elyes Gabel`."""
    size = len(wanted) + _BETWEEN
    return any(_nearly_all(wanted, said[at : at + size]) for at in range(max(1, len(said) - size + 1)))


def _all_of_it_says(text: str, gold: str) -> bool:
    """Several values that stand in several sentences."""
    gold = plain(gold)
    own = values(gold)
    return len(own.spans) > 1 and _tells(told(text), own) and _rest_said(_terms(plain(text)), gold, own)


def _tells(text: Values, gold: Values) -> bool:
    if not all(carries(text, figure) for figure in gold.figures) or not all(carries_date(text, date) for date in gold.dates):
        return False
    return all(carries_time(text, time) for time in gold.times)


def _rest_said(said: Sequence[str], gold: str, own: Values) -> bool:
    """Whether the words beside the answer's values are said: all but the ones that say little of it, such as `about`."""
    at, rest = 0, ""
    for start, end in own.spans:
        rest += f"{gold[at:start]} "
        at = max(at, end)
    left = [word for word in _content(rest + gold[at:]) if word not in _VAGUE]
    return not left or _nearly_all(left, said) or (len(left) == 1 and len(own.spans) > 1)


_VAGUE = frozenset(
    terms("about around approximately nearly almost roughly over circa ca early late mid year years около примерно почти года лет год году")
)


def _found(wanted: Sequence[str], said: Sequence[str]) -> int | None:
    """Where the words stand in a row; None where they do not."""
    size, first = len(wanted), wanted[0]
    for at in range(len(said) - size + 1):
        if said[at] == first and list(said[at : at + size]) == list(wanted):
            return at
    return None


def _nearly_all(wanted: Sequence[str], said: Sequence[str]) -> bool:
    there = set(said)
    distinct = set(wanted)
    least = len(distinct) if len(distinct) < _LONG else _MOST * len(distinct)
    return len(distinct & there) >= least


def _taken_back(sentence: str, gold: str) -> bool:
    """True for `not Paris` and `not accessible by US 60`, where the answer itself has no negation; `not in London but in Paris` says it."""
    own, other = words(gold), words(sentence)
    if _NEGATIONS & set(own):
        return False
    size = len(own)
    at = [place for place in range(len(other) - size + 1) if other[place : place + size] == own]
    return bool(at) and all(_denied(other[max(0, place - _REACH) : place]) for place in at)


def _denied(before: Sequence[str]) -> bool:
    """True where the last word that matters is a negation, not one that turns it."""
    last = next((word for word in reversed(before) if word in _NEGATIONS or word in _TURNS), "")
    return last in _NEGATIONS


@lru_cache(maxsize=4096)
def _terms(text: str) -> tuple[str, ...]:
    """Stems without stop words; every word where there is no other."""
    return tuple(_content(text) or words(text))


def _content(text: str) -> list[str]:
    return [_LEMMAS.get(term, term) for term in terms(text)]
