"""A text's words, as search sees them: lower-cased, identifiers whole and by parts, stems, character 4-grams.

The rules, by example: `E-1042` is `e`, `1042`, `e-1042`; `response_model` is `response`, `model`, `response_model`;
`TestClient` is `test`, `client`, `testclient`; `10,000` is `10000`; `well-known` is `well`, `known`; `company's` is
`company`; `don't` is `do`, `not`; `Zürich` is `zurich`; scripts that write no spaces become character pairs. Where they are analysed,
`--ignore-case` is `ignore`, `case`, `--ignore-case`, and `-V` is `v`, `-V`. Any string is safe, NUL and lone surrogates included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from operator import add, itemgetter
from threading import Lock
from typing import Literal, NamedTuple

from untuned.text.accents import without_accents
from untuned.text.options import options_in
from untuned.text.regex import regex

Script = Literal["latin", "cyrillic", "cjk", "other"]

REVISION = "words/3"
"""Changes with every change of what a text's words are: a view made by another revision is not reused."""

LONGEST_WORD = 80
"""Characters of a word that count; what is longer is data, such as base64."""

_CACHED_PIECES = 50_000
"""Of one way of analysing: natural text repeats its words, hostile text must not fill the process."""

# Scripts written without spaces (Han, kana, Hangul, Thai, Lao, Burmese, Khmer), and marks that belong to the letter before them.
_UNSPACED = (
    "\u3005\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1780-\u17d3\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u200d\u20d0-\u20ff\ufe00-\ufe0f"
_JOINTS = r"(?:[_.'’\-‐]|(?<=\d),(?=\d{3}(?!\d)))"  # a comma joins thousands only: rows of CSV hold many

_SMALL = "a-zß-öø-ÿăąćčďđęěğıłńňőœřśşšťűůźżžа-џґ"
_LARGE = "A-ZÀ-ÖØ-ÞĂĄĆČĎĐĘĚĞŁŃŇŐŒŘŚŞŠŤŰŮŹŻŽЀ-ЯҐ"
_PLAIN = re.compile(f"[{_LARGE}]?[{_SMALL}]+|[{_LARGE}]+").fullmatch
"""Most words: letters that are what they seem, with no hump inside. Such a word is one token, itself in small letters."""
_SIMPLE = regex(rf"[^\W_]+(?:{_JOINTS}[^\W_]+)*")
_LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"
_FULL = regex(rf"{_LETTER}+(?:{_JOINTS}{_LETTER}+)*|[{_UNSPACED}]+")
_RUN = regex(f"[{_UNSPACED}]")
_UNSPACED_ALONE = re.compile(f"[{_UNSPACED}]+").fullmatch
_NEEDS_FULL = regex(f"[{_UNSPACED}{_MARKS}]")
_FIRST_UNSPACED = "\u0e01"
_PARTS = regex(r"[_.'’\-‐]")
_HUMPS = regex(r"(?<=[a-zа-яё0-9]{2})(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ]{2})(?=[A-ZА-ЯЁ][a-zа-яё])")
_THOUSANDS = regex(r"[0-9]{1,3}(?:,[0-9]{3})+")
_AROUND = " .,;:!?()[]{}<>*_`~\"'#|=-«»“”„‘’…—–"
_POSSESSIVE = regex("['’](?:s|re|ve|ll|m|d)$", re.IGNORECASE)
_CONTRACTED = regex("([a-z]{2,5})n['’]t", re.IGNORECASE)
_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall"}
_INVISIBLE = regex("[\u00ad\u200b\u200c\u2060\ufeff]")
_CJK = regex("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_CYRILLIC = regex("[\u0400-\u052f]")
_LATIN = regex("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")

# Words so common that they say nothing of a text's subject; question words among them, since a question always has one.
_ENGLISH_STOP_WORDS = """
a about an and are as at be been being but by can could did do does for from had has have how i if in into is it its just me my no nor not
of on or our shall should so such than that the their them then there these they this those to us was we were what when where which while
who whom whose why will with would you your am he her him his she
"""
_RUSSIAN_STOP_WORDS = """
а без бы был была были было в вам вас вот все всего вы где да для до его ее ей если есть еще же за и из или им их к как какая какие какой
какое каков какова каковы какого каком когда который которая которое которые кто куда ли либо мне мой моя мы на над нам нас не него нее ней
нет ни них но о об он она они оно от откуда по под почему при с свой со так такой там то того тоже только том ты у уже хотя чего чем что
чтобы чей эта эти это этого этой этом этот я
"""
# Languages whose Latin or Cyrillic words are their own. In a text of any other language (a Japanese page, say), or of none that could
# be told, Latin words are most often English, and Cyrillic words Russian.
_OTHER_LATIN = frozenset(
    code
    for codes in ("de fr es pt it tr nl pl sv da no nb nn fi cs sk hu ro hr", "sl et lv lt id ms vi az ca gl eu sq is ga cy sw tl la")
    for code in codes.split(" ")
)
_OTHER_CYRILLIC = frozenset({"uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"})
_NO_STOPS: frozenset[str] = frozenset()
_NOTHING = ("", "")


class _Mode(NamedTuple):
    """How words are analysed: which scripts have stems and stop words, and whether they are used."""

    latin: bool
    cyrillic: bool
    stem: bool
    stop_words: bool


_FIRST: Callable[[tuple[str, str]], str] = itemgetter(0)
_SECOND: Callable[[tuple[str, str]], str] = itemgetter(1)
_ONE_GRAM = 2
"""Letters of a word that is one gram with its marks."""
_FOURS: tuple[Callable[[str], tuple[str, ...]], ...] = tuple(
    itemgetter(*(slice(at, at + 4) for at in range(max(length - 1, 2)))) for length in range(LONGEST_WORD + 1)
)
"""The grams of a word of each length from three letters on, between its marks: all in one step, which takes half the time."""
_lock = Lock()
_split: dict[str, tuple[str, ...]] = {}


class Analysed(NamedTuple):
    """A text as search keeps it."""

    joined: str
    """Analysed words, in order, joined by spaces: none has one inside."""
    grams: str
    """The character 4-grams of `^word$` of every word that is no stop word, joined by spaces; scripts without spaces have none."""

    @property
    def terms(self) -> list[str]:
        """The analysed words apart."""
        return self.joined.split(" ") if self.joined else []


def words(text: str) -> list[str]:
    """The text's words, lower-cased, in order; an identifier's parts come before the whole."""
    known = _split.get
    found: list[str] = []
    for piece in text.split():
        cached = known(piece)
        found += _split_anew(piece) if cached is None else cached
    return found


def terms(text: str, *, language: str = "", stem: bool = True, stop_words: bool = True) -> list[str]:
    """The text's analysed words, in order: without stop words and stemmed, where English or Russian.

    `language` is the text's ISO 639-1 code, or "" where it could not be told. A Latin word is taken for
    English and a Cyrillic word for Russian unless the language is another one of that script.
    """
    memory = _memory(_Mode(language not in _OTHER_LATIN, language not in _OTHER_CYRILLIC, stem, stop_words))
    joined = " ".join(filter(None, map(_FIRST, map(memory.__getitem__, text.split()))))
    return joined.split(" ") if joined else []


def analyse(text: str, *, language: str = "", stem: bool = True, stop_words: bool = True) -> Analysed:
    """The text's `terms` and the grams of the same words before stemming."""
    memory = _memory(_Mode(language not in _OTHER_LATIN, language not in _OTHER_CYRILLIC, stem, stop_words))
    return Analysed(*_together(list(map(memory.__getitem__, text.split()))))


def stems(words: Sequence[str]) -> list[str]:
    """The stems of words in small letters, each English or Russian by its letters; not remembered, since these are no text's words."""
    found: list[str] = []
    for language, russian in (("english", False), ("russian", True)):
        own = [word for word in words if (word[:1] >= "а") is russian]
        with _lock:
            found += _batch_stemmer(language)(" ".join(own)) if own else []
    return found


def let_words_go() -> None:
    """Free what is remembered of the words that were analysed, some 15 MB for each kind of language; they are analysed once more."""
    _memory.cache_clear()
    _split.clear()


def stop_words(language: str = "") -> frozenset[str]:
    """The words that a text of this language is read without; none of a language that has no list here."""
    return _stops(language not in _OTHER_LATIN, language not in _OTHER_CYRILLIC)


def cuts_word(text: str, at: int) -> bool:
    """True when a cut between `text[at - 1]` and `text[at]` would split a word."""
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if _is_mark(after):
        return not before.isspace()
    return _is_letter(before) and _is_letter(after) and not _RUN.match(before) and not _RUN.match(after)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_" or _is_mark(character)


def _is_mark(character: str) -> bool:
    """True for what is written on or around the letter before it."""
    return unicodedata.category(character).startswith("M") or character == "\u200d"


def unspaced(text: str) -> bool:
    """True when some of the text is in a script that writes no spaces, where every character may begin a word."""
    return _RUN.search(text) is not None


def script(text: str) -> Script:
    """The script of most of the text's letters; `other` when there are none, or none of these."""
    counts: dict[Script, int] = {
        "latin": len(_LATIN.findall(text)),
        "cyrillic": len(_CYRILLIC.findall(text)),
        # one Han or Hangul character says about as much as three letters
        "cjk": 3 * len(_CJK.findall(text)),
    }
    best = max(counts, key=lambda name: counts[name])
    others = 0 if text.isascii() else sum(1 for character in text if character.isalpha()) - sum(counts.values()) + 2 * counts["cjk"] // 3
    return best if counts[best] > max(others, 0) else "other"


class _Memory(dict[str, tuple[str, str]]):
    """The terms and the grams of what stands between two spaces, each joined by spaces.

    A text whose pieces are all known is looked up without a step of Python for each; what is new is analysed where it is first met.
    """

    __slots__ = ("_english", "_russian", "_stops")

    def __init__(self, mode: _Mode) -> None:
        self._stops = _stops(mode.latin, mode.cyrillic) if mode.stop_words else _NO_STOPS
        self._english = _stemmer("english") if mode.stem and mode.latin else None
        self._russian = _stemmer("russian") if mode.stem and mode.cyrillic else None

    def __missing__(self, piece: str) -> tuple[str, str]:
        """What a piece has without the signs around it, remembered."""
        bare = piece.strip(_AROUND)
        options = options_in(piece) if "-" in piece else []
        if options:
            found = _together([self._of_bare(bare), *((option, "") for option in options)])
        elif bare == piece:
            found = self._of_bare(bare)
        elif (known := self.get(bare)) is not None:
            found = known
        else:
            found = self._of_bare(bare)
            self._remember(bare, found)
        self._remember(piece, found)
        return found

    def _remember(self, piece: str, found: tuple[str, str]) -> None:
        if len(piece) <= LONGEST_WORD:
            if len(self) >= _CACHED_PIECES:
                self.clear()
            self[piece] = found

    def _of_bare(self, bare: str) -> tuple[str, str]:
        """What a piece has that no signs stand around."""
        return self._of_word(_small(bare)) if _PLAIN(bare) else self._of_tokens(bare)

    def _of_word(self, token: str) -> tuple[str, str]:
        """The term and the grams of a word; nothing of a stop word. A word of letters alone has a stem; an identifier is left as it is."""
        if token in self._stops:
            return _NOTHING
        stemmed = self._english if token.isascii() else self._russian if "а" <= token[0] <= "я" else None
        if stemmed is None or not token.isalpha():
            return token, _grams(token)
        with _lock:
            found = stemmed(token)
        return (found[0] if found else "") or token, _grams(token)

    def _of_tokens(self, bare: str) -> tuple[str, str]:
        """The terms and the grams of what is no plain word: links and code repeat the tokens that they are made of."""
        if _UNSPACED_ALONE(bare) and unicodedata.is_normalized("NFKC", bare):
            return " ".join(_pairs(bare)), ""
        tokens = _apart(bare)
        if tokens == [bare]:
            return self._of_token(bare)
        found = [(self.get(token) if token.isascii() else None) or self._of_token(token) for token in tokens]
        return found[0] if len(found) == 1 else _together(found)

    def _of_token(self, token: str) -> tuple[str, str]:
        """The terms and the grams of a token, remembered where it is ASCII: any other may be what cleaning made of something else."""
        if token.isascii():
            found = self._of_word(_small(token)) if _PLAIN(token) else self._of_parts(token)
            self._remember(token, found)
            return found
        if _RUN.match(token):
            return " ".join(_pairs(token)), ""
        return self._of_word(_small(token)) if _PLAIN(token) else self._of_parts(token)

    def _of_parts(self, token: str) -> tuple[str, str]:
        """The terms and the grams of an identifier, a number, or a word with joints."""
        return _together([(word, "") if _is_pair(word) else self._of_word(word) for word in _split_token(token)])


def _small(token: str) -> str:
    """A token as search keeps it: in small letters without accents, so that `Zurich` finds `Zürich`, and cut where it is data."""
    return without_accents(token.lower())[:LONGEST_WORD]


def _is_pair(word: str) -> bool:
    """True for a pair of characters, which has no stem and no grams."""
    return word >= _FIRST_UNSPACED and len(word) <= 2


def _together(found: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The terms and the grams of several words, in order."""
    return " ".join(filter(None, map(_FIRST, found))), " ".join(filter(None, map(_SECOND, found)))


@cache
def _memory(mode: _Mode) -> _Memory:
    return _Memory(mode)


def _grams(token: str) -> str:
    marked = f"^{token}$"
    if len(token) <= _ONE_GRAM:
        return marked
    if len(token) <= LONGEST_WORD:
        return " ".join(_FOURS[len(token)](marked))
    return " ".join([marked[at : at + 4] for at in range(len(marked) - 3)])


def _split_anew(piece: str) -> tuple[str, ...]:
    bare = piece.strip(_AROUND)
    found = (_small(bare),) if _PLAIN(bare) else tuple(_tokens(bare))
    if len(piece) <= LONGEST_WORD:
        if len(_split) >= _CACHED_PIECES:
            _split.clear()
        _split[piece] = found
    return found


def _tokens(bare: str) -> list[str]:
    """The words of a piece without the signs around it."""
    found: list[str] = []
    for token in _apart(bare):
        if _PLAIN(token):
            found.append(_small(token))
        else:
            found += _split_token(token)
    return found


def _apart(bare: str) -> list[str]:
    """The tokens of a piece without the signs around it: words, identifiers, runs of characters without spaces."""
    if bare.isascii():
        return _SIMPLE.findall(bare)
    if not unicodedata.is_normalized("NFKC", bare):
        bare = unicodedata.normalize("NFKC", bare)
    bare = _INVISIBLE.sub("", bare)
    return (_FULL if _NEEDS_FULL.search(bare) else _SIMPLE).findall(bare)


def _split_token(token: str) -> list[str]:
    if _RUN.match(token):
        return _pairs(token)
    if "," in token:
        if _THOUSANDS.fullmatch(token):
            return [token.replace(",", "")]
        return [word for part in token.split(",") for word in _split_token(part)]
    if "'" in token or "’" in token:
        if (contracted := _CONTRACTED.fullmatch(token)) is not None:
            verb = contracted[1].lower()
            return [_SHORTENED.get(verb, verb), "not"]
        token = _POSSESSIVE.sub("", token)
    parts = [part for piece in _PARTS.split(token) for part in _humps(piece)]
    whole = [token.replace("‐", "-")] if _is_identifier(token) else []
    return [_small(word) for word in parts + whole]


def _humps(piece: str) -> list[str]:
    """`TestClient` as `Test`, `Client`, `TestClient`; any other piece as itself."""
    if piece.islower() or piece.isupper() or len(piece) > LONGEST_WORD or piece[1:].islower():
        return [piece]
    humps = _HUMPS.split(piece)
    return [*humps, piece] if len(humps) > 1 else [piece]


def _is_identifier(token: str) -> bool:
    if "_" in token or "." in token:
        return True
    return "-" in token and any(character.isdigit() for character in token)


def _pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:])) if len(run) > 1 else [run]


@cache
def _stemmer(language: Literal["english", "russian"]) -> Callable[[str], list[str]]:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer  # noqa: PLC0415 - loaded where stems are first needed

    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(language)).build().analyze


@cache
def _batch_stemmer(language: Literal["english", "russian"]) -> Callable[[str], list[str]]:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer  # noqa: PLC0415 - loaded where stems are first needed

    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer(language)).build().analyze


@cache
def _stops(latin: bool, cyrillic: bool) -> frozenset[str]:
    english = _ENGLISH_STOP_WORDS.split() if latin else []
    russian = _RUSSIAN_STOP_WORDS.split() if cyrillic else []
    return frozenset(english) | frozenset(russian)
