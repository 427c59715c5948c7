"""What else points and is pointed at: links and anchors of Markdown, error codes, defined terms; each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from untuned.text.regex import regex
from untuned.text.words import terms


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """[start, end) of a text, and what it says there."""

    start: int
    end: int
    value: str


# -- links -----------------------------------------------------------------------------------------------

_LINK = regex(
    r"\[(?<![!\\]\[)(?P<words>[^\[\]\n]{1,300}(?:\n[^\[\]\n]{1,200})?)\]"
    r"\((?P<to><[^<>\n]{1,500}>|[^\s()<>]{1,500})(?:[ ]+[\"'][^\"'\n]{0,200}[\"'])?\)"
)
_BY_NAME = regex(r"\[(?<![!\\]\[)(?P<words>[^\[\]\n]{1,300})\]\[(?P<name>[^\[\]\n]{0,100})\]")
_NAME = regex(r"(?m)^[ ]{0,3}\[(?P<name>[^\[\]\n]{1,100})\]:[ \t]*<?(?P<to>[^\s<>]{1,500})")
_TAG = regex(r"<a\s(?:[^<>\n]{0,200}?\s)?href\s*=\s*[\"'](?P<to>[^\"'<>\n]{1,500})[\"'][^<>\n]{0,200}>", re.IGNORECASE)
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}:|//")
_FILLED_IN = ("{{", "{%", "<%", "${")
"""How Jinja and its kin, ERB and JavaScript's texts begin what they fill in."""
_ANCHOR = regex(
    r"\{[ \t]*#(?P<brace>[\w.:-]{1,100})[^{}\n]{0,100}\}"
    r"|<[a-zA-Z][\w-]{0,20}\s[^<>\n]{0,200}?\b(?:id|name)\s*=\s*[\"']?(?P<tag>[\w.:-]{1,100})"
)


def links(text: str) -> Iterator[Mark]:
    """The links of Markdown to other files and to places of this one.

    Addresses of the web are left out, and so are places that a template fills in (`{{ page.url }}`): what they lead to is not told here.
    """
    named = {match["name"].casefold(): match["to"] for match in _NAME.finditer(text)} if "]:" in text else {}
    for match in _TAG.finditer(text) if "href" in text else ():
        if not _elsewhere(match["to"]):
            yield Mark(start=match.start(), end=match.end(), value=match["to"])
    for match in _LINK.finditer(text):
        to = match["to"].strip("<>")
        if not _elsewhere(to):
            yield Mark(start=match.start(), end=match.end(), value=to)
    for match in _BY_NAME.finditer(text) if named else ():
        to = named.get((match["name"] or match["words"]).casefold(), "")
        if to and not _elsewhere(to):
            yield Mark(start=match.start(), end=match.end(), value=to)


def _elsewhere(to: str) -> bool:
    """True for an address of the web, and for what a template fills in."""
    return _SCHEME.match(to) is not None or any(sign in to for sign in _FILLED_IN)


def anchors(text: str) -> Iterator[Mark]:
    """The anchors that a text sets itself: `{ #id }`, `<a name="id">`."""
    for match in _ANCHOR.finditer(text):
        yield Mark(start=match.start(), end=match.end(), value=match["brace"] or match["tag"])


def slug(heading: str) -> str:
    """The anchor that GitHub makes of a heading: lower case, letters, digits, `-` and `_`; each space a `-`."""
    kept = [
        letter for letter in unicodedata.normalize("NFC", heading).lower() if letter in " -_" or unicodedata.category(letter)[0] in "LMN"
    ]
    return "".join(kept).strip().replace(" ", "-")


# -- codes -----------------------------------------------------------------------------------------------

_CODE = (
    r"(?:0x[0-9A-Fa-f]{4,16}|(?=[A-ZА-ЯЁ0-9_-]{0,24}\d)[A-ZА-ЯЁ][A-ZА-ЯЁ0-9]{0,11}(?:[-_][A-ZА-ЯЁ0-9]{1,12}){1,4}"
    r"|[A-ZА-ЯЁ]{1,6}\d{3,8}|(?=[A-Z_]{0,40}(?:ERR|FAULT|FAIL|WARN|EXCEPTION))[A-Z]{1,20}(?:_[A-Z]{1,20}){1,6})(?![\w-])"
)
_TOKEN = regex(r"[A-ZА-ЯЁ0][A-ZА-ЯЁ0-9x_-]{2,60}")
_WHOLE = regex(_CODE)
_GLUED = frozenset("./#-_")
_TREATED = r"[ ]\w+ed\b(?![^.\n]{0,80}[ ](?:when|if|once|whenever|because|after|by)\b)"
"""What is done with a code says not what it stands for; when it is raised does."""
_DEFINED = regex(
    rf"(?m)^[ \t|#>*+•-]{{0,12}}(?:\d{{1,3}}[.)][ \t]{{1,4}})?(?:(?i:error|code|fault|ошибка|код)[ \t]+)?"
    rf"[`*_]{{0,3}}(?P<code>{_CODE})[`*_]{{0,3}}"
    r"(?:[ \t]*(?:[:|=]|[–—-](?=[ \t]))[ \t]*(?=[^\s|])|[ \t]{0,4}\n"
    r"|(?<=[*])[ \t]{1,4}(?=[A-ZА-ЯЁ])"
    rf"|[ \t]{{1,4}}(?:means|is(?!{_TREATED})|stands[ ]for|означает|значит|это)\b|\.[ \t]+(?=[^\W\d_]))"
)


def codes(text: str) -> Iterator[Mark]:
    """Codes such as `E-1042`, `ERR_4012` and `KX231`, where they stand."""
    for token in _TOKEN.finditer(text):
        before = text[token.start() - 1 : token.start()]
        match = None if before.isalnum() or (before in _GLUED and before) else _WHOLE.match(text, token.start())
        if match is not None:
            yield Mark(start=match.start(), end=match.end(), value=match[0])


def explained_codes(text: str) -> Iterator[Mark]:
    """Codes that a line, a row or a heading begins with and goes on to explain, each from its line's start to the code's end."""
    for match in _DEFINED.finditer(text):
        yield Mark(start=match.start(), end=match.end("code"), value=match["code"])


# -- terms -----------------------------------------------------------------------------------------------

_TERM = r"(?:[\"“„«](?P<quoted>[A-ZА-ЯЁ][^\"“”„«»\n]{1,58})[\"”“»]|\*\*(?P<bold>[A-ZА-ЯЁ][^*\n]{1,58})\*\*)"
_MEANS = (
    r"(?:shall[ ]mean|means|mean|is[ ]defined[ ]as|are[ ]defined[ ]as|shall[ ]have[ ]the[ ]meaning|has[ ]the[ ]meaning|have[ ]the[ ]meaning"
    r"|означа(?:ет|ют)|понима(?:ется|ются)|обознача(?:ет|ют))\b"
)
_STATING = ("mean", "defined as")
_RUSSIAN_STATING = ("означа", "понима")  # the first also in `обозначает`
"""Each way to say that a term means something has one of these."""
_STATED = regex(rf"{_TERM}[ \n]{{0,2}}(?:\([^()\n]{{1,80}}\)[ \n]{{0,2}})?{_MEANS}")
_HEREINAFTER = (
    r"(?:(?:here(?:in)?after|hereby)[ ,]{0,2})?"
    r"(?:(?:also[ ])?(?:referred[ ]to|known|defined|called|designated)[ ](?:collectively[ ])?(?:as[ ])?)?"
)
_FURTHER = r"(?:именуе\w{1,3}[ ])?(?:далее|в[ ]дальнейшем)(?:[ ]по[ ]тексту)?(?:[ ](?:именуе\w{1,4}|называе\w{1,4}|также|совместно))?"
_UNQUOTED = regex(r"\((?:далее|в[ ]дальнейшем)(?:[ ]по[ ]тексту)?[ ]?[,:–—-][ ](?P<plain>[А-ЯЁ][\w-]{1,30}(?:[ ][\w-]{1,30}){0,3})\)")
_CALLED = regex(
    r"\((?=[\"“„«*]|the |an? |each|coll|here|also|ref|known|def|call|des|дал|в[ ]|имен)"
    rf"(?:(?:{_HEREINAFTER}(?:collectively,?[ ]?)?(?:the|each,?[ ]an?|each|an?)?|{_FURTHER})[ ]?[,:–—-]?[ ]?)?{_TERM}\)"
)
_CAPITAL = regex(r"[A-ZА-ЯЁ][\w'’-]{0,60}")
_WORD = regex(r"[\w'’-]{1,60}")


def defined_terms(text: str) -> Iterator[Mark]:
    """Terms with a capital that the text defines: `"Deposit" means`, `(the "Deposit")`, `«Взнос» означает`, `(далее — «Взнос»)`."""
    stated = any(word in text for word in _STATING) or ("а" in text and any(word in text for word in _RUSSIAN_STATING))
    for pattern in (_STATED, _CALLED) if stated else (_CALLED,):
        for match in pattern.finditer(text):
            term = (match["quoted"] or match["bold"]).strip(" ,.:;")
            if 0 < len(term.split()) <= 6:
                yield Mark(start=match.start(), end=match.end(), value=term)
    for match in _UNQUOTED.finditer(text) if "далее" in text or "дальнейшем" in text else ():
        yield Mark(start=match.start(), end=match.end(), value=match["plain"])


def uses_of(defined: Collection[str], text: str) -> Iterator[Mark]:
    """Where defined terms are used, in any Russian case or English number, in the order of the text; the longest term counts."""
    by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for term in sorted(defined, key=len, reverse=True):
        stems = [_stem(word) for word in term.split()]
        by_first[stems[0]].append((stems, term))
    for first in _CAPITAL.finditer(text) if by_first else ():
        before = text[first.start() - 1 : first.start()]
        if before.isalnum() or before in ("-", "_"):
            continue
        for stems, term in by_first.get(_stem(first[0]), ()):
            last = _ends(text, first.start(), stems)
            if last is not None:
                yield Mark(start=first.start(), end=last, value=term)
                break


def _ends(text: str, start: int, stems: Sequence[str]) -> int | None:
    """Where the words of a term that begins here end; None where other words stand here."""
    at = start
    for nth, stem in enumerate(stems):
        match = _WORD.match(text, at)
        if match is None or _stem(match[0]) != stem:
            return None
        at = match.end()
        if nth + 1 < len(stems):
            if text[at : at + 1] not in (" ", "\n", "\xa0"):
                return None
            at += 1
    return at


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """A word without what a case or a number adds to it."""
    return "".join(terms(word, stop_words=False)[-1:]) or word
