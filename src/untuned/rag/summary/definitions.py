"""Terms that a document defines, and which of them a sentence leans on; English and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from untuned.rag.summary.outline import Outline, Sentence
from untuned.text.regex import regex
from untuned.text.words import terms

_LONGEST = 60
_NEAR_START = 20
"""Characters before which a small word in quotes is what its sentence defines; behind them it is one word of many."""
_OPEN, _CLOSE = '["“„«]', '["”“»]'
_TERM = (
    rf"(?:{_OPEN}(?P<quoted>[^\"“”„«»\n]{{2,{_LONGEST}}}){_CLOSE}"
    rf"|\*\*(?P<bold>[^*\n]{{2,{_LONGEST}}})\*\*|__(?P<under>[^_\n]{{2,{_LONGEST}}})__)"
)
_MEANS = (
    r"(?:shall mean|means|mean|is defined as|are defined as|refers? to|shall have the meaning|has the meaning|have the meaning"
    r"|означа(?:ет|ют)|значит|понима(?:ется|ются)|определя(?:ется|ются)|обознача(?:ет|ют)|называ(?:ется|ются))\b"
)
# "X" means ...; **X**: ...; a **X** is ...
_STATED = regex(
    rf"{_TERM}(?:\s*\([^()\n]{{1,80}}\))?\s*(?:{_MEANS}|is (?:an?|the)\b|(?:[–—]|-(?=\s))\s*(?:это\b)?|:(?=\s)|это\b)",
    re.IGNORECASE,
)
# ... under "X" is understood ...
_UNDERSTOOD = regex(rf"\bпод\s+{_TERM}[^.\n]{{0,60}}?понима", re.IGNORECASE)
# a bare term: Churn is defined as ..., Churn means ...
_BARE = regex(
    r"\A\W*(?:the\s+|an?\s+)?(?P<bare>[A-ZА-ЯЁ][\w-]*(?:\s[\w-]+){0,3}?)\s+(?:is|are)\s+defined\s+as\b"
    r"|\A\W*(?P<own>[А-ЯЁ][\w-]*(?:\s[\w-]+){0,3}?)\s+[–—]\s+это\b"
)
# ... (the "X"), ... (hereinafter "X"), ... (далее — «X»)
_OPENING = (
    r"(?:the|each,? an?|each|an?|collectively,?(?: the)?|together,?(?: the)?|hereinafter(?: referred to as)?(?: the)?|далее|в дальнейшем)"
)
_NAMED = regex(rf"\((?:{_OPENING}\s*[,–—-]?\s*)?(?:именуем\w+\s+)?{_TERM}\)", re.IGNORECASE)
_WORD = regex(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Defined:
    """A term and the sentence that says what it means."""

    term: str
    sentence: Sentence
    stems: tuple[str, ...]


def defined_terms(document: Outline, text: str) -> list[Defined]:
    """The terms that the document defines, each with the first sentence that does."""
    found: dict[tuple[str, ...], Defined] = {}
    for sentence in document.sentences:
        for term in _terms_of(text[sentence.start : sentence.end]):
            stems = _stems(term)
            if stems and stems not in found:
                found[stems] = Defined(term=term, sentence=sentence, stems=stems)
    return list(found.values())


def leans_on(sentence: Sentence, text: str, known: Sequence[Defined]) -> list[Defined]:
    """The terms that a sentence uses and another sentence defines; a term with a capital only where it has one here too."""
    words = [(found[0], _stem(found[0])) for found in _WORD.finditer(text, sentence.start, sentence.end)]
    return [one for one in known if one.sentence != sentence and _uses(words, one)]


def _uses(words: Sequence[tuple[str, str]], defined: Defined) -> bool:
    size, stems = len(defined.stems), defined.stems
    capital = defined.term[0].isupper()
    for at in range(len(words) - size + 1):
        if all(words[at + offset][1] == stem for offset, stem in enumerate(stems)) and (not capital or words[at][0][0].isupper()):
            return True
    return False


def _terms_of(sentence: str) -> Iterator[str]:
    for pattern in (_STATED, _UNDERSTOOD, _NAMED, _BARE):
        for match in pattern.finditer(sentence):
            term = next((words for words in match.groups() if words), "").strip(" ,.:;")
            common = pattern is _STATED and term.islower() and match.start() > _NEAR_START
            if 0 < len(_WORD.findall(term)) <= 6 and not common:
                yield term


def _stems(term: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(term))


def _stem(word: str) -> str:
    return "".join(terms(word, stop_words=False)[-1:])
