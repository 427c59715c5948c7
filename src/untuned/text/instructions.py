"""Passages of a text that are addressed to a language model: orders to ignore its instructions, to play a part, to hide, to answer so.

Only what is hardly ever written for a human reader counts: a text about prompts may be found, too, and an order in words that are
not named here is not. English and Russian.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from untuned.text.regex import regex
from untuned.text.sentences import sentences

NOTED = "instructions_found"
"""The key of a version's metadata under which its instructions are noted."""

_REACH = 600
"""Characters behind an instruction, within its paragraph, that may still be what it orders."""
_BEFORE = 400
_WINDOW = 100_000
"""Characters that are looked at together."""
AROUND = 2_000
"""More than an instruction reaches, with its own words."""
_INVISIBLE = regex("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")

_GAP = r"[\W_]{1,6}"
_IMPERATIVE = regex(r"(?:\A|[\n.!?:;,>*#\"'“”«»(\[—–-]|\b(?:and|then|please|instead|now))[ \t]*\Z", re.IGNORECASE)
"""What stands before a verb that orders."""
_MODEL = rf"(?:ai(?:{_GAP}(?:assistants?|models?|agents?|systems?|chatbots?))?|llms?|(?:large{_GAP})?language{_GAP}models?|chatbots?)"
_MODEL_RU = (
    rf"(?:ии(?:-\w+)?|искусственн\w+{_GAP}интеллект\w*|языков\w+{_GAP}модел\w+|нейросет\w+|чат-?бот\w*|ассистент\w*|ии{_GAP}помощник\w*)"
)
_OLDER = r"(?:previous|prior|earlier|preceding|foregoing|above|your|original|initial|system|past|existing)"
_FILL = r"(?:all|any|every|everything|the|these|those|my|our|of|other|and|such|safety|content|given|to)"
_RULES = r"(?:instructions?|rules|prompts?|guidelines|directions|directives|orders|commands|programming|training|messages?|context)"
_SAY = r"(?:say|answer|tell|write|reply|respond|output|print|state|claim|report|do)"
_DROP = r"(?:ignore|disregard|forget|override|bypass|do not follow|don't follow|stop following)"
_DROP_RU = r"(?:(?:про)?игнорируй(?:те)?|(?<!не )забудь(?:те)?|не (?:следуй|выполняй|слушай|соблюдай)(?:те)?|отбрось(?:те)?|отмени(?:те)?)"
_RULES_RU = r"(?:инструкци\w+|указани\w+|правил[ао]?|команд\w*|промпт\w*|подсказк\w+|распоряжени\w+|установк\w+|приказ\w*)"
_ASKED = r"(?:user|users|human|reader|asker|person asking)"
_READY = r"(?:assistant|ai|bot|chatbot|language model|unrestricted|jailbroken|dan|persona|character|pirate|hacker|evil)"
_READY_RU = r"(?:ассистент\w*|помощник\w*|бот\w*|модел\w+|ии|робот\w*|персонаж\w*|пират\w*|нейросет\w+)"
_TURNS = r"(?:im_start|im_end|im_sep|system|user|assistant|endoftext|begin_of_text|start_header_id|end_header_id|eot_id)"

_Signs = tuple[tuple[tuple[str, ...], str], ...]
_SIGNS: _Signs = (
    # each with words of which one is in every text that it can be found in; `(?=[...])` are the letters that it begins with, which
    # Python does not see by itself where case does not matter
    (
        ("ignore", "disregard", "forget", "override", "bypass", "not follow", "n't follow", "stop following"),
        rf"(?=[idfobs])\b{_DROP}{_GAP}(?:(?:{_FILL}{_GAP}){{0,5}}(?:"
        rf"{_OLDER}{_GAP}(?:(?:{_OLDER}|{_FILL}){_GAP}){{0,3}}{_RULES}\b"
        rf"|{_RULES}{_GAP}(?:above|before this|you (?:were|have been|are) given|you have|so far"
        rf"|(?:(?:and|then|instead){_GAP}){{1,2}}{_SAY})\b)"
        rf"|all other{_GAP}{_RULES}\b"
        rf"|(?:everything|all|anything)(?:{_GAP}that)?{_GAP}(?:above|before this|you (?:were|have been) (?:told|given|taught))\b)",
    ),
    (
        ("you are now", "you're now", "from now on", "henceforth"),
        rf"\byou(?: are|'re|’re) now{_GAP}(?:\w+{_GAP}){{0,4}}?{_READY}\b|\byou(?: are|'re|’re) now in (?:\w+ ){{1,3}}mode\b"
        rf"|\b(?:from now on|henceforth){_GAP}you (?:are|will|must|shall|should|answer|respond|reply|act)\b",
    ),
    (
        (
            "system prompt",
            "system message",
            "system instruction",
            "system override",
            "developer message",
            "developer mode",
            "new instruction",
        ),
        rf"\b(?:reveal|print|repeat|output|leak|ignore|disregard|override|forget|replace){_GAP}(?:\w+{_GAP}){{0,3}}?"
        r"system (?:prompt|message|instruction)s?\b"
        r"|(?m:^)[^\w\n]*(?:system (?:prompt|message|instructions?|override)|developer message"
        r"|(?:new|updated) (?:system )?instructions?)[*_]*:"
        r"|\byour (?:new |own |hidden )?system (?:prompt|message|instructions?)\b|\b(?:enter|enable|activate) developer mode and\b",
    ),
    (
        (" ai ", " ai,", " ai:", " ais ", "llm", "language model", "chatbot", " assistant"),
        rf"(?=[acdhilmn])(?:\bas an? (?:{_MODEL}|(?:\w+ )?assistant){_GAP}you (?:must|should|shall|have to|are|will|need to)\b"
        rf"|\bif you are an? (?:{_MODEL}|(?:\w+ )?assistant)\b"
        rf"|\b(?:note|message|instructions?|attention|dear|hey)(?:{_GAP}(?:to|for))?{_GAP}(?:(?:the|any|all|every){_GAP})?{_MODEL}{_GAP}(?:\w+{_GAP}){{0,6}}?"
        rf"(?:ignore|{_SAY}|must|should|you)\b"
        rf"|\b{_MODEL}{_GAP}(?:\w+{_GAP}){{0,6}}?(?:must|should|shall){_GAP}(?:\w+{_GAP}){{0,2}}?(?:say|answer|respond|reply|state|tell|claim)\b)",
    ),
    (("<|", "inst]", "sys>>", "system_prompt>"), rf"<\|{_TURNS}\|>|\[/?INST\]|<</?SYS>>|</?system_prompt>"),
    (
        ("say that", "answer that", "reply that", "respond that", "write that", "tell "),
        r"(?:(?<=[.!:;,>*\"“(—–] )|(?<=[\n\"“(])|\A)(?:say|answer|reply|respond|write|tell (?:them|everyone|everybody|anyone|people)) "
        r"that\b(?! (?:you|we|your|our)\b)",
    ),
)

_CYRILLIC = "аеио"
"""Each of the words below has one of these letters."""
_SIGNS_RU: _Signs = (
    (
        ("игнорируй", "забудь", "не след", "не выполняй", "не слушай", "не соблюдай", "отбрось", "отмени"),
        rf"\b{_DROP_RU}{_GAP}(?:\w+{_GAP}){{0,4}}?{_RULES_RU}\b"
        rf"|\b{_DROP_RU}{_GAP}(?:вс[её]|то),?{_GAP}что{_GAP}(?:\w+{_GAP}){{0,3}}?(?:выше|раньше|ранее|сказано|написано|говорили)\b",
    ),
    (
        ("теперь", "отныне", "этого момента", "впредь"),
        rf"(?=[втос])(?:\b(?:(?:ты|вы) (?:теперь|отныне)|(?:теперь|отныне)(?: |, )(?:ты|вы)){_GAP}(?:\w+{_GAP}){{0,4}}?{_READY_RU}\b"
        rf"|\b(?:отныне|с этого момента|впредь){_GAP}(?:(?:всегда{_GAP})?(?:отвечай|говори|пиши)(?:те)?|ты)\b)",
    ),
    (
        ("системн",),
        r"\b(?:покажи|раскрой|выведи|повтори|напечатай|игнорируй|забудь|тво[йюяе]\w*|ваш\w*)(?:те)?[\W_]{1,6}(?:\w+[\W_]{1,6}){0,3}?"
        r"системн\w+ (?:промпт\w*|подсказк\w+|сообщени\w+|инструкци\w+)|(?m:^)[^\w\n]*системн\w+ (?:промпт|подсказка|инструкци[ия]):",
    ),
    (
        (" ии ", " ии:", " ии,", " ии-", "искусственн", "языков", "нейросет", "чат-бот", "чатбот", "ассистент"),
        rf"\bкак {_MODEL_RU}{_GAP}(?:ты|вы) (?:долж\w+|обязан\w*)\b|\bесли (?:ты|вы)(?: —| -)? {_MODEL_RU}\b"
        rf"|\b(?:инструкци\w+|сообщени\w+|внимание|указани\w+)(?:{_GAP}для)?{_GAP}{_MODEL_RU}\s?:",
    ),
    (
        ("не говори", "не сообщай", "не рассказывай", "не показывай", "не раскрывай"),
        rf"\bне{_GAP}(?:говори|сообщай|рассказывай|показывай|раскрывай)(?:те)?{_GAP}"
        rf"(?:(?:об )?это(?:м|го)?{_GAP})?(?:пользовател|читател|человек)\w*",
    ),
    (
        ("отвечай", "ответь", "говори", "всегда пиши"),
        rf"\b(?:отвечай|ответь|говори)(?:те)?{_GAP}(?:\w+{_GAP}){{0,2}}?(?:только|исключительно)\b|\bтолько отвечай\b"
        rf"|\bвсегда (?:отвечай|говори|пиши)(?:те)?,?{_GAP}что\b",
    ),
    (
        ("скажи, что", "скажите, что", "ответь, что", "ответьте, что", "напиши, что", "утверждай, что"),
        r"\b(?:скажи|ответь|напиши|утверждай)(?:те)?, что\b",
    ),
)

_PARTS: Mapping[str, tuple[str, ...]] = {
    "you are now": (" now", "henceforth"),
    "system prompt": ("system ", "developer m", "new instruction"),
    " ai ": (" ai", "llm", "language model", "chatbot", " assistant"),
    "say that": (" that", "tell "),
    "respond": ("respond", "reply", "answer", "nothing but", "say"),
}
"""Of signs with many words, by the first of them: each word has one of these, and hardly a text has any."""

_TURN = regex(r"###\s?(?:instruction|system|assistant|human)\s?:", re.IGNORECASE)
_TURN_SIGNS: _Signs = ((("###",), rf"(?m:^)[^\w\n]{{0,3}}{_TURN.pattern}"),)
"""Where `_TURN` is found at all: most that begins so is a heading, and to look at the beginning of every line takes much longer."""

_DENIED = ("do not ", "don't ", "never ")
_HIDING: _Signs = (
    # the same, where they begin an order that is denied by one of these
    (
        (" tell ", " inform ", " alert ", " warn ", " notify ", " reveal ", " mention ", " disclose ", " show "),
        rf"(?=[dn])\b(?:do not|don't|don’t|never) (?:(?:tell|inform|alert|warn|notify) (?:this to |it to )?"
        rf"|(?:reveal|mention|disclose|show) (?:this|it|that|these|any of this)(?: \w+){{0,2}} to )(?:the |your |any )?{_ASKED}\b",
    ),
)
_ORDERS: _Signs = (
    # the same, where they begin any order
    (
        ("act as", "pretend"),
        rf"\b(?:act as|pretend to be|pretend you are)(?: if you were)?{_GAP}(?:\w+{_GAP}){{0,3}}?{_READY}\b",
    ),
    (
        (
            "respond",
            "reply",
            "answer only",
            "only answer",
            "just answer",
            "nothing but",
            "say only",
            "always say",
            "always answer",
            "answer to",
        ),
        r"(?=[ajorsw])(?:\b(?:respond|reply|answer)(?: to (?:the|every|all|any|each) \w+)?,? (?:only|just|exclusively|solely|nothing but) "
        r"(?:with|by|in|that|using)\b|\b(?:only|just) (?:respond|reply|answer) (?:with|that)\b"
        r"|\b(?:say|output|write) (?:only|nothing but) (?:that|the words?)\b"
        r"|\balways (?:say|answer|reply|respond) (?:that|with the words?|to every)\b)",
    ),
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """Words, [start, end) of a text, that are addressed to a language model; what they may order is [first, last) around them."""

    start: int
    end: int
    first: int
    last: int

    def meets(self, start: int, end: int) -> bool:
        """True when [start, end) has something of what is ordered."""
        return start < self.last and self.first < end


def instructions(text: str) -> list[Instruction]:
    """What of a text is addressed to a language model, in order, without overlaps; empty for almost every text.

    Each reaches from the beginning of its sentence to the end of its paragraph, 600 characters at most.
    """
    windows = range(0, max(len(text), 1), _WINDOW)
    return list(_apart(text, sorted({span for start in windows for span in _spans(text, start, start + _WINDOW + AROUND)})))


def _spans(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the text for each sign in its part [first, last): a part at a time, since each is held several times over."""
    bare, places = _visible(text[first:last])
    low = f" {' '.join(bare.lower().split())} "
    for start, end in _all_found(bare, low):
        yield (first + places[start], first + places[end - 1] + 1) if places else (first + start, first + end)


def _all_found(text: str, low: str) -> Iterator[tuple[int, int]]:
    # all that its words can stand in, with apostrophes of one kind: of a Chinese page a small part
    english = low.replace("’", "'").encode("ascii", "ignore").decode()
    yield from _found(text, english, _SIGNS)
    if any(letter in low for letter in _CYRILLIC):
        yield from _found(text, low, _SIGNS_RU)
    if _TURN.search(text):
        yield from _found(text, english, _TURN_SIGNS)
    yield from _found(text, english, _ORDERS, _IMPERATIVE)
    if any(word in english for word in _DENIED):
        yield from _found(text, english, _HIDING, _IMPERATIVE)


def addressed(text: str, start: int, end: int) -> bool:
    """True when [start, end) of the text has something of what is ordered in it. Only what stands around it is looked at."""
    left = max(start - AROUND, 0)
    return any(one.meets(start - left, end - left) for one in instructions(text[left : end + AROUND]))


def without_instructions(text: str) -> str:
    """The text, as long as before, with blanks in the place of what it says to a language model."""
    parts: list[str] = []
    begin = 0
    for found in instructions(text):
        parts += [text[begin : found.first], re.sub(r"[^\n]", " ", text[max(found.first, begin) : found.last])]
        begin = max(found.last, begin)
    return "".join((*parts, text[begin:]))


def _found(text: str, low: str, signs: _Signs, before: re.Pattern[str] | None = None) -> Iterator[tuple[int, int]]:
    """[start, end) of each sign in the text; `low` is the text in small letters, its words one space apart."""
    for words, pattern in signs:
        if any(part in low for part in _PARTS.get(words[0], words)) and any(word in low for word in words):
            for found in _compiled(pattern).finditer(text):
                if before is None or before.search(text, max(0, found.start() - 20), found.start()):
                    yield found.span()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _visible(text: str) -> tuple[str, Sequence[int]]:
    """The text without signs of no width, which can part a word unseen, and the place of each of its characters; none if it is the text."""
    if _INVISIBLE.search(text) is None:
        return text, array("L")
    places = array("L")
    begin = 0
    for found in _INVISIBLE.finditer(text):
        places.extend(range(begin, found.start()))
        begin = found.end()
    places.extend(range(begin, len(text)))
    return _INVISIBLE.sub("", text), places


def _apart(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Instruction]:
    """The spans with their reach; one within the last one's words is none of its own."""
    behind = 0
    for start, end in spans:
        if start < behind:
            continue
        behind = end
        nearest = max(start - _BEFORE, 0)
        opening = max(text.rfind("\n\n", nearest, start), nearest)
        closing = text.find("\n\n", end, end + _REACH)
        held = sentences(text, opening, end)
        first = max((begin for begin, _ in held if begin <= start), default=start)
        yield Instruction(start, end, first, min(end + _REACH, len(text)) if closing < 0 else closing)
