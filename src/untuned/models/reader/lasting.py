"""How long something holds, as contracts tell it: their term, what a warranty lasts, what notice has to be given; English and Russian."""

from __future__ import annotations

import re

from untuned.text.dates import ENGLISH_MONTHS
from untuned.text.regex import regex

OF_CONTRACTS = r"(?:agreements?|contracts?|leases?|policy|licen[cs]e|subscription|memberships?|tenancy|charter|memorandum|amendment)"
"""What holds for a time, as alternatives of a regular expression."""
OF_RUSSIAN_CONTRACTS = r"(?:договор\w*|контракт\w*|соглашени\w+|полис\w*|лицензи\w+|подписк\w+|аренд\w+|абонемент\w*)"

_COUNT = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]\w+)?|one hundred(?: \w+){0,3}|half|several|\[?[*•_]+\]?)"
)
_WHICH = r"(?:(?:full|calendar|business|working|contract|successive|consecutive|additional|further)[ -]){0,2}"
SPAN = (
    rf"(?<![\w.,]){_COUNT}(?:[ -]*\(\s*[\w*/½ ]+\s*\))?[ -]*{_WHICH}"
    r"(?:hour|day|night|week|fortnight|month|quarter|season|year|decade)(?:s|['’]s|s['’])?(?![^\W_])"
)
"""A time in English, as `thirty (30) days` and `5-year`."""
_RUSSIAN_SPAN = (
    r"(?<![\w.,])(?:\d+|один|одного|одну|двух|два|две|тр[её]х|три|четыр\w+|пят\w+|шест\w+|сем\w+|восем\w+|девят\w+|десят\w+|двенадцат\w+"
    r"|полтора)(?: \([^)]{1,30}\))?[ -]*(?:(?:календарн|рабоч|полн)\w+ )?(?:час|дн|день|сут|недел|месяц|квартал|год|лет)\w{0,4}(?!\w)"
    r"|(?<!\w)(?:полгода|год|месяц|неделю|сутки)(?!\w)"
)
_DURATION = regex(rf"(?:{SPAN})|(?:{_RUSSIAN_SPAN})", re.IGNORECASE)
_UNENDING = r"perpetual\w*|in perpetuity|indefinite\w*|lifetime|for life|бессрочн\w+|неопредел[её]нный срок|пожизненн\w+"
_LASTING = regex(
    rf"\b(?:{_UNENDING})|\b(?:throughout|during|for) the (?:(?:full|entire|whole|remaining) )?(?:term|duration|life)\b"
    r"|(?<!\w)в течение (?:всего )?срока",
    re.IGNORECASE,
)
_DEADLINE = regex(
    r"\b(?:within|upon|by giving|on|after|before|later than|least)\W+(?:\w+\W+){0,2}$"
    r"|(?<!\w)(?:за|через|не позднее|не менее)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
"""What stands before a time by which something has to be done."""
_NOTICE = regex(r"\b(?:(?:prior|advance|written) )*(?:notice\b|notif)|(?<!\w)(?:уведом|предупре|извещ)\w+", re.IGNORECASE)
_WORD = regex(r"[^\W_][\w'’-]*")
_NEAR = 120
"""Characters between a thing and how long it lasts."""
_STEM = 6
"""First letters by which it is known: `warranties` and `warrants` are of one."""
_AROUND = 40
"""Characters beside a time, or before a contract's name, that say what of it is told."""

_DAY = rf"(?:(?:{'|'.join(ENGLISH_MONTHS)})\b|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d|(?:19|20)\d\d\b)"
_BOUND = (
    rf"(?:{SPAN}|{_DAY}|anniversary|{_UNENDING}|(?:month|year)[- ]to[- ](?:month|year)|until(?! further notice| such time)|through(?! no\b)"
    rf"|for (?:an? |the )?(?:[\w-]+ ){{0,2}}(?:term|period)\b|completion|expiration of the last|so long as|to (?:the end|{_DAY}|\d))"
)
_HOLDS = (
    r"(?:be (?:effective|valid|in (?:full )?(?:force|effect)|for\b)|continues?|remains? (?:\w+ ){0,2}?(?:in|effective|valid)|runs?|lasts?"
    r"|extends?|expires?|ends?|ending|conclud\w+|terminates?|(?:is|are) (?:for|valid|effective|in (?:force|effect))"
    r"|(?:begins?|commences?)\b.{1,160}?\b(?:end|terminat|continu|expir|conclud|remain|until|through|for a)\w*)\b"
)
_TERM = r"(?:(?:initial|primary|original|basic|contract|lease) )?(?:term|duration)\b(?! or\b)"
_TELLS_TERM = regex(
    rf"(?:\b{OF_CONTRACTS}\b(?! (?:terms|year|price)\b)(?P<between>[^.;]{{0,160}}?)\b{_HOLDS}"
    rf"|\b(?:the|this|an?|of) {_TERM}(?P<beside>[^.;]{{0,160}}?)\b(?:{_HOLDS}|(?:shall|will) (?:be|have)|has|is|of)\b)"
    rf"[^;]{{0,160}}?\b{_BOUND}",
    re.IGNORECASE,
)
_LABELLED = regex(
    r"^\W*(?:[\d.]+\W+)?(?:(?:initial |contract |agreement |lease )?(?:term|duration|end date|expir\w+(?: date)?)|срок\w*(?: \w+){0,3})"
    rf"\W*[:–—|]\W*(?:\w+\W+){{0,6}}?(?:{_BOUND}|{_RUSSIAN_SPAN}|до\b)",
    re.IGNORECASE,
)
"""`Term: three years from the first delivery`."""
_RUSSIAN_TERM = regex(
    rf"(?:{OF_RUSSIAN_CONTRACTS}|срок\w*)[^.;]{{0,160}}?"
    r"(?:действ\w+|заключ\w+|составля\w+|устан\w+|определ\w+|истека\w+|заканчива\w+|прекраща\w+|[—–:]|по)"
    rf"[^.;]{{0,100}}?(?:{_RUSSIAN_SPAN}|\b(?:до|по) (?:\d|полного|конца|момента|исполнения|«)|бессрочн|неопредел[её]нн)",
    re.IGNORECASE,
)
_NO_TERM = regex(
    r"\bsurviv\w+|\bduring the term\b|\b(?:may|can|right|option|entitled|includes?)\b"
    r"|\b(?:upon|following|after|prior to|before|on|in the event of|at) (?:the |any |such )?(?:early )?(?:expir\w+|terminat\w+|end)\b",
    re.IGNORECASE,
)
"""What is said of what comes after the end, or of who may end it."""
_NO_RUSSIAN_TERM = regex(
    r"(?<!\w)(?:после|при|до|в случае) (?:[\w-]+ )?(?:окончани|прекращени|расторжени|истечени)\w+"
    r"|(?<!\w)(?:вправе|может|плат[аы]|оплат\w+)(?!\w)",
    re.IGNORECASE,
)
_OF_PARTS = regex(r"\b(?:during|provisions?|terms|section|clause|article|breach|performance|surviv\w+)\b[^.;]*", re.IGNORECASE)
_RENEWS = regex(r"\b(?:renew\w*|exten(?:d|sion)\w*|successive|thereafter|then[- ]current)\b|(?<!\w)(?:продл|пролонг)\w+", re.IGNORECASE)


def tells_term(text: str) -> bool:
    """True for a sentence that tells until when a contract holds, or for how long."""
    if _LABELLED.match(text) or (_RUSSIAN_TERM.search(text) and not _NO_RUSSIAN_TERM.search(text)):
        return True
    return any(_is_term(text, found) for found in _TELLS_TERM.finditer(text))


def _is_term(text: str, found: re.Match[str]) -> bool:
    """False for what survives the end, may be ended, or is said of a contract's other parts."""
    if _NO_TERM.search(found["between"] or found["beside"] or "") is not None:
        return False
    return _OF_PARTS.search(text, max(found.start() - _AROUND, 0), found.start() + 1) is None


def tells_duration(text: str, of: str) -> bool:
    """True where a time that is neither a deadline nor that of a notice stands near a word that begins as what is asked about does."""
    start = of[:_STEM].lower()
    mentions = [word.start() for word in _WORD.finditer(text.lower()) if word[0].startswith(start)]
    spans = [span for span in (*_DURATION.finditer(text), *_LASTING.finditer(text)) if not _is_deadline(text, span)]
    return any(abs(span.start() - at) <= _NEAR for span in spans for at in mentions)


def _is_deadline(text: str, span: re.Match[str]) -> bool:
    before, after = text[max(span.start() - _AROUND, 0) : span.start()], text[span.end() : span.end() + _AROUND]
    return _DEADLINE.search(before) is not None or _NOTICE.search(after) is not None


def tells_notice(text: str) -> bool:
    """True where a time stands near a notice."""
    spans = list(_DURATION.finditer(text))
    return any(abs(span.start() - notice.start()) <= _NEAR for notice in _NOTICE.finditer(text) for span in spans)


def tells_renewal(text: str) -> bool:
    """True where the notice is one against going on."""
    return _RENEWS.search(text) is not None and tells_notice(text)
