"""Whether a plain text says nothing but that it cannot answer. English and Russian."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.text.regex import regex
from untuned.text.sentences import sentences

_LONGEST = 150
"""Words of a refusal with its reasons; what is longer says something else as well."""

_SOURCE = r"(?:passages?|documents?|contexts?|sources?|texts?|information|excerpts?|articles?|materials?|data|knowledge)"
_RUSSIAN = r"(?:текст|документ|контекст|отрыв[а-я]*|источник|материал|фрагмент|информаци|данн)[а-я]*"
_SORRY = r"(?:(?:unfortunately|sorry|i\s+am\s+sorry|i'm\s+sorry|i\s+apologi[sz]e|к\s+сожалению)\b[\s,.:;-]*(?:but\s+)?)?"
_LACKS = r"(?:provide|contain|mention|specify|state|include|give|say|answer|offer|discuss|address|explain|indicate|have|tell)"
_DECLINES = regex(
    rf"^\W*{_SORRY}(?:"
    r"(?:i|we)\s+(?:do\s+not|don't|cannot|can't|can\s+not|could\s+not|couldn't|did\s+not|didn't)\s+"
    r"(?:know|answer|find|have\s+(?:enough|any|the|sufficient)|determine|see\s+any|provide|tell|say)"
    rf"|(?:based\s+on|according\s+to|from|given)\s+(?:the|these|this|your|what)?\s*(?:\w+\s+){{0,2}}{_SOURCE}(?:\s+\w+)?,?\s*"
    r"(?:i\s+(?:cannot|can't)|it\s+(?:is\s+(?:not\s+(?:stated|clear|specified|mentioned)|unclear|(?:not\s+possible|impossible)\s+to\s+"
    r"(?:say|tell|know|determine|answer))|cannot\s+be\s+(?:determined|said|told))|there\s+is\s+no\s+(?:\w+\s+)?(?:information|mention|answer|data))"
    rf"|(?:the|these|this|none\s+of\s+the|no)\s+(?:\w+\s+){{0,2}}{_SOURCE}(?:\s+(?:provided|given|above))?\s+"
    rf"(?:(?:do(?:es)?|did)\s+not|don't|doesn't|didn't)\s+(?:\w+\s+)?{_LACKS}"
    rf"|(?:the|these|this|none\s+of\s+the)\s+(?:\w+\s+){{0,2}}{_SOURCE}\s+(?:contains?\s+no|has\s+no|have\s+no|says?\s+nothing|provides?\s+no|answers?\b)"
    rf"|there\s+is\s+(?:no|not\s+(?:enough|any))\s+(?:\w+\s+){{0,2}}(?:{_SOURCE}|answer|mention)"
    rf"|(?:it\s+is\s+)?not\s+(?:stated|specified|mentioned|enough\s+information|answerable|in\s+the\s+{_SOURCE})"
    r"|(?:no\s+answer|unanswerable|unknown|n/?a|none|not\s+found)\W*\Z"
    r"|(?:я\s+)?не\s+(?:знаю|могу\s+(?:ответить|найти|сказать|дать)|удалось\s+найти|нашл[а-я]+|наш[её]л)"
    rf"|в\s+(?:\w+\s+){{0,3}}{_RUSSIAN}\s+(?:\w+\s+){{0,2}}(?:нет|не\s+(?:указан|сказан|упомина|содерж|говор|сообща|привод|назван|найден))"
    rf"|(?:\w+\s+){{0,2}}{_RUSSIAN}\s+(?:\w+\s+)?не\s+(?:содерж|отвеча|упомина|указыва|сообща|да[её]т|дают)"
    r"|(?:нет\s+(?:ответа|данных|информации|сведений)|ответа?\s+не(?:т|\s+найден)|неизвестно\b(?!\s+\w))"
    r")",
    re.IGNORECASE,
)
_UNABLE = regex(
    r"\bunable\s+to\s+(?:answer|find|determine|provide|locate|say|tell)"
    r"|\bcannot\s+be\s+(?:answered|determined|found|told)|\bне\s+(?:могу|удалось)\s+(?:ответить|найти|определить)",
    re.IGNORECASE,
)
_TURNS = regex(r"\b(?:however|but|although|that said|nevertheless|однако|но|тем не менее|зато|хотя)\b[^.]*?(?:\d|\b[A-ZА-ЯЁ]\w)")
_ABOUT_SOURCES = regex(
    rf"^\W*(?:\w+,\s+)?(?:(?:the|these|this|each|both|all|neither)\s+)?(?:\w+\s+){{0,2}}?(?:{_SOURCE}|it|they|{_RUSSIAN}|он[аои]?)\b|:\s*\Z|\?\W*\Z",
    re.IGNORECASE,
)
"""A sentence about what was read, or one that only leads to the next."""


@lru_cache(maxsize=256)
def declines(text: str) -> bool:
    """True for a refusal with its reasons, by sentences; false for one that goes on to answer (`... however, it was in 1998`)."""
    bare = text.strip().replace("’", "'")
    if not bare or len(bare.split()) > _LONGEST:
        return False
    refused = False
    for start, end in sentences(bare):
        sentence = bare[start:end]
        if _refuses(sentence):
            refused = True
        elif _ABOUT_SOURCES.search(sentence) is None:
            return False
    return refused


def _refuses(sentence: str) -> bool:
    if _TURNS.search(sentence) is not None:
        return False
    return _DECLINES.match(sentence) is not None or _UNABLE.search(sentence) is not None
