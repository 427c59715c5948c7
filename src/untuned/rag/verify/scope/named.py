"""Names in a text, and the stems by which two words are taken for one. English and Russian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

from untuned.text.language import common_words, is_german
from untuned.text.regex import regex

ThingKind = Literal["plan", "code", "version", "date", "group", "means", "section", "name"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something named in a text: as written, and the keys by which another mention of it is known."""

    kind: ThingKind
    text: str
    keys: tuple[str, ...]
    start: int = 0


WORD = regex(r"[^\W_]+(?:['’\-‑][^\W_]+)*")
_CAMEL = regex(r"[A-Za-z]+[a-z][A-Z]\w*|\w+_\w+")

_TITLES_TEXT = """
mr mrs ms dr doctor prof professor president king queen sir lord lady saint st general captain pope emperor prince princess father
minister chancellor г гн господин госпожа доктор профессор президент король королева князь святой генерал капитан царь император
принц министр папа
"""
_TITLES = frozenset(_TITLES_TEXT.split())
_NO_NAMES_TEXT = """
i i'm i'd i've api apis http https json url urls html css xml sql csv pdf id ids ui os cpu gpu ram usb faq ok usa us uk eu un tv pc it ai
utc gmt ceo cto hr pr am pm ip tcp dns ssl tls ssh sdk cli sso yaml toml md mb gb tb kb kwh aka vs bc ad dna rna english russian german
french spanish chinese american british european internet web what which who when where why how is are do does did can could should would
will may must the a an in on at for of to and or if my our your please tell explain describe define compare summarise summarize list give
name show monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december usd eur gbp rub сша ссср рф россия английский русский что кто когда где как какой какая какие какое сколько почему зачем
чей я вы в на по дай дайте назови назовите объясни объясните опиши опишите перечисли перечислите расскажи расскажите
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
_COMMON_TEXT = """
may section chapter article page figure table step part level day week year room name note after before since until during within between
while then there this that these those it its we they he she you from with by under per as at no any all every each some not only also
у к за при о об из с со от до для без под через после если чтобы куда откуда скольким скольких насколько январь февраль март апрель май
июнь июль август сентябрь октябрь ноябрь декабрь раздел глава страница таблица рисунок шаг часть уровень день неделя месяц год название
этот эта это эти он она они мы за кабинет
"""
_COMMON = _NO_NAMES.union(_COMMON_TEXT.split())


_BARE = regex(r"\b(?:von|mit|bei|für|ohne|gegen|in|aus|nach|über|per|via) \Z")
_NOUN_END = regex(r"(?:e|en|er|ern|el|eln|ung|heit|keit|schaft|tion|tät|nis|ing|tum|ment|ik|ur|t|d|g|f|b|k)\Z")


def is_common_word(word: str) -> bool:
    """True for a word that is no name although it may have a capital: `The`, `Monday`, `Section`."""
    return word.lower() in _COMMON


def names(text: str, *, known: frozenset[str] = frozenset()) -> list[Thing]:
    """Capitalised names that do not merely open a sentence; keys: their words without ranks and titles. `known` words count anywhere."""
    words = list(WORD.finditer(text))
    capitals = sum(word[0][0].isupper() for word in words)
    if len(words) > 6 and capitals > 0.7 * len(words):
        return []
    found: list[Thing] = []
    run: list[re.Match[str]] = []
    for word in words:
        named = _is_name(text, word, known)
        if run and not (named and text[run[-1].end() : word.start()] == " " and not run[-1][0].endswith(("'s", "’s"))):
            _close(run, text, found)
            run = []
        if named:
            run.append(word)
    _close(run, text, found)
    return found


def asked_for(question: str, *, known: frozenset[str] = frozenset()) -> list[Thing]:
    """The names of a question; of a German one, where every noun has a capital, those of two words or more and the `known` ones.

    One word is a name where nothing but a preposition stands before it, and it ends as few German nouns do: `von Zephyr`.
    """
    found = names(question, known=known)
    if not found or not is_german(question):
        return found
    common = common_words("de")
    return [
        thing
        for thing in found
        if not known.isdisjoint(thing.keys)
        or sum(key not in common for key in thing.keys) > 1
        or (_BARE.search(question[: thing.start]) and not _NOUN_END.search(thing.text))
    ]


def _is_name(text: str, match: re.Match[str], known: frozenset[str]) -> bool:
    word = match[0]
    low = word.lower()
    if low in known:
        return True
    if word.isdigit():
        return len(word) <= 3 and re.search(r"[A-ZА-ЯЁ][\w-]+ \Z", text[: match.start()]) is not None
    if low in _NO_NAMES or not word[0].isupper() or _CAMEL.fullmatch(word) or any(char.isdigit() for char in word):
        return False
    return not opens_sentence(text, match.start()) or _named_first(text, match)


def _named_first(text: str, match: re.Match[str]) -> bool:
    """True when the word that opens a sentence is followed by another capitalised word: `Anna Petrova called`."""
    following = re.match(r" ([A-ZА-ЯЁ][a-zа-яё]+)", text[match.end() : match.end() + 40])
    return following is not None and following[1].lower() not in _NO_NAMES and len(match[0]) > 2


def _close(run: list[re.Match[str]], text: str, found: list[Thing]) -> None:
    """Add the run of capitalised words as one name; of `Chinese-style` only what has a capital."""
    parts = [part.lower() for word in run for part in re.split(r"[-‑]", word[0]) if part and (part[0].isupper() or part.isdigit())]
    keys = tuple(part for part in parts if part not in _TITLES)
    if keys and not all(key.isdigit() for key in keys):
        found.append(Thing("name", text[run[0].start() : run[-1].end()], keys, run[0].start()))


def opens_sentence(text: str, at: int) -> bool:
    """True when what stands at `at` has a capital in any case."""
    before = text[:at].rstrip(" \t\"'«“„(*_`#>-¿¡")
    return not before or before[-1] in ".!?:;\n|…"


_ENDINGS = regex(
    r"(?:['’]s?|(?<=[а-я]{3})(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ая|яя|ую|юю|ый|ий|ое|ее|ые|ие|ом|ем|ах|ях|ым|им|ых|их|ов|ев|ию|ия|ии|ью|ам|ям|[ыиаяуюеоьй]))\Z"
)


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The word without its Russian case ending or English possessive, in small letters, ё as е."""
    return _ENDINGS.sub("", word.lower().replace("ё", "е"))


@lru_cache(maxsize=16_384)
def plain(word: str) -> str:
    """The stem without accents: `Temür` as `temur`."""
    bare = stem(word)
    return (
        bare if bare.isascii() or not re.search("[à-ž]", bare) else "".join(char for char in normalize("NFD", bare) if not combining(char))
    )


_CASES = frozenset(
    [
        "а",
        "я",
        "у",
        "ю",
        "ы",
        "и",
        "е",
        "ь",
        "й",
        "ой",
        "ей",
        "ом",
        "ем",
        "ым",
        "им",
        "ою",
        "ею",
        "ий",
        "ый",
        "ая",
        "яя",
        "ую",
        "юю",
        "ого",
        "его",
        "ому",
        "ему",
    ]
) | {""}


def in_cases(one: str, other: str) -> bool:
    """True when two Russian words in small letters are likely one in two cases: they part only in endings."""
    shared = _shared(one, other)
    return shared >= max(2, min(3, len(one) - 1, len(other) - 1)) and one[shared:] in _CASES and other[shared:] in _CASES


def alike(one: str, other: str) -> bool:
    """True when two stems are taken for one word: a case form, a plural, an abbreviation, or a slip of one letter in a long word."""
    if one == other:
        return True
    # whatever is alike begins alike, so that most pairs end here
    if len(one) < 4 or len(other) < 4 or one[0] != other[0] or any(char.isdigit() for char in one + other):
        return False
    short, long = sorted((one, other), key=len)
    if one.isascii() and len(short) >= 5 and long.startswith(short):
        return True
    shared = _shared(short, long)
    if not one.isascii() and shared >= max(4, len(short) - 1) and len(long) - shared <= 2:
        return True
    return len(short) >= 6 and _one_slip(short, long)


def _shared(one: str, other: str) -> int:
    """How many letters the two begin with alike."""
    return next((at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), min(len(one), len(other)))


def _one_slip(short: str, long: str) -> bool:
    """True when one letter is changed, added, left out, or changes places with its neighbour."""
    if len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    at = _shared(short, long)
    tail, its = short[at:], long[at:]
    return tail[1:] == its[1:] or tail == its[1:] or (len(tail) > 1 and tail[1] + tail[0] + tail[2:] == its)


_BEFORE_A_PERSON = """
mr mrs ms miss dr doctor prof professor captain ceo cto cfo director manager engineer nurse sir lady lord president minister chancellor
господин госпожа доктор профессор капитан директор инженер врач президент министр канцлер менеджер
"""
_TITLE_STEMS = frozenset(stem(word) for word in _BEFORE_A_PERSON.split())


def is_title(word: str) -> bool:
    """True for a word that stands before a person's name: `Dr`, `Captain`, `профессора`."""
    return stem(word) in _TITLE_STEMS
