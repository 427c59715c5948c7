"""Paying: what a thing costs does not tell whether it can be paid by card, and what is said of it not whether it is free."""

from __future__ import annotations

import re

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import Thing
from untuned.text.regex import regex

_MEANS = regex(
    r"(?<!\w)(?:(?:credit|debit|bank)\s+cards?|cash|pay\s?pal|(?:bank|wire|money|online|sepa)\s+transfers?|sepa"
    r"|direct\s+debit|standing\s+order|(?:apple|google|samsung)\s+pay|bitcoin|crypto\w*|master\s?card|maestro|amex"
    r"|american\s+express|klarna|stripe|postepay|money\s+orders?"
    r"|(?:кредитн|банковск|дебетов)\w{2}\s+карт\w{1,3}|налич\w+|безналич\w+|(?:банковск|почтов|денежн)\w{2,3}\s+перевод\w{0,2}|переводом"
    r"|рассрочк\w|частями|чек(?:ом|ами)|сбп|qr-код\w{0,2}|криптовалют\w{1,2}|биткоин\w{0,2})(?!\w)",
    re.IGNORECASE,
)
_THINGS = r"((?:gift\s+)?cards?|visa|invoice|cheques?|checks?|vouchers?|instal?lments?)"
_BY = regex(
    rf"(?<!\w)(?:by|with|via|per|on|in|using|accept(?:s|ed)?|take|or|and|only)\s+{_THINGS}(?!\w)|(?<!\w)карт(?:ой|ами|у|ы)(?!\w)",
    re.IGNORECASE,
)
"""What is bought, paid or shown as well, such as an invoice or a student card, is one to pay with behind such words."""
_NAMES_ANY = regex(
    r"(?<!\w)(?:gift\s+cards?|visa|invoice|cheques?|vouchers?|instal?lments?|banknotes?|(?:bank|euro|dollar|pound)\s+notes?|coins?"
    r"|contactless(?:ly)?|(?:card\s+)?terminals?|(?:payment\s+(?:methods?|means|options?))"
    r"|(?:methods?|means|ways?|forms?)\s+of\s+pay(?:ment|ing)|купюр\w*|монет\w*|терминал\w*|бесконтактн\w*|способ\w*\s+оплаты)(?!\w)",
    re.IGNORECASE,
)
"""What tells how things are paid, of any means."""
_PAYS = regex(
    r"(?<!\w)(?:pay(?:s|ing|ment|ments|able)?|paid|accept(?:s|ed)?|settle[ds]?|(?:о|за|у)?плат\w+|принима\w+)(?!\w)",
    re.IGNORECASE,
)
_ASKS_IF_FREE = regex(
    r"\A\s*(?:is|are|was|were|will)\b[^?]*\b(?P<free>free(?:\s+of\s+charge)?|for\s+free)\s*\?*\s*\Z"
    r"|\b(?P<russian>бесплатн(?:о|ый|ая|ое|ые|а|ы))(?:\s+ли\b|\s*\?*\s*\Z)",
    re.IGNORECASE,
)
_OF_MONEY = regex(
    r"(?<!\w)(?:free|charge[sd]?|cost\w*|pric\w+|fees?|pa(?:y|id)\w*|deposit\w*|includ\w+|gratis|complimentary|rent\w*|hire\w*|buy|bought|sold"
    r"|EUR|USD|GBP|бесплат\w+|плат\w+|опла\w+|стои\w+|цен\w+|включ\w+|вход\w+|взнос\w*|руб\w*|евро)(?!\w)|[€$£₽]",
    re.IGNORECASE,
)


def missing_charge(question: str, evidence: Evidence) -> list[Finding]:
    """That something is free, where a question asks for that and nothing in the evidence speaks of money."""
    asked = _ASKS_IF_FREE.search(question)
    if asked is None or _OF_MONEY.search(evidence.text) is not None:
        return []
    word = asked["free"] or asked["russian"]
    return [Finding(Thing("means", word, (word.lower(),), asked.start("free" if asked["free"] else "russian")), hard=True)]


def missing_means(question: str, evidence: Evidence) -> list[Finding]:
    """The means by which a question asks to pay, where the evidence names none at all; that another one is named answers it."""
    if _PAYS.search(question) is None:
        return []
    asked = _MEANS.search(question) or _BY.search(question)
    if asked is None or any(pattern.search(evidence.text) is not None for pattern in (_MEANS, _BY, _NAMES_ANY)):
        return []
    named = asked[asked.lastindex or 0]
    return [Finding(Thing("means", named, (named.lower(),), asked.start()), hard=True)]
