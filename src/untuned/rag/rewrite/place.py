"""A phrase in the place of one of the same shape: `for a full day` for `for half a day`, `a canoe` for `a single scull`."""

from __future__ import annotations

import re

from untuned.rag.rewrite.leaning import content, is_stop, tells
from untuned.rag.rewrite.named import items
from untuned.rag.rewrite.topic import MOST_WORDS
from untuned.text.regex import regex

_PREPOSITIONS = (
    "for|of|about|on|in|with|by|from|at|under|during|after|before|without|against|between|to|per|"
    "для|на|в|во|с|со|по|при|под|без|после|до|из|от|у|за|про|через|о|об"
)
PREPOSITION = regex(rf"(?:{_PREPOSITIONS})\s", re.IGNORECASE)
_INSIDE = regex(rf"(?<=\s)(?P<word>{_PREPOSITIONS})\s", re.IGNORECASE)
_STRETCH = (
    r"(?:minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?"
    r"|минут\w{0,2}|час(?:а|ов|у|ы)?|полчаса|д(?:ень|ня|ней|ни)|полдня|сут(?:ки|ок)|ноч(?:ь|и|ей)|недел\w{1,2}|месяц\w{0,2}|года?|лет)"
)
_OF_TIME = regex(rf"(?<!\w){_STRETCH}\W*\Z", re.IGNORECASE)
_FOR_TIME = regex(
    rf"(?<!\w)(?:for|per|на|за|в)\s+(?:(?!(?:{_PREPOSITIONS}|how|what|which|many|сколько|какой|какое)\s)[\w’'-]+\s+){{0,3}}{_STRETCH}(?!\w)",
    re.IGNORECASE,
)
_ON_DAYS = regex(
    r"(?<!\w)(?:(?:on|at|in|during|over)\s+(?:the\s+)?(?:weekends?|(?:\w+\s)?\w*days?)|"
    r"(?:по|в|во|на)\s+(?:будн|выходн|праздник|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)\w*(?:\s+дн(?:и|ям))?)(?!\w)",
    re.IGNORECASE,
)
_INDEFINITE = regex(r"an?\s+", re.IGNORECASE)
_THING = regex(r"(?<!\w)an?\s+(?=(?P<words>[\w’'-]+(?:\s+[\w’'-]+){0,5}))", re.IGNORECASE)
_BEHIND_VERB = regex(r"\b(?:do|does|did|can|could|must|may|might|shall|should|will|would)\s+\Z", re.IGNORECASE)
_BEHIND_BE = regex(r"\b(?:is|are|was|were)\s+\Z", re.IGNORECASE)
_STATE = regex(r"\w{3,}ed|open|closed|free|available|valid|due|kept|sold|full|for", re.IGNORECASE)
_MATTER = regex(
    rf"\s*(?:whom?|(?:у\s+|с\s+|к\s+)?(?:кто|кого|кому|кем))\s.*?(?P<about>\b(?:about|про|насчёт))\s(?!.*\s(?:{_PREPOSITIONS})\s)",
    re.IGNORECASE,
)
_DETERMINER = regex(r"(?:(?<!\w)(?:the|an?|my|our|your)\s+)?\Z", re.IGNORECASE)
_DETERMINED = regex(r"(?:(?:the|an?|my|our|your)\s+)?", re.IGNORECASE)
_WHEN = regex(r"today|tomorrow|tonight|now|сегодня|завтра|сейчас|зимой|весной|летом|осенью|утром|днём|вечером|ночью", re.IGNORECASE)
_OF_WHAT = regex(r"(?:of|about|про|у)\s+|for\s+(?=(?:the|my|our|your)\s)", re.IGNORECASE)
_WORD = regex(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def of_same_preposition(last: str, fragment: str) -> str:
    """The last question with the fragment in the place of the whole phrase that opens with the same preposition; "" without one.

    A stretch of time takes the place of a stretch of time alone, and stands beside anything else; days take that of days.
    """
    opens = PREPOSITION.match(fragment)
    if opens is None:
        return ""
    of_time = _FOR_TIME if lasts(fragment) else _ON_DAYS if _ON_DAYS.fullmatch(fragment) is not None else None
    if of_time is not None:
        there = list(of_time.finditer(last))
        if there:
            return f"{last[: there[-1].start()]}{fragment}{last[there[-1].end() :]}"
        return f"{last} {fragment}" if of_time is _FOR_TIME else ""
    return _in_place_of_like(last, fragment, opens[0].lower())


def _in_place_of_like(last: str, fragment: str, opening: str) -> str:
    start, beside = _start_of_like(last, fragment, opening)
    if beside:
        return f"{last} {fragment}"
    if start < 2:
        return ""
    end = _end_of_phrase(last, start, fragment)
    if _names_time(last[start:end]) != _names_time(fragment):
        end = _before_preposition(last, start)
    if len(last[start:end].split()) > MOST_WORDS or _OF_TIME.search(last[start:end]) is not None:
        return ""
    return f"{last[:start]}{fragment}{last[end:]}"


def _start_of_like(last: str, fragment: str, opening: str) -> tuple[int, bool]:
    """Where the last phrase begins that opens so and is of a year or a day as the fragment is, or else is not; and whether it has none.

    `for pensioners` stands beside `for 2026`, and takes the place of `for students`.
    """
    low, start = last.lower(), last.lower().rfind(f" {opening}") + 1
    first = start
    while start > 0:
        if _names_time(last[start : _before_preposition(last, start)]) == _names_time(fragment):
            return start, False
        start = low.rfind(f" {opening}", 0, start - 1) + 1
    return 0, first > 1


def _before_preposition(text: str, start: int) -> int:
    """Where the phrase that begins there ends before the next preposition, whichever that is."""
    following = _INSIDE.search(text, start + 1)
    return len(text) if following is None else following.start() - 1


def _names_time(text: str) -> bool:
    return any(item.kind in ("day", "year") for item in items(text, alone=True))


def lasts(fragment: str) -> bool:
    """True for a phrase that tells how long: `for a full day`, «на два часа»."""
    return _FOR_TIME.match(fragment) is not None and _OF_TIME.search(fragment) is not None


def determined(fragment: str) -> bool:
    """True for what an article opens, or `my`: nobody types it into a search box."""
    opens = _DETERMINED.match(fragment)
    return opens is not None and opens.end() > 0


def without_stretch(text: str) -> str:
    """The text without how long something lasts, which is nothing that `it` stands for."""
    return _FOR_TIME.sub(",", text)


def _end_of_phrase(last: str, start: int, fragment: str) -> int:
    """Where the phrase ends that begins there: at its noun where the fragment has the same, or before the next preposition."""
    head = content(fragment.rsplit(maxsplit=1)[-1])
    nouns = (word.end() for word in _WORD.finditer(last, start) if head and content(word[0]) == head)
    own = set(fragment.lower().split())
    others = (one.start() - 1 for one in _INSIDE.finditer(last, start + 1) if one["word"].lower() not in own)
    return min((*nouns, *others), default=len(last))


def of_same_role(last: str, fragment: str) -> str:
    """The last question about `a canoe` in place of the one thing in it that `a` or `an` opens and that no preposition stands before."""
    opens = _INDEFINITE.match(fragment)
    if opens is None or not all(tells(word) for word in fragment[opens.end() :].split()) or _OF_TIME.search(fragment) is not None:
        return ""
    places = [place for place in _things(last) if _OF_TIME.search(last[slice(*place)]) is None]
    return f"{last[: places[0][0]]}{fragment}{last[places[0][1] :]}" if len(places) == 1 else ""


def _things(text: str) -> list[tuple[int, int]]:
    """Where the things stand that `a` or `an` opens, without what a preposition belongs to, nor the verb behind a thing."""
    found: list[tuple[int, int]] = []
    for match in _THING.finditer(text):
        before, words = text[: match.start()], list(_WORD.finditer(match["words"]))
        last_word = before.split()[-1:] or [""]
        if re.fullmatch(rf"(?:{_PREPOSITIONS}|half|than|as)", last_word[0], re.IGNORECASE):
            continue
        telling = next((at for at, word in enumerate(words) if not tells(word[0])), len(words))
        if _BEHIND_BE.search(before) is not None:
            telling = next((at for at, word in enumerate(words[:telling]) if at and _STATE.fullmatch(word[0])), telling)
        elif _BEHIND_VERB.search(before) is not None and (telling == len(words) or _opens_object(words[telling][0])):
            telling -= telling > 1
        if telling:
            found.append((match.start(), match.start("words") + words[telling - 1].end()))
    return found


def _opens_object(word: str) -> bool:
    """True for a word behind a verb, such as `the` and `for`, and no verb itself."""
    return is_stop(word) and word.lower() not in ("be", "have", "need", "get")


def of_matter(last: str, fragment: str) -> str:
    """The last question with `courses` in place of `the boat` in `Who do I call about the boat?`; "" where it ends otherwise."""
    matter = _MATTER.match(last)
    return f"{last[: matter.end('about')]} {fragment}" if matter is not None and _names_a_thing(fragment) else ""


def of_subject(last: str, fragment: str, subject: str) -> str:
    """The last question about what the fragment names in place of the subject of the row that answered it; "" where it has none."""
    opens = _OF_WHAT.match(fragment)
    thing = fragment[0 if opens is None else opens.end() :]
    wanted = content(subject)
    if not wanted or not _names_a_thing(thing):
        return ""
    words = list(_WORD.finditer(last))
    for at in range(len(words)):
        for to in range(at + 1, min(len(words), at + MOST_WORDS) + 1):
            if tells(words[at][0]) and content(last[words[at].start() : words[to - 1].end()]) == wanted:
                start = _DETERMINER.search(last, 0, words[at].start())
                return f"{last[: words[at].start() if start is None else start.start()]}{thing}{last[words[to - 1].end() :]}"
    return ""


def _names_a_thing(text: str) -> bool:
    """True for words that tell, and what a preposition joins to them: «гребля для начинающих»."""
    opens = _DETERMINED.match(text)
    words = [word[0] for word in _WORD.finditer(text, 0 if opens is None else opens.end())]
    told = [word for word in words if re.fullmatch(rf"(?:{_PREPOSITIONS}|and|и)", word, re.IGNORECASE) is None]
    return bool(told) and _WHEN.fullmatch(text) is None and words[0] == told[0] and words[-1] == told[-1] and all(map(tells, told))
