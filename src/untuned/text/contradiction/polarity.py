"""Which way a statement points: denials, and words of which one says the contrary of the other. English and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from untuned.text.closed_words import Word
from untuned.text.regex import regex

_DENIALS_TEXT = """
not no never none neither nor nobody nothing without cannot не нет ни никогда никто ничто нельзя без нисколько
"""
_DENIALS = frozenset(_DENIALS_TEXT.split())
# An axis a line, and what is set in below it: the forms of one pole, a bar, the forms of the other. `*` stands for any ending.
_AXES = """
enable enabled enables enabling switched_on turned_on включен* включает включают включить
  | disable disabled disables disabling switched_off turned_off выключен* отключен*
  выключает отключает отключить
allow allowed allows allowing permitted permits permit разрешен* разрешает разрешается разрешено допуска* можно | prohibit prohibited
  prohibits forbidden forbids banned disallowed запрещ* запрет* нельзя
required mandatory compulsory obligatory needed necessary обязательн* нужен нужна нужно нужны требуется требуются необходим*
  | optional voluntary unnecessary необязательн* факультативн*
include included includes including включая | exclude excluded excludes excluding исключая
possible возможен возможна возможно | impossible невозможен невозможна невозможно
available доступен доступна доступно доступны | unavailable недоступен недоступна недоступно недоступны
supported поддерживается поддерживаются | unsupported
open opened открыт открыта открыто открыты | closed закрыт закрыта закрыто закрыты
accept accepted accepts принят* принима* | reject rejected rejects refuses refused отклон* отверг* отказ*
increase increased increases rose rises grew raised увелич* вырос* повы* | decrease decreased decreases fell falls reduced lowered
  shrank уменьш* сниз* сократ* упал*
always всегда | never никогда
safe безопасен безопасна безопасно безопасны | unsafe dangerous небезопасен небезопасно опасен опасно опасна опасны
legal lawful законен законно законна | illegal unlawful незаконен незаконно незаконна
public публичн* общедоступн* | private приватн* закрыт*
valid действителен действительна действительно действительны | invalid void недействителен недействительна недействительно
  недействительны
free бесплатн* | paid платн*
automatic automatically автоматическ* | manual manually вручную
internal внутренн* | external внешн*
true верно | false неверно
before earlier до | after later после
minimum least минимум | maximum most максимум
encrypted зашифрован* | unencrypted незашифрован*
"""
_LATER = regex(
    r"\s*(?:only|just|merely|solely|more than|less than|later than|"
    r"только|лишь|менее|более|меньше|больше|позднее|раньше)\b",
    re.IGNORECASE,
)
"""Behind `not`, these make another word of it: `not only`, `no more than`, `тем не менее`."""
_NUMBERED = regex(r"\.\s?\d")
"""Behind `No`, it is the word for a number."""
_DOUBLED_TEXT = """
ни никогда никто ничего ничто никак никакой никаких нисколько
"""
_DOUBLED = frozenset(_DOUBLED_TEXT.split())
_LACKS = frozenset(("without", "без"))
"""With a thing and without it, both may be so."""
_SWITCHED = regex(r"\b(switched|turned) (on|off)\b", re.IGNORECASE)
_HAD = regex(r"\b(?:with|without|с|со|без)\b", re.IGNORECASE)
_MAY = regex(
    r"\b(?:can|could|may|might|both|also|either|or|option\w*|choose|whether|try|works?"
    r"|можно|может|могут|также|или|либо|вариант\w*|выбрать|работает)\b",
    re.IGNORECASE,
)
_CONDITION = regex(
    r"\b(?:if|unless|only|except|excluding|when|whenever|until|otherwise|instead|should you|provided|even|some|sometimes|either|"
    r"если|когда|только|лишь|кроме(?! того)|пока|иначе|вместо|даже|иногда|либо)\b",
    re.IGNORECASE,
)


def conditions(text: str) -> frozenset[str]:
    """The words of a statement that bind what it says to something: where two statements have others, either may hold."""
    return frozenset(found[0].lower() for found in _CONDITION.finditer(text))


def _poles() -> tuple[dict[str, tuple[str, int]], list[tuple[str, str, int]]]:
    whole: dict[str, tuple[str, int]] = {}
    begun: list[tuple[str, str, int]] = []
    for line in _AXES.replace("\n  ", " ").strip().splitlines():
        axis = line.split()[0]
        for sign, side in enumerate(line.split("|")):
            for form in side.split():
                if form.endswith("*"):
                    begun.append((form[:-1], axis, sign))
                else:
                    whole.setdefault(form, (axis, sign))
    return whole, sorted(begun, key=lambda one: -len(one[0]))


_WHOLE, _BEGUN = _poles()
_BEGINNINGS = tuple(begin for begin, _, _ in _BEGUN)


def pole(word: str) -> tuple[str, int] | None:
    """The axis that a word, in small letters, is a pole of, and which pole (0 or 1)."""
    found = _WHOLE.get(word)
    if found is not None or len(word) < 5 or word.isascii() or not word.startswith(_BEGINNINGS):
        return found
    return next(((axis, sign) for begin, axis, sign in _BEGUN if word.startswith(begin)), None)


def poles(text: str, words: Sequence[Word]) -> tuple[tuple[str, int], ...]:
    """The poles of a statement's words, those of two words such as `switched off` too; sorted."""
    found = [axis for word in words if (axis := pole(word.text)) is not None]
    return tuple(sorted([*found, *(_WHOLE[f"{one[1]}_{one[2]}".lower()] for one in _SWITCHED.finditer(text))]))


def denying(axis: str, sign: int, words: Sequence[Word]) -> int:
    """How many of the words deny, and are this pole of an axis as well, as `never` is the contrary of `always`."""
    return sum(denies(word.text) and pole(word.text) == (axis, sign) for word in words)


def lacking(one: str, other: str) -> bool:
    """True where one text is the other but for `with` in the place of `without`, and neither leaves the choice."""
    return exchanges_lack(one, other) and _MAY.search(one) is None and _MAY.search(other) is None


def exchanges_lack(one: str, other: str) -> bool:
    """True where one text says `with` once where the other says `without`."""
    mine, theirs = _had(one), _had(other)
    return len(mine) == len(theirs) and sum((a in _LACKS) != (b in _LACKS) for a, b in zip(mine, theirs, strict=True)) == 1


@lru_cache(maxsize=4_096)
def _had(text: str) -> tuple[str, ...]:
    return tuple([word.lower() for word in _HAD.findall(text)])


def denies(word: str) -> bool:
    """True for a word that denies what it stands with."""
    return word in _DENIALS


def turned(text: str, words: Sequence[Word]) -> int:
    """How often a statement is turned into its contrary: its denials, but not `not only`; in Russian two that go together are one."""
    single = any(word.text == "не" for word in words)
    denials = (word for word in words if denies(word.text) and word.text not in _LACKS and not (single and word.text in _DOUBLED))
    return sum(_LATER.match(text, word.end) is None and _NUMBERED.match(text, word.end) is None for word in denials)
