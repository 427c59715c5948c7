"""Sentences of a text, as offsets into it."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.text.abbreviations import ABBREVIATIONS, BEFORE_NUMBER, MAYBE_LAST, NEVER_LAST, TITLES
from untuned.text.regex import regex

_STOPS = ".!?…।؟۔"
_WIDE_STOPS = "。！？｡"
_QUOTES = "\"'«»“”„‟’‘*_~"
_CANDIDATE = regex(
    rf"[{_STOPS}{_WIDE_STOPS}\n\r\u2029]"
    # only from the first of a run of stops, and possessive: a line of dots takes linear time; a footnote mark may follow
    rf"(?:(?<=[{_STOPS}])(?<![{_STOPS}]{{2}})[{_STOPS}]*+[{_QUOTES})\]}}`]*+(?:\[\^?\w{{1,4}}\])*+(?=\s|\Z)"
    rf"|(?<=[{_WIDE_STOPS}])[{_WIDE_STOPS}]*+[」』）】》〉”’\"')]*+"
    r"|(?<=\n)[ \t\r]*\n|(?<=\r)[ \t]*\r|(?<=\u2029))"
)
_CODE = regex(r"(?<!`)(?:`[^`\n]{1,400}`|(`{2,3})(?!`)(?:(?!\1)[^\n]){1,400}\1)(?!`)")
_DOTTED = regex(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LONGEST_ABBREVIATION = 24


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets [start, end) of the sentences of `text[start:end]`, in order, without the white space around them.

    Together they hold all that is not white space. A sentence ends at `. ! ? …` (with the quotes and brackets that
    close on it) before white space, at `。！？`, and at a blank line; a single newline ends nothing. No sentence ends after a
    known English or Russian abbreviation, an initial, a list number, or inside a number, an address or a code span.
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[tuple[int, int]] = []
    begin = start
    for edge in _edges(text, start, stop):
        if edge > begin:
            _add(found, text, begin, edge)
            begin = edge
    _add(found, text, begin, stop)
    return found


def _add(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    """Append [begin, end) without the white space at its ends, if anything is left."""
    piece = text[begin:end]
    bare = piece.lstrip()
    if bare:
        begin += len(piece) - len(bare)
        found.append((begin, begin + len(bare.rstrip())))


def _edges(text: str, start: int, stop: int) -> Iterator[int]:
    """Offsets at which a sentence ends, rising."""
    code = _CODE.finditer(text, start, stop) if text.find("`", start, stop) >= 0 else iter(())
    span = next(code, None)
    begin = start
    for match in _CANDIDATE.finditer(text, start, stop):
        at, after = match.span()
        while span is not None and span.end() <= at:
            span = next(code, None)
        if span is not None and span.start() < at:
            continue
        first = text[at]
        if first in "\n\r\u2029" or _ends(text, (begin, at, after), stop):
            yield after
            begin = after


def _ends(text: str, place: tuple[int, int, int], stop: int) -> bool:
    """True when the stop at `place` (start of the sentence, of the stop, end of the stop and its closers) ends a sentence."""
    begin, at, after = place
    if after >= stop:
        return True
    if text[at] in _WIDE_STOPS:
        return text[after - 1] in _WIDE_STOPS or text[after].isspace()
    following = after
    while following < stop and text[following].isspace():
        following += 1
    if following >= stop:
        return True
    ahead = text[following]
    if ahead in "—–-,;:)]":
        return ahead in "—–-" and "\n" in text[after:following]
    if ahead in _QUOTES and following + 1 < stop:
        ahead = text[following + 1]
    word = _word_before(text, begin, at)
    if ahead.islower():
        return _plain_word(text, word, at, after)
    return text[at] != "." or not _abbreviated(text, word, (begin, at), ahead)


def _word_before(text: str, begin: int, at: int) -> str:
    """The characters that touch the stop from the left, without opening quotes and brackets."""
    pieces = text[max(begin, at - _LONGEST_ABBREVIATION) : at].rsplit(None, 1)
    if not pieces or text[at - 1].isspace():
        return ""
    return pieces[-1].lstrip("([{«\"'“„‘’*_-—–/")


def _plain_word(text: str, word: str, at: int, after: int) -> bool:
    """True when a stop before a small letter ends a sentence: one stop, nothing closing on it, after a whole small word."""
    return after == at + 1 and text[at] != "…" and len(word) >= 3 and word.isalpha() and word.islower() and word not in ABBREVIATIONS


def _abbreviated(text: str, word: str, place: tuple[int, int], ahead: str) -> bool:
    """True when the full stop belongs to `word`, and what follows does not show that it also ends the sentence."""
    begin, at = place
    if len(word) <= 1:
        return _initial(text, word, begin, at) or _list_number(text, word, begin, at)
    if word.isdigit():
        return _list_number(text, word, begin, at)
    low = word.lower()
    if low in NEVER_LAST or (low in BEFORE_NUMBER and ahead.isdigit()):
        return True
    if low in TITLES:
        return word[0].isupper()
    return low not in MAYBE_LAST and _DOTTED.fullmatch(word) is not None


def _list_number(text: str, word: str, begin: int, at: int) -> bool:
    """True when `word` is the number of a list item: up to three digits, first on its line."""
    line = max(begin, text.rfind("\n", begin, at) + 1)
    return word.isdigit() and len(word) <= 3 and not text[line : at - len(word)].strip(" \t\r-*>#")


def _initial(text: str, word: str, begin: int, at: int) -> bool:
    """True when `word` is a single letter that stands for more; not the pronoun "я", nor the end of "и т. д." written apart."""
    if word in ("д", "п"):
        return not text[max(begin, at - 6) : at - 1].rstrip().endswith("т.")
    return word.isalpha() and word != "я"
