"""Words of a text that make it hard to read: repeated, in the wrong language, misspelt, or no words at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from untuned.evaluation.metrics.reading.lexicon import written_by_people
from untuned.text.language import language_by_words
from untuned.text.regex import regex
from untuned.text.sentences import sentences

Fault = Literal["repeated", "wrong language", "misspelt", "invented"]

_WORD = regex(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SAID = regex(rf"({_WORD.pattern})|\d(?:[\d.,:]*\d)?")
"""What is said: words, and numbers, by which sentences of one form differ."""
_WHOLE_AGAIN = 12
"""So many words right after themselves are said over again; fewer may be meant, as in an echo of the question."""
_LEAST_LOOP = 6
"""Fewer words are over again when they are said three times, and come to so many."""
_CODE = regex(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://\S+|\S+@\S+\.\w+", re.DOTALL)
_JOINT = regex(r"['’-]")
_LATIN = regex("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = regex("[\u0400-\u052f]")
_EASTERN = regex("[\u0590-\u06ff\u0900-\u0e7f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"})
_OTHER_SCRIPTS = frozenset({"ja", "zh", "ko", "hi", "mr", "ne", "el", "he", "ar", "fa", "ur", "th", "ka", "hy"})
_SLIP = 5
"""Fewer letters are a slip of too many words."""
_UNSPEAKABLE = regex(r"([^\W\d_])\1\1|[bcdfghjklmnpqrstvwxzбвгджзйклмнпрстфхцчшщ]{6}")
_SENTENCE = 5
"""Words of a sentence that tell its language."""
_SHORT = 3
"""Words below so many letters are no evidence of anything."""


def written(text: str) -> list[str]:
    """The words of letters that a text has, in order, without code, links and addresses."""
    return _WORD.findall(_CODE.sub(" ", text))


def broken(text: str, *, language: str, familiar: Sequence[str], known: Callable[[str], bool] | None) -> dict[int, Fault]:
    """Which words of the text are at fault, by their place among `written`, and of what; each has one fault.

    Args:
        text: What is shown.
        language: What it should be in; "" allows every script.
        familiar: Question, reference answers and passages: what stands there is neither misspelt nor in the wrong language.
        known: True for a word, in small letters, of a word list or the documents; None where there is neither: then no word is misspelt.
    """
    text = _CODE.sub(" ", text)
    words = _WORD.findall(text)
    faults: dict[int, Fault] = dict.fromkeys(_said_again(text), "repeated")
    doubted = _doubted(text, words, language, known)
    abroad = _abroad(text, language)
    if doubted or abroad:
        there = {word.casefold() for other in familiar for word in _WORD.findall(other)}
        for at, word in enumerate(words):
            if at not in faults and word.casefold() not in there and (why := "wrong language" if at in abroad else doubted.get(word)):
                faults[at] = why
    return faults


def _doubted(text: str, words: Sequence[str], language: str, known: Callable[[str], bool] | None) -> dict[str, Fault]:
    """Words in the wrong letters, and words that nothing knows and that are no new ones; a capital inside a sentence makes a name."""
    found: dict[str, Fault] = {}
    plain = text.isascii() and language not in _CYRILLIC_LANGUAGES
    for word in set(words):
        if not plain and _foreign(word, language):
            found[word] = "wrong language"
        elif known is not None and len(word) >= _SHORT and (word.islower() or _opens(text, word)):
            small = word.casefold()
            if _garbled(known, small):
                found[word] = "misspelt"
            elif _invented(known, small, language):
                found[word] = "invented"
    return found


def _invented(known: Callable[[str], bool], word: str, language: str) -> bool:
    """True for a word that neither the documents nor the language's word list have, whole or by its parts."""
    if len(word) < _SLIP or known(word):
        return False
    parts = [part for part in _JOINT.split(word) if len(part) >= _SLIP]
    return bool(parts) and all(not known(part) and written_by_people(part, language=language) is False for part in parts)


def _abroad(text: str, language: str) -> set[int]:
    """The places of words, among `written`, in sentences that are plainly in another language of the same letters."""
    if not language:
        return set()
    found: set[int] = set()
    at = 0
    for start, end in sentences(text):
        count = len(_WORD.findall(text, start, end))
        if count >= _SENTENCE and language_by_words(text[start:end]) not in ("", language):
            found.update(range(at, at + count))
        at += count
    return found


def _opens(text: str, word: str) -> bool:
    """True where the word may have its capital from the start of a sentence."""
    at = text.find(word)
    before = text[max(0, at - 3) : at].rstrip("\"'«“(*_ ")
    return word[1:].islower() and (not before or before[-1:] in ".!?…\n:-–—")


def _garbled(known: Callable[[str], bool], word: str) -> bool:
    """True for a word that nothing knows and that is a slip of known ones, or can hardly be a word at all.

    A word that is only new counts for nothing: the documents of a small project know nine in ten words of plain English.
    """
    if known(word) or all(len(part) < _SHORT or known(part) for part in _JOINT.split(word)):
        return False
    return _UNSPEAKABLE.search(word) is not None or any(map(known, _slips_of(word))) or _run_together(known, word)


def _slips_of(word: str) -> Iterator[str]:
    """The words that this one is with a letter too many, or with two letters swapped."""
    if len(word) < _SLIP:
        return
    yield from dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))
    yield from dict.fromkeys(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _run_together(known: Callable[[str], bool], word: str) -> bool:
    return any(known(word[:at]) and known(word[at:]) for at in range(_SLIP, len(word) - _SLIP + 1))


def _said_again(text: str) -> set[int]:
    """The places, among `written`, of words that are said over again; a price list says each sentence with other numbers."""
    told = list(_SAID.finditer(text))
    words = [at for at, one in enumerate(told) if one[1]]
    again = _repeated([one[0].casefold() for one in told])
    return {place for place, at in enumerate(words) if at in again}


def _repeated(words: Sequence[str]) -> set[int]:
    """The places of what only says the words right before it over again, and of a word three times in a row."""
    found = {at for at in range(2, len(words)) if words[at] == words[at - 1] == words[at - 2]}
    last: dict[tuple[str, str, str], int] = {}
    before = run = 0
    for at, three in enumerate(zip(words, words[1:], words[2:], strict=False)):
        back = at - last[three] if three in last else 0
        run = run + 1 if back and back == before else 1
        if back and run + 2 >= min(max(back, _WHOLE_AGAIN), max(2 * back, _LEAST_LOOP)):
            found.update(range(at - run + 1, at + 3))
        last[three], before = at, back
    return found


def _foreign(word: str, language: str) -> bool:
    """True for letters of two alphabets in one word, or of another one than the language has."""
    latin, cyrillic = _LATIN.search(word) is not None, _CYRILLIC.search(word) is not None
    if latin and cyrillic and "-" not in word:
        return True
    if not language or language in _OTHER_SCRIPTS:
        return False
    if language in _CYRILLIC_LANGUAGES:
        return (latin and not cyrillic and word[1:].islower() and word[0].islower()) or _EASTERN.search(word) is not None
    return cyrillic or _EASTERN.search(word) is not None
