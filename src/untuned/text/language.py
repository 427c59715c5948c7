"""The language of a piece of text, by script first, then by its commonest words, then by a statistical model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from untuned.text.languages import classifier
from untuned.text.regex import regex

SAMPLE = 600
"""Characters that are looked at: more change the outcome no longer."""

_LEAST_LETTERS = 10
_LEAST_PROBABILITY = 0.5
_FEW_WORDS = 2
"""Words of a language that make more than an accident: an English question may have one `die`."""

_SCRIPTS = regex(
    "([A-Za-z\u00c0-\u024f\u1e00-\u1eff])|([\u0400-\u052f])|([\u3040-\u30ff])|([\u3400-\u4dbf\u4e00-\u9fff])|([\uac00-\ud7af])"
    "|([\u0900-\u097f])|([\u0370-\u03ff])|([\u0590-\u05ff])|([\u0600-\u06ff])|([\u0e00-\u0e7f])"
)
_NAMES = ("latin", "cyrillic", "kana", "han", "hangul", "devanagari", "greek", "hebrew", "arabic", "thai")
_WRITTEN_IN = {
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"),
    "kana": ("ja",),
    "han": ("zh", "ja"),
    "hangul": ("ko",),
    "devanagari": ("hi", "mr", "ne"),
    "greek": ("el",),
    "hebrew": ("he",),
    "arabic": ("ar", "fa", "ur"),
    "thai": ("th",),
}
_NOT_LATIN = frozenset(code for codes in _WRITTEN_IN.values() for code in codes)

# Commonest words that the other languages of the list do not have, or have seldom.
_COMMON_WORDS = {
    "en": "the of and is are how what which when where why who does you your with this that it can be for from was were not if will have",
    "de": "der die das und ist nicht ein eine mit für auf wie was wird werden sie ich zu den dem des auch sich kann wenn von oder "
    "wer wo wann warum welche welcher welches welchen hat haben gibt wir zum zur vom beim",
    "fr": "le les des et est une dans pour que qui sur avec vous pas ce cette sont comment du au ne être pouvez ou où "
    "quel quelle quels quelles combien pourquoi quand",
    "es": "el los las y es una para que con por se del cómo qué su como son más puede este esta si cuando usted al "
    "dónde cuándo cuánto cuánta cuántos cuántas quién quiénes cuál cuáles hace tiene",
    "pt": "o os as e é um uma para que com não por se do da em no na como você ou dos das mais são isso ao pode "
    "quanto onde quem qual quais quando faz tem têm",
    "it": "il gli e è un una per che con non di del della nel come sono si può questo questa anche lo i se alla più "
    "dove quale quali chi cosa perché quanti",
    "tr": "ve bir bu için ile nasıl mi mı olarak daha çok gibi değil var olan kadar sonra ancak bunu eğer "
    "nedir neden nerede hangi kaç kim mu mü",
    "nl": "de het een en van is dat niet te zijn met voor op hoe wat er aan ook kan je deze als naar wordt "
    "wie waar wanneer waarom welke hoeveel heeft",
    "ru": "и как что это для из или по от при также на не с если чтобы так все его можно у "
    "какой какая какие каким почему сколько когда где кто",
    "uk": "як що це та цей ця для у або від також не якщо щоб ви він вона бути може який яка які яким чому скільки коли де хто",
    "pl": "i w z na nie się jest to że do jak co są dla po ale czy lub ten od oraz przez być można "
    "gdzie kiedy dlaczego ile który która które jaki jaka jakie",
}
# Letters that make a word count for a language, beside its commonest words.
_TELLING = {"de": "ßä", "fr": "êèœû", "es": "ñ¿¡", "pt": "ãõ", "tr": "ğşı", "pl": "ąęłńśźż", "ru": "ыэъё", "uk": "іїєґ"}
_TELLING_LETTERS = {code: frozenset(letters) for code, letters in _TELLING.items()}
_ENGLISH_ASKING = frozenset(["who", "what", "when", "where", "why", "which", "how", "whose"])
"""Words that open a question in English alone: two words are enough with one, in "Who is Liis Pärn?"."""
_ENGLISH_TOO_TEXT = "die was hat pour comment as do no com per con come i is met van to ale ten od"
_ENGLISH_TOO = frozenset(_ENGLISH_TOO_TEXT.split())
"""Commonest words of other languages that are English as well."""
_QUESTION = 12
"""Words of a question, at most."""
_NOT_RUSSIAN = regex("[\u0400\u0402-\u040f\u0450\u0452-\u052f]")
"""Cyrillic letters that Russian lacks."""
_NOT_PROSE = regex(r"`[^`]*`|https?://\S+|\]\([^)]*\)|<[^>]*>|\{[^}]*\}")
_QUOTED = regex(r"«[^«»]*»|“[^“”]*”|„[^„“]*“|\"[^\"]*\"")
_WORD = regex(r"(?<![^\W_])[^\W\d_]++(?!-?\d)|[¿¡]")
"""Not the letters of a code: the `O` of `O-1009` is no Portuguese article."""


def language_of(text: str, *, languages: Sequence[str]) -> str:
    """The likeliest of `languages` (ISO 639-1 codes) for the text, or "" where there is too little to tell by.

    Letters of no configured language's script give "". Only the first `SAMPLE` characters count.
    """
    sample = _NOT_PROSE.sub(" ", text[:SAMPLE])
    script, letters = _main_script(sample)
    if not script:
        return ""
    if script == "latin":
        candidates = tuple(code for code in languages if code not in _NOT_LATIN)
    else:
        candidates = tuple(code for code in languages if code in _WRITTEN_IN[script])
    if len(candidates) <= 1:
        return candidates[0] if candidates and (script != "latin" or letters >= _LEAST_LETTERS or _asks(sample, candidates)) else ""
    if script == "han":
        return "zh" if "zh" in candidates else candidates[0]
    if letters < _LEAST_LETTERS:
        return _asks(sample, candidates)
    return _by_letters(sample, candidates) or _by_words(sample, candidates) or _by_model(sample, candidates)


def script_of(language: str) -> str:
    """The name of the script that a language is written in; `latin` for all that have no other here."""
    return next((script for script, codes in _WRITTEN_IN.items() if language in codes), "latin")


def is_russian(question: str) -> bool:
    """True where a question is to be answered in Russian: asked in its words, whatever English names and terms it has.

    What stands in quotation marks does not count; with a letter that Russian lacks, as Kazakh or Serbian has, it is no Russian question.
    """
    asked = _QUOTED.sub(" ", _NOT_PROSE.sub(" ", question[:SAMPLE]))
    found, wide = _words_of(asked)
    if _NOT_RUSSIAN.search(asked) is not None or not any(_script_of(word[0]) == "cyrillic" for word in wide):
        return False
    return _telling(found, wide, "ru") >= _telling(found, wide, "en") and language_of(asked, languages=("ru", "uk")) != "uk"


def is_german(text: str) -> bool:
    """True where more of a text's commonest words are German than English: a language that writes every noun with a capital."""
    found, wide = _words_of(text[:SAMPLE])
    german = _telling(found, wide, "de")
    return german >= _FEW_WORDS and german > _telling(found, wide, "en")


def language_by_words(text: str) -> str:
    """The language whose commonest words the text has clearly most of, of those that such a list is kept of; "" where it is close."""
    sample = text[:SAMPLE]
    return _by_words(sample, tuple(_COMMON_WORDS)) if _main_script(sample)[0] in ("latin", "cyrillic") else ""


def _main_script(sample: str) -> tuple[str, int]:
    """The name of the script of most letters and how many letters it has; Latin only where nothing else is a third.

    Technical text in any language is full of Latin words, hence the unequal weights; a few kana among Han letters are Japanese.
    """
    if sample.isascii():
        letters = sum(map(str.isalpha, sample))
        return ("latin", letters) if letters else ("", 0)
    counts: dict[str, int] = dict.fromkeys(_NAMES, 0)
    for letter, times in Counter(sample).items():
        name = _script_of(letter)
        if name:
            counts[name] += times
    if counts["kana"] * 8 >= counts["han"] and counts["kana"]:
        counts["kana"] += counts["han"]
        counts["han"] = 0
    for name in ("kana", "han", "hangul"):
        counts[name] *= 3  # one such letter says as much as about three of an alphabet
    other = max(_NAMES[1:], key=lambda name: counts[name])
    if counts[other] and counts[other] * 2 >= counts["latin"]:
        return other, counts[other]
    return ("latin", counts["latin"]) if counts["latin"] else ("", 0)


@lru_cache(maxsize=4_096)
def _script_of(letter: str) -> str:
    """The name of a letter's script; "" for any other character."""
    match = _SCRIPTS.match(letter)
    return "" if match is None else _NAMES[(match.lastindex or 1) - 1]


def _asks(sample: str, candidates: tuple[str, ...]) -> str:
    """English for what opens as only an English question does, however short it is: "How to fix E-1"."""
    first = _WORD.search(sample)
    return "en" if "en" in candidates and first is not None and first[0].lower() in _ENGLISH_ASKING else ""


def _by_letters(sample: str, candidates: tuple[str, ...]) -> str:
    """Russian or Ukrainian, where only these two are possible: hardly a Ukrainian sentence shows no sign of being one."""
    if not set(candidates) <= {"ru", "uk"}:
        return ""
    found, wide = _words_of(sample)
    russian, ukrainian = _telling(found, wide, "ru"), _telling(found, wide, "uk")
    return "uk" if ukrainian > russian else "ru" if russian > ukrainian or not russian else ""


def _by_words(sample: str, candidates: tuple[str, ...]) -> str:
    """The language whose commonest words the sample has clearly most of; "" where a candidate has no list or it is close."""
    if not all(code in _COMMON_WORDS for code in candidates):
        return ""
    found, wide = _words_of(sample)
    asks = 0 < len(found) <= _QUESTION and found[0] in _ENGLISH_ASKING
    counts = sorted(((_telling(found, wide, code) + (asks and code == "en"), code) for code in candidates), reverse=True)
    (most, best), (second, _) = counts[0], counts[1]
    clear = most >= 2 * second + 1 and most * 12 >= len(found)
    return best if clear and (best == "en" or not _english_alone(found, wide, best)) else ""


def _english_alone(found: list[str], wide: list[str], code: str) -> bool:
    """True where all that speaks for a language are words that English has too: `per` is no sign of Italian."""
    return not _telling([word for word in found if word not in _ENGLISH_TOO], wide, code)


def _words_of(sample: str) -> tuple[list[str], list[str]]:
    """The words in small letters; and those of them that have other letters than a to z, but for Latin names inside the text."""
    if sample.isascii():
        return _WORD.findall(sample.lower()), []
    found = _WORD.findall(sample)
    wide = [word.lower() for at, word in enumerate(found) if not word.isascii() and not (at and word[0].isupper() and word[0] < "\u0250")]
    return [word.lower() for word in found], wide


def _telling(found: list[str], wide: list[str], code: str) -> int:
    """How many of the words speak for the language."""
    letters = _TELLING_LETTERS.get(code)
    return sum(map(common_words(code).__contains__, found)) + (len(wide) - sum(map(letters.isdisjoint, wide)) if letters else 0)


def _by_model(sample: str, candidates: tuple[str, ...]) -> str:
    """The statistical model's choice among the candidates, if it gives it at least even odds."""
    classify = classifier(candidates)
    if classify is None:
        return ""
    code, probability = classify(sample)
    return code if probability >= _LEAST_PROBABILITY else ""


@lru_cache(maxsize=32)
def common_words(code: str) -> frozenset[str]:
    """The commonest words of a language that a list is kept of, in small letters."""
    return frozenset(_COMMON_WORDS[code].split())
