"""Whether two statements speak of the same thing: by what stands above them, and by what they open with."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.text.contradiction.statement import Told
from untuned.text.words import terms

_ANAPHOR = re.compile(
    r"^\W*(?:(?:the|this|that|these|our|your|its|an?)\s+(?:product|device|item|plan|model|service|company|city|town|country|school|team|band|album|song|film|"
    r"movie|book|app|tool|system|unit|game|series|office|branch|store|site|package|tier|edition|version|release|policy|agreement|contract|party|species|"
    r"patient|drug|author|university|station|river|station|building|church|club|player|event|course|project|fee|price)\b"
    r"|(?:it|he|she|they|this|these|here|there|we)\b"
    r"|(?:изделие|продукт|товар|устройство|модель|тариф|план|услуга|сервис|компания|город|страна|школа|команда|группа|альбом|фильм|книга|приложение|система|"
    r"офис|филиал|магазин|пакет|редакция|договор|препарат|автор|университет|станция|здание|клуб|игрок|курс|проект|цена|он|она|оно|они|это|эта|этот|эти|здесь|"
    r"мы)\b)"
    r"|\b(?:этого|данного|этот|данный)\s+\w+",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(?:the|this|one)\s+(?:product|device|item|plan|model|tier|edition)\b|\b(?:издели|продукт|товар)[еаяуюо]\w{0,2}\b", re.IGNORECASE
)
"""The page says which."""
_LEAD = re.compile(
    r"^\W*(?:(?:in|for|at|during|by|as of|since|until|on|within|under|with|from|through|per)\s(?:[^,:]{1,40}[,:]|(?:1\d|20)\d\d(?=\s))"
    r"|(?:в|во|для|на|при|с|до|по|филиал\w*|офис\w*|город\w*|тариф\w*)\s(?:[^,:]{1,40}[,:]|(?:1\d|20)\d\d\s(?:год[уа]?|г\.))"
    r"|[^\s,:][^,:.]{0,30}:)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])v?(\d{1,4}(?:\.\d{1,4}){1,3})(?![\w])|(?<!\d)((?:19|20)\d\d)(?!\d)"
    r"|\b(?:v|version|release|верси[яи]|выпуск|редакция)[ .-]?(\d{1,3})\b"
)
"""Versions and years; the number of a chapter or of a file says nothing of what it is about."""
_DIGITS = re.compile(r"[\d_.-]+")
_HEADING_SIGNS = re.compile(r"[*_`#]")
_SITE = re.compile(r"(?:https?://)?(?:[\w-]{1,60}\.){1,4}[a-z]{2,12}")
"""A title that is a site's: what it says, it says of itself."""
_OWN_PARTS = re.compile(
    r"\b(?:this|these|such|said) (?:agreement|contract|exhibit|schedule|amendment|lease|study|paper|article|work|experiment)s?\b"
    r"|\b(?:here(?:by|in|of|to|under|after)|the (?:undersigned|licensor|licensee|lessor|lessee))\b"
    r"|\b(?:fig(?:ure|s|\.)|table|supplementary|appendix|section|chapter|eq(?:uation)?) ?[(\d]"
    r"|\b(?:настоящ\w{2,3} (?:договор|соглашени|контракт|стать|работ)\w*|сторон(?:ы|ами|ам) договор)"
    r"|\b(?:рис(?:\.|унк)|табл(?:\.|иц)|приложени\w+ \d)",
    re.IGNORECASE,
)
"""A document says so of itself or of its own parts: another one's are others."""
_SPEAKER = re.compile(r"\b(?:we|our|ours|us|i|my|мы|наш\w{0,3}|нас|нам|нами|я)\b", re.IGNORECASE)
_SPECIFIC = 4
"""Words that carry meaning, shared: with fewer, and no shared name, the headings say what a statement is about."""
_OWN = 6
"""With as many, a statement says itself what it is about."""


def lead_of(told: Told) -> int:
    """Where the phrase ends that a statement opens with and that says of when or of what it holds (`In 2015,`, `For Berlin:`), or 0."""
    found = _LEAD.match(told.text)
    return found.end() if found is not None and found.end() < 0.7 * len(told.text) else 0


def apart(one: Told, other: Told, *, shared: int, named: bool) -> bool:
    """True when what stands above two statements shows that each is about something else.

    `shared` words that carry meaning stand in both, a name among them where `named`.
    """
    mine, theirs = _path(one.statement.above), _path(other.statement.above)
    if not mine or not theirs:
        return False
    if _numbers_apart(mine, theirs) or _instances(one, other, mine[0], theirs[0]):
        return True
    if _unnumbered(mine[0]) == _unnumbered(theirs[0]):
        return len(mine) > 1 and len(theirs) > 1 and not _akin(mine[-1], theirs[-1])
    if named:
        return False
    if _needs_page(one, shared) or _needs_page(other, shared):
        return not (_akin(mine[-1], theirs[-1]) or _akin(mine[0], theirs[0])) and not _names_subject(one, other)
    return _parallel(mine[0], theirs[0])


def said_of_page(one: Told, other: Told) -> bool:
    """True for statements of pages with other titles that say of themselves, or of what was named before, what they say."""
    mine, theirs = _path(one.statement.above), _path(other.statement.above)
    if not mine or not theirs or _akin(mine[0], theirs[0]):
        return False
    return any(_SPEAKER.search(told.text) is not None or _ANAPHOR.search(told.text) is not None for told in (one, other))


def _instances(one: Told, other: Told, mine: str, theirs: str) -> bool:
    """True for two documents of a sort, each of which speaks of itself: policies of two sites, contracts of two parties, two papers."""
    if _unnumbered(mine) == _unnumbered(theirs):
        return False
    if _SITE.fullmatch(mine) is not None and _SITE.fullmatch(theirs) is not None:
        return True
    return _OWN_PARTS.search(one.text) is not None and _OWN_PARTS.search(other.text) is not None and not _akin(mine, theirs)


def _needs_page(told: Told, shared: int) -> bool:
    """True for a statement that says only with its page what it is about: it has few words, or points at what was named before."""
    if _PRODUCT.search(told.text) is not None or shared < _SPECIFIC:
        return True
    return shared < _OWN and _ANAPHOR.search(told.text) is not None


def _unnumbered(title: str) -> str:
    """The title without digits: files that are merely counted are called alike."""
    return _DIGITS.sub("", title)


def _names_subject(one: Told, other: Told) -> bool:
    """True when both pages say of themselves what they are about, in words of the other's path."""
    mine, theirs = ({stem for line in told.statement.above for stem in stems_of(line)} for told in (one, other))
    return bool(mine & theirs)


@lru_cache(maxsize=8_192)
def _path(above: tuple[str, ...]) -> tuple[str, ...]:
    """Title and headings in small letters, each once."""
    return tuple(dict.fromkeys(" ".join(_HEADING_SIGNS.sub(" ", line).lower().split()) for line in above if line.strip()))


@lru_cache(maxsize=8_192)
def stems_of(line: str) -> frozenset[str]:
    """The stems of a heading."""
    return frozenset(terms(line))


def _numbers_apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """True when both paths have years or versions, and no path has all of the other's."""
    one, other = ({max(found) for line in path for found in _NUMBER.findall(line)} for path in (mine, theirs))
    return bool(one) and bool(other) and not (one <= other or other <= one)


def _akin(one: str, other: str) -> bool:
    """True when two headings may be one: all words of one stand in the other."""
    a, b = stems_of(one), stems_of(other)
    return one == other or (bool(a) and bool(b) and (a <= b or b <= a))


def _parallel(one: str, other: str) -> bool:
    """True for `Pro plan` and `Team plan`: some words shared, and each has one of its own."""
    a, b = stems_of(one), stems_of(other)
    return bool(a & b) and bool(a - b) and bool(b - a)
