"""How a question leans on what was asked before it: as a fragment, by a pronoun, or by what it leaves out. English and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from untuned.text.regex import regex
from untuned.text.words import stop_words, terms

LONGEST = 300
"""Characters of a question that is looked at: a longer one says what it is about."""

_FEW = 2
"""Telling words of a question that names nothing and may yet be whole."""

LeaningKind = Literal["fragment", "pronoun", "ellipsis", "maybe"]
"""`What about Enterprise?`, `For teams?`; `How much does it cost?`; `Why?`, `What is the price?`; `What are the side effects?`, which may
as well stand alone."""

_OPENING = regex(
    r"\s*(?:(?:ok|okay|so|well|thanks|thank you|great|perfect|cool|nice|fine|good|awesome|excellent|super|wow|alright"
    r"|got\s+it|i\s+see|interesting|hm+|sorry|pardon|actually|wait|понятно|ясно|спасибо|хорошо|отлично|супер|круто|здорово|прекрасно|замечательно|великолепно|ладно|ок"
    r"|извините|извини|простите|прости|точнее|вернее)[\s,.!:–—-]+|(?:no|nope|нет|не то)\s?[,.!:–—-]+\s*){0,3}"
    r"(?P<meant>(?:i(?:\s+(?:mean|meant)|\s+was\s+asking|['’]m\s+asking|\s+asked)(?:\s+(?:for|about|the\s+one\s+(?:for|on|of)))?"
    r"|я\s+(?:имею|имел|имела)\s+в\s+виду|имел(?:ось|ся|ась)?\s+в\s+виду|я\s+(?:спрашива(?:ю|л|ла)\s+)?(?:про|об?(?=\s)))\s+)?"
    r"(?P<and>(?:and|but|or|also|then|now|а также|а|и|но|или|тогда|ну)[\s,]+){0,2}"
    r"(?P<about>(?:(?:what|how)(?:\s+is\s+it)?\s+about|what\s+of|(?:the\s+)?same\s+(?:question\s+)?(?:for|with|about)|"
    r"как\s+(?:обстоит\s+дело\s+с|насч[её]т)|что\s+(?:насч[её]т|касается)|(?:что|как)\s+(?:с|со|по|про|об?)|"
    r"то\s+же\s+(?:самое\s+)?(?:для|про))\s+)?",
    re.IGNORECASE,
)
_ASKS = regex(
    r"(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|am|do|does|did|can|could|should|would|will|may|might|must|has|have|"
    r"had|tell|explain|describe|give|list|show|name|compare|find|say|let|i|we|you|"
    r"что|чего|чему|чем|кто|кого|кому|кем|чей|чья|какой|какая|какое|какие|какого|какую|каким|каких|какова|каковы|когда|где|куда|откуда|"
    r"почему|зачем|как|сколько|можно|нужно|надо|есть|входит|бывает|ли|расскажи\w*|объясни\w*|опиши\w*|назови\w*|покажи\w*|сравни\w*|я|мы)"
    r"(?![\w’'-])|\w+\s+ли\b",
    re.IGNORECASE,
)
_BEHIND_TEXT = """
at on in by for from to with until till since under of about during within after before without through
в во на за до с со из от по к ко о об обо у для через при под без после около
"""
_ASKS_BEHIND = regex(
    rf"(?:{'|'.join(_BEHIND_TEXT.split())})\s+(?:(?:what|which|whom|whose|when|where|how)|"
    r"(?:чего|чему|чем|чём|что|кого|кому|кем|ком|чь(?:его|ему|им|ём|ей|ю)|как(?:ого|ому|им|ом|ой|ую|их|ие|ими|ая|ое)|"
    r"котор\w+|сколько|скольки(?:х|м|ми)|куда|когда|где))(?![\w’'-])",
    re.IGNORECASE,
)
"""A preposition before what asks: `At what time`, «На какой срок»."""
_NO_SENTENCE = regex(r"(?:(?:\s+[a-z’'-]+){0,2}|\s+[\w’'-]+)\s*[?.!…]*\s*", re.IGNORECASE)
"""At most two words behind that, one in Russian, which needs no more for a sentence: `From what amount?` has no verb of its own."""
_EXPLETIVE = regex(
    r"\bit\s+(?:takes?|took)\b[^?]{0,40}?\bto\b|\b(?:is|was|be)\s+it\s+"
    r"(?:possible|necessary|safe|ok|okay|allowed|required|true|better|best|worth|likely|important|enough|permitted|legal)\b|"
    r"\b(?:is|are|was|were|be|been)\s+there\b|\bthere\s+(?:is|are|was|were|be)\b|\bthe\s+same\s+time\b|"
    r"\bчто\s+такое\b|\bкто\s+так(?:ой|ая|ие)\b|\b(?:то[тй]|того|тому|тем|те|тех|та),?\s+(?:кто|что|котор\w+|чтобы)\b|\bпри\s+этом\b|\bкак\s+это\s+сделать\b",
    re.IGNORECASE,
)
_PRONOUN = regex(
    r"(?<![\w-])(?:it|its|it['’]s|itself|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|there|such|the\s+same|"
    r"(?:which|the|that|this|another)\s+one|\w+\s+ones|(?:what|which|any|some|the)\s+others?|the\s+latter|the\s+former|"
    r"that(?=\s*(?:[?.,!]|$|is\b|was\b|mean\b|work\b|happen\w*\b|do\b|one\b))|(?<=of\s)that|(?<=for\s)that|(?<=about\s)that|(?<=with\s)that|"
    r"он|она|оно|они|его|е[её]|их|им|ими|ему|ей|н[её]м|не[её]|ней|них|ним|нею|ними|нему|него|"
    r"эт(?:от|а|о|и|ого|ой|ому|им|их|ом|у|ими)|т(?:от|е|ого|ому|ех)|там|туда|оттуда|так(?:ой|ая|ое|ие|ого|ую|им|их)|столько\s+же|"
    r"други(?:е|х|ми)|остальн\w+)(?![\w-])",
    re.IGNORECASE,
)
_OTHER = regex(
    r"(?:(?:for|on|in|with|at|from)\s+)?(?:the\s+|an)?(?:other|first|second|third|last|next|previous|former|latter)(?:\s+ones?)?\W*"
    r"|(?:(?:на|в|во|с|со|для|за|по|про)\s+)?(?:друг|втор|перв|трет|последн)(?:ой|ая|ое|ую|ого|ому|ом|ый|ий|ья|ье|ее|юю|его|яя|им|ым)\W*",
    re.IGNORECASE,
)
"""Another one of what was spoken of: which one, its words do not tell."""
_DEFINES = regex(
    r"\s*(?:what\s+(?:is|are|was|were)\s+(?!the\b)|who\s+(?:is|are|was|were)\s+|what\s+does\s+[\w-]+\s+(?:mean|stand)|define\b|"
    r"(?:tell|explain)\b|что\s+такое\b|кто\s+так(?:ой|ая|ие)\b|что\s+значит\b|что\s+означает\b)",
    re.IGNORECASE,
)


_OF_WHAT = regex(
    r"(?:and\s+)?(?:what|when|where|how\s+\w+)(?:['’]s|\s+(?:is|are|was|were))\s+the\s+\w+\s*\?*\Z|"
    r"(?:какой|какая|какое|какие|каков|какова|каковы)\s+\w+\s*\?*\Z",
    re.IGNORECASE,
)
"""`What is the price?`: of something that was named before."""
_EMPTY_TEXT = """
go goes going went work works working mean means get gets getting make makes made use used uses using tell know explain describe compare
happen happens start give show list name need needs want find say says do does done take takes took have has come came long many much
often far big old new good best well also really please thing things way ways kind kinds type types some any more most enough all very
cool choose begin learning sounds example examples question difference different main important possible after before during since until
within one ones other others first last may might must shall
работает работают работать значит означает делать сделать нужно можно надо бывает бывают сравни есть сколько долго часто много получить
узнать найти называется происходит стать будет вопрос пример разница кого кому кем чего чему чем какой какая какое какие какого какую
после перед это еще ещё per
"""
_EMPTY = frozenset(_EMPTY_TEXT.split())
"""Words of a question that an answer need not have."""
_LIGHT_TEXT = """
cost costs keep kept include included includes стоит стоят хранится хранятся хранить входит входят включен включена
"""
_LIGHT = _EMPTY.union(_LIGHT_TEXT.split())
"""Words of a question that are hardly what it is about, though its answer may well have them."""
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a question leans, and what of it is its own."""

    kind: LeaningKind
    rest: str
    """The question without what opens it: `for teams?` of `And what about for teams?`."""
    opened: bool = False
    """Something such as `and` or `what about` opens it, so that it goes on from the last question."""
    of_last: bool = False
    """It asks for one more thing of the whole last question: `From what amount?`, `Until when?`."""


def leaning(question: str) -> Leaning | None:
    """How the question leans on the ones before it; None where it stands alone, or is too long to tell."""
    if len(question) > LONGEST or not question.strip():
        return None
    opening = _OPENING.match(question)
    rest = question[opening.end() :].strip() if opening is not None else question
    about = opening is not None and (opening["about"] is not None or (opening["meant"] is not None and _ASKS.match(rest) is None))
    opened = about or (opening is not None and opening["and"] is not None)
    own = content(rest)
    behind = _ASKS_BEHIND.match(rest)
    if behind is not None and not about and _NO_SENTENCE.fullmatch(rest, behind.end()) is not None:
        return Leaning("ellipsis", rest, opened, of_last=True)
    asks = behind is not None or _ASKS.match(rest) is not None
    if about or (own and not asks and len(own) <= 4 and len(rest.split()) <= 8):
        return Leaning("fragment" if own else "ellipsis", rest, opened)
    kind = _kind(rest, asks=asks or opened)
    return None if kind is None else Leaning(kind, rest, opened)


def _kind(rest: str, *, asks: bool) -> LeaningKind | None:
    """How a text that is no fragment leans: by a pronoun, or by having too little that tells; None for one that stands alone."""
    if has_pronoun(rest):
        return "pronoun"
    telling = [word for word in _WORD.findall(rest) if tells(word)]
    if len(telling) > _FEW or _DEFINES.match(rest) is not None or _names(rest) or not (asks or telling):
        return None  # the last: `no`, `go on`
    return "maybe" if telling and _OF_WHAT.match(rest) is None else "ellipsis"


def _names(text: str) -> bool:
    """True when something in the question has a name, a code or a number of its own."""
    return any(char.isdigit() for char in text) or any(word[0].isupper() for word in text.split()[1:])


def asks_for_another(rest: str) -> bool:
    """True for `the other one`, `the second one` and «другой», which name nothing and are not about what was named."""
    return _OTHER.fullmatch(rest) is not None


def has_pronoun(text: str) -> bool:
    """True where a pronoun stands for something outside the text."""
    return next(_pronouns(text), None) is not None


def defines(question: str) -> bool:
    """True for a question that says what it is about and no more, such as `What is throat cancer?` and `Tell me about it`."""
    return _DEFINES.match(question) is not None


def content(text: str) -> list[str]:
    """The text's distinct analysed words that are no stop words."""
    return list(dict.fromkeys(terms(text)))


def tells(word: str) -> bool:
    """True for a word that a question may be about."""
    return not is_stop(word) and word.lower().replace("ё", "е") not in _LIGHT


def own_words(question: str) -> frozenset[str]:
    """The analysed words of a question that its answer should have, whatever was said before it."""
    kept = (word for word in _WORD.findall(question[:LONGEST]) if not is_stop(word) and word.lower().replace("ё", "е") not in _EMPTY)
    return frozenset(term for word in kept for term in terms(word))


def is_stop(word: str) -> bool:
    """True for a word that says nothing by itself, in English or Russian."""
    low = word.lower().replace("ё", "е").replace("’", "'")
    return low.partition("'")[0] in _STOPS


def _pronouns(text: str) -> Iterator[tuple[int, int]]:
    """Where pronouns stand for something outside the question."""
    idle = [match.span() for match in _EXPLETIVE.finditer(text)]
    for match in _PRONOUN.finditer(text):
        inside = _DEFINES.match(text) is not None and " and " in text[: match.start()]  # `What is X and where is it from?`
        if not inside and not any(start <= match.start() < end for start, end in idle):
            yield match.span()


_STOPS = stop_words("en") | stop_words("ru")
