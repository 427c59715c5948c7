"""What somebody is reached by: questions for a telephone's number or an e-mail address, and texts that have one; English and Russian."""

from __future__ import annotations

_WHOSE = (
    r"(?:(?!(?:of|for|in|on|at|to|by|with|about|behind|before|after|from|an?|is|are|do|does|that|which|send|sending|write|writing)\b)"
    r"[\w'’&-]+ )"
)
"""A word before a noun that says whose or which it is: "the night porter's phone number"; and no "price of the phone"."""
_OF = r"(?= (?:of|for|in|at|to)\b|\W*$)(?! for\W*$)"
"""What follows a noun that stands by itself: "the phone of the pharmacy", and no "phone policy", nor "what is the phone for"."""
_TO_BE_USED = r"(?= (?:do|can|should|must|shall|would|to|i|we|you|is (?:for|of))\b|\W*$)"
_DOING = (
    "is|are|am|was|were|do|does|did|can|could|may|must|should|would|has|have|had|will|why|how|where|when|who|whose|which|what|if"
    "|add|change|update|edit|verify|confirm|remove|delete|set|hide|show|enter|give|use|need|share|store|get|find"
)
"""Words that a question for the number alone does not begin with."""

PHONE_ASKED = (
    rf"\bwhat(?:['’]s| is| are) {_WHOSE}{{0,6}}?(?:tele)?phone numbers?{_OF}"
    rf"|\b(?:what|which) {_WHOSE}?(?:tele)?phone numbers?{_TO_BE_USED}"
    rf"|\bwhat(?:['’]s| is| are) (?:the|your|their|its) (?:{_WHOSE}{{0,2}}?[\w-]+['’]s? )?(?:telephone|phone){_OF}"
    rf"|\bwhat(?:['’]s| is| are) (?:the|your|their|its) {_WHOSE}{{0,3}}?(?:hotline|helpline)s?{_OF}"
    r"|\b(?:what|which) number (?:(?:do|can|should|must|shall|would) \w+ |to )(?:call|ring|dial|phone)\b"
    rf"|^(?!(?:{_DOING})\b){_WHOSE}{{1,4}}(?:tele)?phone number\W*$"
    r"|\bкак(?:ой|ие|ов)(?: у [\w-]+(?: [\w-]+)?)?(?: [\w-]+(?:ый|ий|ой|ые|ие))? (?:телефоны?|номера? телефон(?:а|ов))\b"
    r"(?! (?:лучше|хуже|нуж|подход|подойд|можно|поддержив|куп|выб|использ|работа|был|стоит|деш|дорож|потер|украл|долж|указ))"
    r"|\bпо как(?:ому|им) (?:номер|телефон)|\bна какой (?:номер|телефон)\b|\bкуда (?:(?:мне|нам|можно|надо|нужно) )*(?:по|до)?звонить\b"
    r"|^(?:номер )?телефона? [\w-]+(?: [\w-]+){0,3}\W*$"
)
EMAIL_ASKED = (
    rf"\bwhat(?:['’]s| is| are) {_WHOSE}{{0,6}}?e-?mail(?: address(?:es)?|s?){_OF}"
    r"|\bwhere (?:do|can|should|must|shall|would) \w+ (?:(?:send|write) )?(?:an? )?e-?mail\b"
    rf"|\b(?:what|which) {_WHOSE}?e-?mail(?: address(?:es)?)?{_TO_BE_USED}"
    r"|\bкак(?:ой|ая|ую|ие)(?: у [\w-]+)?(?: адрес\w*)? (?:электронн\w+ (?:почт|адрес)|e-?mail\b|[еэи]?мейл\b)"
    r"|\bкакая (?:у [\w-]+ )?почта(?: у| для|\W*$)"
    r"|\bна как(?:ой|ую) (?:адрес )?(?:e-?mail\b|[еэи]?мейл\b|электронн|почту\b(?! россии))"
)
_CALLED = (
    r"(?:\b(?:call|dial|ring|phone|telephone|tel|ext|extension|hotline|helpline|тел|телефон\w*|доб|внутренний|звоните|позвоните|наберите|набрать)"
    r"\b[.:]?(?: (?:on|number|is|по|номер[уа]?))*[ \t|*_`]*)"
)
_HELP = (
    r"\b(?:police|fire (?:brigade|service|department)|ambulance|emergenc(?:y|ies)|rescue|poison control"
    r"|полици\w+|скор(?:ая|ой|ую)|пожарн\w+|спасател\w+|аварийн\w+)\b[^.!?\d\n]{0,20}?"
)
"""Whoever is called by a short number that everybody knows."""
_NO_PHONE = (
    r"(?!\d{4}[-–.]\d\d[-–.]\d\d(?!\d))(?!\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d))(?!(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d(?!\d))"
    r"(?!\d{1,3}(?:[ \u00a0\u202f.]\d{3}){1,5} ?(?:[$€£¥₽%]|руб|eur|usd|gbp))"
)
PHONE = (
    rf"(?<![\w.,/@-])({_NO_PHONE}(?:\+|\(\+?)?\d(?:(?:[ \u00a0().‑–-]{{0,2}}| ?/ ?)\d){{6,14}})(?![\d\w])"
    r"|\b(\d{3,4}-[A-Z][A-Z0-9-]{4,12})\b|\b((?:no|without an?) (?:tele)?phone|нет телефон\w*|телефон\w* нет)\b"
    r"|\b(?:dial|press|ring|call) (zero|one|two|three|four|five|six|seven|eight|nine)\b(?! (?:hours?|days?|times?|minutes?)\b)"
    rf"|(?:{_CALLED}|{_HELP})(\d(?:[ \u00a0‑–-]?\d){{1,6}})(?![\d\w]|[:.]\d| ?(?:hours?|days?|times?|minutes?|час|дн|раз|мин))"
    r"|\A[^:\d\n]{2,40}(?::| [–—-]) ?(\d{2,6})\W*\Z"
)
"""Seven figures or more that are no day, years or amount of money; fewer behind a word of calling, a service or a name and a colon."""
PHONE_CELL = r"(?:^|[|,;\t])[ \t]*\+?\d(?:[ ()-]?\d){1,14}[ \t]*(?=[|,;\t]|$)"
"""A cell that may be a number to call where its column is one of telephones: `412`."""
EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:no|without an) e-?mail\b"
KINDS = (
    r"\b((?:tele)?phone|numbers?|hotline|helpline|e-?mail|address|call|ring|dial"
    r"|телефон\w*|номер\w*|почт\w+|(?:по|до)?звонить|[еэи]?мейл)\b"
)
"""Words of such a question that what is asked for need not repeat."""
