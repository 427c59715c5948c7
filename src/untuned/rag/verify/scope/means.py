"""Means of payment: what a thing costs does not tell whether it can be paid by card."""

from __future__ import annotations

import re

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import Thing
from untuned.text.regex import regex

_MEANS = regex(
    r"(?<!\w)(?:(?:credit|debit|bank|gift)\s+cards?|cash|pay\s?pal|(?:bank|wire|money|online|sepa)\s+transfers?|sepa|cheques?|checks?|vouchers?"
    r"|invoice|direct\s+debit|standing\s+order|instal?lments?|(?:apple|google|samsung)\s+pay|bitcoin|crypto\w*|visa|master\s?card|maestro|amex"
    r"|american\s+express|klarna|stripe|postepay|money\s+orders?"
    r"|(?:кредитн|банковск|дебетов)\w{2}\s+карт\w{1,3}|налич\w+|безналич\w+|(?:банковск|почтов|денежн)\w{2,3}\s+перевод\w{0,2}|переводом"
    r"|рассрочк\w|частями|чек(?:ом|ами)|сбп|qr-код\w{0,2}|криптовалют\w{1,2}|биткоин\w{0,2})(?!\w)",
    re.IGNORECASE,
)
_CARD = regex(r"(?<!\w)(?:by|with|via|per|accept(?:s|ed)?|or|and|only)\s+cards?(?!\w)|(?<!\w)карт(?:ой|ами|у|ы)(?!\w)", re.IGNORECASE)
"""A card alone is one to pay with behind such words: a student card is shown, not paid with."""
_PAYS = regex(
    r"(?<!\w)(?:pay(?:s|ing|ment|ments|able)?|paid|accept(?:s|ed)?|settle[ds]?|(?:о|за|у)?плат\w+|принима\w+)(?!\w)",
    re.IGNORECASE,
)


def missing_means(question: str, evidence: Evidence) -> list[Finding]:
    """The means by which a question asks to pay, where the evidence names none at all; that another one is named answers it."""
    if _PAYS.search(question) is None:
        return []
    asked = _MEANS.search(question) or _CARD.search(question)
    if asked is None or _MEANS.search(evidence.text) is not None or _CARD.search(evidence.text) is not None:
        return []
    return [Finding(Thing("means", asked[0], (asked[0].lower(),), asked.start()), hard=True)]
