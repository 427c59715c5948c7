"""What somebody is reached by: questions for a telephone's number or an e-mail address, and texts that have one; English and Russian."""

from __future__ import annotations

_OF = r"(?= (?:of|for|in|at|to)\b|\W*$)"
"""What follows a noun that stands by itself: "the phone of the pharmacy", and no "phone policy"."""

PHONE_ASKED = (
    r"\bwhat(?:['’]s| is| are)\b.{0,60}?\b(?:tele)?phone numbers?\b|\b(?:what|which) (?:[\w'’&-]+ ){0,3}?(?:tele)?phone numbers?\b"
    rf"|\bwhat(?:['’]s| is| are) (?:the|your|their|its) (?:[\w'’&-]+ ){{0,3}}?(?:telephone|phone|hotline|helpline)s?{_OF}"
    r"|\b(?:what|which) number (?:(?:do|can|should|must|shall|would) \w+ |to )(?:call|ring|dial|phone)\b"
    r"|^(?!(?:is|are|do|does|did|can|may|has|have|will|why|how)\b)(?:[\w'’&-]+ ){1,4}(?:tele)?phone number\W*$"
    r"|\bкак(?:ой|ие|ого|ому|им)(?: у [\w-]+)?(?: [\w-]+){0,2}? (?:телефон(?:ы|а|у|ом|е)?|номера? телефона)\b"
    r"|\bпо как(?:ому|им) (?:номер|телефон)|\bна какой (?:номер|телефон)\b|\bкуда (?:(?:мне|нам|можно|надо|нужно) )*(?:по|до)?звонить\b"
    r"|^(?:номер )?телефона? (?:[\w-]+ ?){1,4}\W*$"
)
EMAIL_ASKED = (
    rf"\bwhat(?:['’]s| is| are)\b.{{0,60}}?\be-?mail(?: address(?:es)?\b|s?\b{_OF})"
    r"|\bwhere (?:do|can|should|must|shall|would) \w+ (?:(?:send|write) )?(?:an? )?e-?mail\b"
    rf"|\b(?:what|which) (?:[\w'’&-]+ )?e-?mail(?: address(?:es)?\b|(?= (?:do|can|should|must|shall) )|{_OF})"
    r"|\bкак(?:ой|ая|ую|ие)(?: у [\w-]+)?(?: адрес\w*)? (?:электронн\w+ (?:почт|адрес)|e-?mail\b|[еэи]?мейл\b)"
    r"|\bкакая (?:у [\w-]+ )?почта(?: у| для|\W*$)"
    r"|\bна как(?:ой|ую) (?:адрес )?(?:e-?mail\b|[еэи]?мейл\b|электронн|почту\b(?! россии))"
)
_CALLED = (
    r"(?:\b(?:call|dial|ring|phone|telephone|tel|ext|extension|hotline|helpline|тел|телефон\w*|доб|внутренний|звоните|позвоните|наберите|набрать)"
    r"\b[.:]?(?: (?:on|number|is|по|номер[уа]?))*[ \t|*_`]*)"
)
_NO_PHONE = (
    r"(?!\d{4}[-–.]\d\d[-–.]\d\d(?!\d))(?!\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d))(?!(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d(?!\d))"
    r"(?!\d{1,3}(?:[ \u00a0\u202f]\d{3})+ ?(?:[$€£¥₽%]|руб|eur|usd|gbp))"
)
PHONE = (
    rf"(?<![\w.,/@-])({_NO_PHONE}(?:\+|\(\+?)?\d(?:[ \u00a0().‑–-]{{0,2}}\d){{6,14}})(?![\d\w])"
    r"|\b(?:dial|press|ring|call) (zero|one|two|three|four|five|six|seven|eight|nine)\b(?! (?:hours?|days?|times?|minutes?)\b)"
    rf"|{_CALLED}(\d(?:[ \u00a0‑–-]?\d){{1,6}})(?![\d\w]| ?(?:hours?|days?|times?|minutes?|час|дн|раз|мин))"
)
"""Seven figures or more that are no day, years or amount of money; and fewer behind a word of calling: `ext. 214`, `dial 112`."""
EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
KINDS = (
    r"\b((?:tele)?phone|numbers?|hotline|helpline|e-?mail|address|call|ring|dial"
    r"|телефон\w*|номер\w*|почт\w+|(?:по|до)?звонить|[еэи]?мейл)\b"
)
"""Words of such a question that what is asked for need not repeat."""
