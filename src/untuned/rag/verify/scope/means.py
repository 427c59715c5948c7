"""Means of payment: what a thing costs does not tell whether it can be paid by card."""

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


def missing_means(question: str, evidence: Evidence) -> list[Finding]:
    """The means by which a question asks to pay, where the evidence names none at all; that another one is named answers it."""
    if _PAYS.search(question) is None:
        return []
    asked = _MEANS.search(question) or _BY.search(question)
    if asked is None or any(pattern.search(evidence.text) is not None for pattern in (_MEANS, _BY, _NAMES_ANY)):
        return []
    named = asked[asked.lastindex or 0]
    return [Finding(Thing("means", named, (named.lower(),), asked.start()), hard=True)]
