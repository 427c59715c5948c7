"""The rewrite guard: a rewritten question brings in no name, number, code or date that nobody has said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from untuned.rag.verify.scope.about import stems
from untuned.rag.verify.scope.named import WORD, Thing, alike, in_cases, is_common_word, names, opens_sentence, plain
from untuned.rag.verify.scope.numbered import codes, dotted, versions
from untuned.rag.verify.scope.whens import dates
from untuned.text.regex import regex
from untuned.text.words import stop_words

RefusedKind = Literal["name", "number", "code", "date"]

_NUMBER = regex(r"(?<![\w.,])\d+(?:[ \u00a0\u202f',.]\d{3})*(?:[.,]\d+)?(?![\w]|[.,]\d)")
_MARK = regex(
    r"(?<![\w./-])(?:[^\W\d_]+[a-z][A-Z]\w*|\w+_\w+|--\w[\w-]*|\w{2,}(?:[.@]\w{2,})+|"
    r"(?=[\w/.-]{0,80}\d)(?=[\w/.-]{0,80}[^\W\d_])\w[\w/.-]*\w)(?!\w)"
)
_ORDINAL = regex(r"(\d+)(?:st|nd|rd|th|-?[а-яё]{1,3})", re.IGNORECASE)
_WORDS = """
two два две двух двум двумя
three third три трех трем тремя третий третья третье третьего третьей
four fourth четыре четырех четырем четвертый четвертая четвертого четвертой
five fifth пять пяти пятью пятый пятая пятого пятой
six sixth шесть шести шестой шестая шестого
seven seventh семь семи седьмой седьмая седьмого
eight eighth восемь восьми восьмой восьмая восьмого
nine ninth девять девяти девятый девятая девятого
ten tenth десять десяти десятый десятая десятого
eleven одиннадцать одиннадцати
twelve двенадцать двенадцати
thirteen тринадцать тринадцати
fourteen четырнадцать четырнадцати
fifteen пятнадцать пятнадцати
sixteen шестнадцать шестнадцати
seventeen семнадцать семнадцати
eighteen восемнадцать восемнадцати
nineteen девятнадцать девятнадцати
""".strip().split("\n")
_TENS = """
twenty двадцать двадцати
thirty тридцать тридцати
forty сорок сорока
fifty пятьдесят пятидесяти
sixty шестьдесят шестидесяти
seventy семьдесят семидесяти
eighty восемьдесят восьмидесяти
ninety девяносто
hundred сто ста
""".strip().split("\n")
_VALUES = {word: str(value) for value, line in enumerate(_WORDS, 2) for word in line.split()} | {
    word: str(10 * value) for value, line in enumerate(_TENS, 2) for word in line.split()
}
"""Number words with a value of their own; `one` is mostly a pronoun, and `second` a stretch of time."""
_OPENERS_TEXT = """
describe compare contrast define discuss summarise summarize outline provide find show list name give help suggest recommend identify
clarify elaborate specify state mention considering regarding concerning besides aside apart given according assuming suppose despite
instead except like unlike including excluding compared let lets please thanks thank ok okay yes yeah no sure great interesting wow hmm
oh well now also another more most many much both either neither using getting making is are was were has have had does did
sorry pardon actually wait perfect cool nice fine good awesome excellent super alright
извини извините прости простите точнее вернее отлично супер круто здорово прекрасно замечательно великолепно
расскажи расскажите опиши опишите сравни сравните назови назовите перечисли перечислите объясни объясните покажи покажите укажи укажите
дай дайте поясни поясните уточни уточните найди найдите подскажи подскажите скажи скажите помоги помогите спасибо пожалуйста хорошо
ладно понятно да нет нужно можно есть существует существуют бывает бывают кроме помимо касательно относительно согласно вместо
"""
_OPENERS = frozenset(_OPENERS_TEXT.split()) | stop_words("en") | stop_words("ru")
"""Words that open a question and name nothing; any other word that opens one and that nobody has said may be a name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedItem:
    """Something that a rewrite brought in: [start, end) of the rewritten question."""

    kind: RefusedKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class GuardVerdict:
    """Whether a rewritten question may be searched for beside the original, which always is."""

    allowed: bool
    refused: tuple[RefusedItem, ...] = ()
    """What nobody has said, in order."""


def guard(
    rewritten: str,
    *,
    conversation: Sequence[str],
    answers: Sequence[str],
    facts: Sequence[str],
    acronyms: Mapping[str, str] = {},
) -> GuardVerdict:
    """The verdict on a rewritten question: every name, number, code and date in it must have been said.

    A name may stand in another case, in small letters, or as a part; a word that often opens a question makes none, though it has a
    capital. A number may be written otherwise (`1,000`, `1000`; `three`, `3`). Of a date each part must have been said together.

    Args:
        rewritten: The question as a model or a rule rewrote it.
        conversation: What the asker has said, the question itself included.
        answers: Earlier answers that were verified.
        facts: Lines of the project's facts.
        acronyms: What acronyms stand for: where the one was said, the other may be written.
    """
    said = "\n".join((*conversation, *answers, *facts))
    known = _Known(said + "".join(f"\n{other}" for other in _expanded(said, acronyms)), asked="\n".join(conversation))
    found = sorted(_refused(rewritten, known), key=lambda item: (item.start, -item.end))
    kept: list[RefusedItem] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return GuardVerdict(allowed=not kept, refused=tuple(kept))


class _Known:
    """What was said, made ready for many looks."""

    def __init__(self, text: str, *, asked: str) -> None:
        self.text = text
        self.stems = stems(text)
        self.numbers = frozenset(_values(text))
        self.dates = dates(text)
        self.codes = frozenset(thing.keys[0] for thing in codes(text))
        self.versions = frozenset(version.number for version in versions(text, asked=True))
        self.dotted = dotted(asked)
        """Numbers that the asker said of whatever was spoken of: `and in 2.0?`."""

    def word(self, word: str) -> bool:
        """True when the word was said, in any form, or the words whose initials it is."""
        own = plain(word)
        if any(alike(own, its) or (not own.isascii() and in_cases(own, its)) for its in self.stems):
            return True
        if not 2 <= len(own) <= 6 or not word.isupper():
            return False
        return (
            re.search(r"\b" + r"[\w'’]*[\s-](?:(?:of|the|and|for|в|и|по)\s)?".join(map(re.escape, own)) + r"\w*", self.text, re.IGNORECASE)
            is not None
        )

    def date(self, thing: Thing) -> bool:
        """True when one date that was said has every part of this one; a year alone may have been said as a number."""
        if not any(thing.keys[1:]) and thing.keys[0] in self.numbers:
            return True
        return any(all(not mine or mine == its for mine, its in zip(thing.keys, other.keys, strict=True)) for other in self.dates)


def _expanded(said: str, acronyms: Mapping[str, str]) -> Iterator[str]:
    """The other form of each acronym of which one was said."""
    for short, long in acronyms.items():
        for one, other in ((short, long), (long, short)):
            if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said, re.IGNORECASE):
                yield other


def _refused(text: str, known: _Known) -> Iterator[RefusedItem]:
    """All that was not said; what stands in a date or code is also told as a number, and dropped by the caller."""
    said = dates(text)
    spans = [(thing.start, thing.start + len(thing.text)) for thing in said]
    yield from (_item("date", thing.text, thing.start) for thing in said if not known.date(thing))
    yield from _codes(text, known, spans)
    yield from _numbers(text, known, spans)
    for thing in names(text):
        if not all(known.word(key) or key.isdigit() for key in thing.keys):
            yield _item("name", thing.text, thing.start)
    for match in WORD.finditer(text):
        if _may_be_a_name(match[0], opening=opens_sentence(text, match.start())) and not known.word(match[0]):
            yield _item("name", match[0], match.start())


def _may_be_a_name(word: str, *, opening: bool) -> bool:
    """True for a capital that the words of a language do not account for, also where every word has one or it opens a sentence."""
    low = word.lower().replace("ё", "е")
    if not word[0].isupper() or len(word) < 2 or is_common_word(word) or low in _VALUES:
        return False
    # `What's`, `Let's`, `I'll`: what stands before the apostrophe opens a sentence.
    return not (opening and re.split("['’-]", low)[0] in _OPENERS)


def _codes(text: str, known: _Known, dated: Sequence[tuple[int, int]]) -> Iterator[RefusedItem]:
    for thing in codes(text):
        if thing.keys[0] not in known.codes and not _stands(thing.text, known.text):
            yield _item("code", thing.text, thing.start)
    for version in versions(text):
        if version.number not in known.versions and version.number not in known.dotted:
            yield _item("code", version.text, version.start)
    for match in _MARK.finditer(text):
        if not _within(match.span(), dated) and _ORDINAL.fullmatch(match[0]) is None and not _stands(match[0], known.text):
            yield _item("code", match[0], match.start())


def _numbers(text: str, known: _Known, dated: Sequence[tuple[int, int]]) -> Iterator[RefusedItem]:
    for match in _NUMBER.finditer(text):
        if not _within(match.span(), dated) and _value(match[0]) not in known.numbers:
            yield _item("number", match[0], match.start())
    for match in WORD.finditer(text):
        ordinal = _ORDINAL.fullmatch(match[0])
        value = ordinal[1] if ordinal else _VALUES.get(match[0].lower().replace("ё", "е"))
        if value is not None and not _within(match.span(), dated) and value not in known.numbers:
            yield _item("number", match[0], match.start())


def _values(text: str) -> Iterator[str]:
    """The numbers of a text, written with digits or in words, and those inside its codes and dates."""
    for match in _NUMBER.finditer(text):
        yield _value(match[0])
    yield from re.findall(r"\d+", text)
    for word in WORD.findall(text):
        value = _VALUES.get(word.lower().replace("ё", "е"))
        if value is not None:
            yield value


def _value(number: str) -> str:
    """A number without separators of thousands, and with a decimal point."""
    bare = re.sub(r"(?<=\d)[ \u00a0\u202f',.](?=\d{3}(?!\d))", "", number)
    return bare.replace(",", ".")


def _stands(text: str, where: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", where, re.IGNORECASE) is not None


def _within(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _item(kind: RefusedKind, text: str, start: int) -> RefusedItem:
    return RefusedItem(kind=kind, text=text, start=start, end=start + len(text))
