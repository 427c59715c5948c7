"""Whether two statements speak of the same thing: by what stands above them, and by what they open with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from untuned.text.contradiction.asked import asks, subject_of
from untuned.text.contradiction.statement import Told
from untuned.text.regex import regex
from untuned.text.words import terms

_ANAPHOR = regex(
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
_PRONOUN = regex(
    r"\W*(?:it|its|he|his|she|her|they|their|theirs|this|these|here|there|we|our|you can \w{1,12} it"
    r"|он|она|оно|они|его|её|ее|их|ему|ей|им|у (?:него|неё|нее|них)|(?:в|на) (?:нём|нем|ней|них)"
    r"|здесь|тут|это|эт[аио]т?|мы|наш\w{0,3})\b",
    re.IGNORECASE,
)
"""A statement that opens so says nothing of what it is about: its headings do."""
_DEFINITE = regex(r"\W*(?:the|this|that|these|those) [a-z]", re.IGNORECASE)
_KINDS_TEXT = """
handbook faq faqs question questions answer answers guide manual sheet information info terms conditions notes wiki overview page
introduction readme documentation docs help policy policies rules prices pricing price plans contact contacts index reference summary
brief briefly short glance working work using use details description specification specifications customer product release support
internal frequently asked general
справочник вопрос вопросы ответ ответы руководство карточка изделие изделия сведения выпуск выпуске условия заметки поддержки
правила цена цены стоимость тарифы прейскурант контакты адреса обзор описание инструкция документация помощь справка
коротко кратко памятка работа знакомство общие частые
"""
_KINDS = frozenset(stem for word in _KINDS_TEXT.split() for stem in terms(word, stop_words=False))
"""What a heading says of a document's kind, not of the thing that it is about."""
_PRODUCT = regex(
    r"\b(?:the|this|one)\s+(?:product|device|item|plan|model|tier|edition)\b|\b(?:издели|продукт|товар)[еаяуюо]\w{0,2}\b", re.IGNORECASE
)
"""The page says which."""
_LEAD = regex(
    r"^\W*(?:(?:in|for|at|during|by|as of|since|until|on|within|under|with|from|through|per)\s(?:[^,:]{1,40}[,:]|(?:1\d|20)\d\d(?=\s))"
    r"|(?:в|во|для|на|при|с|до|по|филиал\w*|офис\w*|город\w*|тариф\w*)\s(?:[^,:]{1,40}[,:]|(?:1\d|20)\d\d\s(?:год[уа]?|г\.))"
    r"|[^\s,:][^,:.]{0,30}:)",
    re.IGNORECASE,
)
ATTENTION = (
    *(
        "note",
        "please note",
        "nb",
        "important",
        "attention",
        "warning",
        "caution",
        "tip",
        "remember",
        "hint",
        "info",
        "update",
        "answer",
        "a:",
    ),
    *("внимание", "обратите внимание", "важно", "примечание", "замечание", "совет", "ответ", "помните", "предупреждение", "напоминаем"),
)
"""Openings that call for attention, and say nothing of what is spoken of."""
_NUMBER = regex(
    r"(?<![\w.])v?(\d{1,4}(?:\.\d{1,4}){1,3})(?![\w])|(?<!\d)((?:19|20)\d\d)(?!\d)"
    r"|\b(?:v|version|release|верси[яи]|выпуск|редакция)[ .-]?(\d{1,3})\b"
)
"""Versions and years; the number of a chapter or of a file says nothing of what it is about."""
_DIGITS = regex(r"[\d_.-]+")
_SHORTEST_NAME = 2
_EDITIONS_TEXT = """
lite light basic free starter start standard plus pro professional premium business enterprise team teams personal home family student max
mini ultra ultimate express advanced classic essential essentials se xl gold silver bronze platinum
лайт базовый базовая бесплатный старт стартовый стандарт стандартный плюс про профи премиум бизнес корпоративный командный личный семейный
макс мини ультра экспресс классик золотой серебряный бронзовый
"""
EDITIONS = frozenset(_EDITIONS_TEXT.split())
"""What tells the plans and models of one product apart."""
_TAIL = regex(r"(?<=\w)(?:, | \(|: | [–—-] | \| )(?P<tail>[^,:()|]{2,40})\)?\Z")
"""What says, at a title's end, which of some things of one name is meant."""
_HEADING_SIGNS = regex(r"[*_`#]")
_SITE = regex(r"(?:https?://)?(?:[\w-]{1,60}\.){1,4}[a-z]{2,12}")
"""A title that is a site's: what it says, it says of itself."""
_OWN_PARTS = regex(
    r"\b(?:this|these|such|said) (?:agreement|contract|exhibit|schedule|amendment|lease|study|paper|article|work|experiment)s?\b"
    r"|\b(?:here(?:by|in|of|to|under|after)|the (?:undersigned|licensor|licensee|lessor|lessee))\b"
    r"|\b(?:fig(?:ure|s|\.)|table|supplementary|appendix|section|chapter|eq(?:uation)?) ?[(\d]"
    r"|\b(?:настоящ\w{2,3} (?:договор|соглашени|контракт|стать|работ)\w*|сторон(?:ы|ами|ам) договор)"
    r"|\b(?:рис(?:\.|унк)|табл(?:\.|иц)|приложени\w+ \d)",
    re.IGNORECASE,
)
"""A document says so of itself or of its own parts: another one's are others."""
_SPEAKER = regex(r"\b(?:we|our|ours|us|i|my|мы|наш\w{0,3}|нас|нам|нами|я)\b", re.IGNORECASE)
Path = tuple[str, ...]
"""Title and headings as they are compared, outermost first."""
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
    if titles_apart(one.statement.above, other.statement.above) or _instances(one, other, mine[0], theirs[0]):
        return True
    if _unnumbered(mine[0]) == _unnumbered(theirs[0]):
        if not named and not _unnumbered(mine[0]).strip() and _needs_page(one, shared):
            return True  # of files that are merely counted, nothing says that they are about one thing
        return _sections_apart(one, other, mine[1:], theirs[1:], shared=_OWN if named else shared)
    return not (named or _says_title(one, other, mine, theirs)) and _pages_apart(one, other, mine, theirs, shared=shared)


def titles_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where what stands above names other years, versions, or other ones of some things of one name."""
    mine, theirs = _path(one), _path(other)
    return bool(mine) and bool(theirs) and (_numbers_apart(mine, theirs) or _tails_apart(mine[0], theirs[0]))


def _pages_apart(one: Told, other: Told, mine: Path, theirs: Path, *, shared: int) -> bool:
    """The same for statements that share no name, below titles that are not one."""
    if _of_two_things(one, other, mine, theirs, shared=shared):
        return True
    if not (_needs_page(one, shared) or _needs_page(other, shared)):
        return _parallel(mine[0], theirs[0])
    return not (_akin(mine[-1], theirs[-1]) or _akin(mine[0], theirs[0]) or _names_subject(one, other))


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
    return not _akin(mine, theirs) and _has_own_parts(one.text) and _has_own_parts(other.text)


@lru_cache(maxsize=4_096)
def _has_own_parts(text: str) -> bool:
    return _OWN_PARTS.search(text) is not None


@lru_cache(maxsize=4_096)
def _tails_apart(one: str, other: str) -> bool:
    """True for `Elder Clinic, Leeds` and `Elder Clinic, Hull`, but not for `Elder Clinic: questions` and `Elder Clinic: guide`."""
    if _editions_apart(one.split(), other.split()):
        return True
    mine, theirs = _TAIL.search(one), _TAIL.search(other)
    if mine is None or theirs is None or one[: mine.start()] != other[: theirs.start()]:
        return False
    a, b = (stems_of(tail["tail"]) - _KINDS for tail in (mine, theirs))
    return bool(a) and bool(b) and not (a <= b or b <= a)


def _editions_apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """True for `Velora Lite` and `Velora Max`: all words alike but for the edition."""
    if len(one) != len(other) or len(one) < _SHORTEST_NAME:
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and all(word.strip('«»"“”()') in EDITIONS for word in differing[0])


def _needs_page(told: Told, shared: int) -> bool:
    """True for a statement that says only with its page what it is about: it has few words, or points at what was named before."""
    if shared < _SPECIFIC or _PRODUCT.search(told.text) is not None:
        return True
    return shared < _OWN and _ANAPHOR.search(told.text) is not None


def _sections_apart(one: Told, other: Told, mine: Path, theirs: Path, *, shared: int) -> bool:
    """True for statements of one page, or of pages with one title, below headings that show them to be about two things."""
    if not mine or not theirs:
        return False
    akin = _akin(mine[-1], theirs[-1]) or any(_answered(line, one, other) for line in (mine[-1], theirs[-1]))
    return not akin or _of_two_things(one, other, mine, theirs, shared=shared)


def _of_two_things(one: Told, other: Told, mine: Path, theirs: Path, *, shared: int) -> bool:
    """True where the headings name two things, and it is they that say what the statements are about.

    So they do for a statement that opens with a pronoun, and for a short one: of a definite thing, or below a heading of its own.
    """
    first, second = ([line for line in path if _thing(line)] for path in (mine, theirs))
    if any(_one_thing(a, b, one, other) for a in first for b in second):
        return False
    if any(all(_answered(line, one, other) for line in lines) for lines in (first, second)):
        return False
    if any(_PRONOUN.match(told.text) for told in (one, other)) or shared < _SPECIFIC:
        return True
    definite = all(_DEFINITE.match(told.text) for told in (one, other))
    return shared < _OWN and (definite or min(len(mine), len(theirs)) > 1)


def _answered(heading: str, one: Told, other: Told) -> bool:
    """True for a question whose subject both statements name: `How much is the deposit?` above `The deposit is 50 euros`."""
    thing = _thing(heading) if asks(heading) else frozenset[str]()
    return bool(thing) and thing <= _said(one) & _said(other)


def _one_thing(mine: str, theirs: str, one: Told, other: Told) -> bool:
    """True where two headings name one thing.

    A question may have more words than the other heading, or fewer, where both statements, or all that stands above the other one, say
    them: `Can I return a bicycle late?` and `Late return` on a page of bicycles.
    """
    if _thing(mine) == _thing(theirs):
        return True
    if not (asks(mine) or asks(theirs)):
        return False
    a, b = subject_of(mine) - _KINDS, subject_of(theirs) - _KINDS
    both = _said(one) & _said(other)
    return not a.isdisjoint(b) and a - b <= both | _above(other) and b - a <= both | _above(one)


def _said(told: Told) -> frozenset[str]:
    return frozenset(terms(told.text))


def _above(told: Told) -> frozenset[str]:
    return frozenset(stem for line in told.statement.above for stem in stems_of(line))


@lru_cache(maxsize=8_192)
def _thing(line: str) -> frozenset[str]:
    """The stems of a heading that names a thing; what says the document's kind names none."""
    return stems_of(line) - _KINDS


def _things(path: Path) -> tuple[frozenset[str], ...]:
    return tuple(thing for line in path if (thing := _thing(line)))


def _says_title(one: Told, other: Told, mine: Path, theirs: Path) -> bool:
    """True when both statements say the words that one of the pages is called by: they need no page to tell what they are about."""
    both = one.stems & other.stems
    return any(len(thing) > 1 and thing <= both for thing in (*_things(mine), *_things(theirs)))


@lru_cache(maxsize=1_024)
def _unnumbered(title: str) -> str:
    """The title without digits: files that are merely counted are called alike."""
    return _DIGITS.sub("", title)


def _names_subject(one: Told, other: Told) -> bool:
    """True when both pages say of themselves what they are about, in words of the other's path."""
    return not _above(one).isdisjoint(_above(other))


@lru_cache(maxsize=4_096)
def _path(above: tuple[str, ...]) -> tuple[str, ...]:
    """Title and headings in small letters, each once."""
    return tuple(dict.fromkeys(" ".join(_HEADING_SIGNS.sub(" ", line).lower().split()) for line in above if line.strip()))


@lru_cache(maxsize=8_192)
def stems_of(line: str) -> frozenset[str]:
    """The stems of a heading; of a question, those of what it asks about."""
    return subject_of(line) if asks(line) else frozenset(terms(line))


def _numbers_apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """True when both paths have years or versions, and no path has all of the other's."""
    one, other = _numbers(mine), _numbers(theirs)
    return bool(one) and bool(other) and not (one <= other or other <= one)


@lru_cache(maxsize=4_096)
def _numbers(path: Path) -> frozenset[str]:
    return frozenset([max(found) for line in path for found in _NUMBER.findall(line)])


def _akin(one: str, other: str) -> bool:
    """True when two headings may be one: all words of one stand in the other."""
    a, b = stems_of(one), stems_of(other)
    if one == other or (bool(a) and bool(b) and (a <= b or b <= a)):
        return True
    if asks(one) or asks(other):
        a, b = subject_of(one), subject_of(other)
    a, b = a - _KINDS, b - _KINDS
    return bool(a) and bool(b) and (a <= b or b <= a)


def _parallel(one: str, other: str) -> bool:
    """True for `Pro plan` and `Team plan`: some words shared, and each has one of its own."""
    a, b = stems_of(one), stems_of(other)
    return bool(a & b) and bool(a - b) and bool(b - a)
